internal import KustomerDestination

/// The text of a batch `{"batch":[…]}`, also as a mobile library leaves it on disk: perhaps with
/// commas before the elements, perhaps without the line that closes it, perhaps with an element
/// that is no JSON.
struct BatchText {
  let object: ObjectText
  let array: ArrayText

  /// Nil when no array stands behind `"batch"`.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let object = ObjectText(bytes), let batch = object.member("batch"),
      bytes[batch.value.lowerBound] == UInt8(ascii: "[")
    else { return nil }
    self.object = object
    array = ArrayText(batch.value, in: bytes)
  }

  /// Whether all brackets close, so that nothing that follows belongs to it.
  var isClosed: Bool { object.isClosed && !array.isCut }
  /// Whether what it says for all its items can be read: nobody would miss an opt-out else.
  var isShareable: Bool {
    BatchMembers.names.allSatisfy { name in
      object.member(name).map { object.value(of: $0) != nil } ?? true
    }
  }
  /// Whether it reads as a batch so far, and not as a broken line with other records behind it.
  var isInOrder: Bool { !array.isMixedUp && object.members.last?.value.isEmpty == false }
}

/// What an HTTP batch says for all its items.
struct BatchMembers {
  static let names: [StaticString] = ["context", "integrations"]

  /// As far as they are objects.
  private let members: [(name: StaticString, value: JSONObject)]

  init(_ batch: BatchText) {
    members = Self.names.compactMap { name in
      batch.object.member(name).flatMap(batch.object.value(of:))?.objectValue.map { (name, $0) }
    }
  }

  /// What an item takes of it: its own members stand over those of the batch, and something else
  /// than an object stays as it is.
  func missing(in item: ObjectText) -> [(name: StaticString, value: JSON)] {
    members.compactMap { name, shared in
      switch item.member(name).flatMap(item.value(of:)) {
      case nil, .null: (name, .object(shared))
      case .object(let own): (name, .object(own.merged(over: shared)))
      default: nil
      }
    }
  }
}

extension JSONObject {
  /// This object with what it lacks taken from another, member by member.
  fileprivate func merged(over other: JSONObject) -> JSONObject {
    var merged = self
    for member in other.members {
      switch (self[member.key], member.value) {
      case (nil, _): merged[member.key] = member.value
      case (.object(let own)?, .object(let shared)):
        merged[member.key] = .object(own.merged(over: shared))
      case (.some, _): break
      }
    }
    return merged
  }
}
