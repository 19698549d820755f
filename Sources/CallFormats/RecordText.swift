internal import KustomerDestination

/// The text of one record: a call, a batch of them, or something that holds calls.
struct RecordText {
  let bytes: UnsafeBufferPointer<UInt8>
  let start: InputBuffer.Position
  let item: Int?
  let ids: GivenIDs

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, start: InputBuffer.Position, item: Int? = nil,
    ids: GivenIDs = GivenIDs()
  ) {
    self.bytes = bytes
    self.start = start
    self.item = item
    self.ids = ids
  }

  /// The call, or the calls of the batch.
  ///
  /// - Returns: The error's place counts from the start of the text.
  func records() -> Result<[CallRecord], JSONError> {
    do throws(JSONError) {
      let call = try Call(parsing: bytes)
      let shape = RecordShape(call)
      guard !shape.isPlain || !ids.isEmpty else { return .success([record(.success(call))]) }
      if item == nil, shape.contains(.batch), let batch = recordsOfBatch() {
        return .success(batch)
      }
      if item == nil, !shape.contains(.call), let held = heldRecords(in: call) {
        return .success(held)
      }
      return .success([record(.success(plain(call, shape)))])
    } catch {
      guard item == nil, let file = BatchText(bytes), file.isClosed, file.isShareable else {
        return .failure(error)
      }
      return .success(records(of: file))
    }
  }

  /// The calls of a batch that may be cut; nil when the text is none.
  func recordsOfBatch() -> [CallRecord]? {
    BatchText(bytes).flatMap { $0.isShareable ? records(of: $0) : nil }
  }

  private func record(_ call: Result<Call, RecordError>) -> CallRecord {
    CallRecord(line: start.line, item: item, call: call)
  }

  /// A call without write key, with what its batch shares, with what a flat row says in its places
  /// and with the given ids.
  private func plain(
    _ call: Call, _ shape: RecordShape, sharing shared: BatchMembers? = nil
  ) -> Call {
    guard let object = ObjectText(bytes) else { return call }
    var dropped = shape.contains(.writeKey) ? WriteKey.names : []
    var added = shared?.missing(in: object) ?? []
    dropped += added.map(\.name)
    if !ids.isEmpty, !shape.isFlatRow, object.namesNobody {
      dropped += ObjectText.idNames
      added += ids.members
    }
    var call = call
    if !dropped.isEmpty || !added.isEmpty {
      let added = added.map { ("\($0.name)", $0.value.compactBytes) }
      call = Self.parsed(object.text(without: dropped, adding: added)) ?? call
    }
    guard shape.isFlatRow else { return call }
    return FlatRow.call(of: call, ids) ?? call
  }

  /// A text that this program made of one that was parsed.
  static func parsed(_ text: [UInt8]) -> Call? {
    do throws(JSONError) {
      return try Call(parsing: text)
    } catch {
      return nil
    }
  }

  /// The calls of a batch: of each that cannot be read, why.
  func records(of batch: BatchText) -> [CallRecord] {
    let shared = BatchMembers(batch)
    var position = start
    var read = 0
    return batch.array.elements.enumerated().map { index, element in
      position.advance(over: bytes[read..<element.lowerBound])
      read = element.lowerBound
      let text = UnsafeBufferPointer(rebasing: bytes[element])
      let isCut = batch.array.isCut && element == batch.array.elements.last
      let item = RecordText(text, start: position, item: index + 1, ids: ids)
      return item.record(sharing: shared, isCut: isCut)
    }
  }

  /// The record of a batch's item.
  private func record(sharing shared: BatchMembers, isCut: Bool) -> CallRecord {
    do throws(JSONError) {
      let call = try Call(parsing: bytes)
      return record(.success(plain(call, RecordShape(call), sharing: shared)))
    } catch {
      return record(.failure(RecordError(error, in: bytes, at: start, isCut ? .open : .known)))
    }
  }
}

/// What the names of a call's members tell of it, in one look at each.
struct RecordShape: OptionSet {
  let rawValue: UInt8

  /// `userId`, `type` or another name that calls alone have.
  static let call = RecordShape(rawValue: 1)
  static let batch = RecordShape(rawValue: 2)
  static let writeKey = RecordShape(rawValue: 4)
  /// `user_id` or `anonymous_id`, as warehouses write them.
  static let snakeID = RecordShape(rawValue: 8)
  static let camelID = RecordShape(rawValue: 16)
  /// `properties` or `traits`.
  static let payload = RecordShape(rawValue: 32)

  /// A call that is taken as it stands.
  var isPlain: Bool { isSubset(of: [.call, .camelID, .payload]) && contains(.call) }
  /// A row of a warehouse's table, whose columns stand beside one another.
  var isFlatRow: Bool { contains(.snakeID) && isDisjoint(with: [.camelID, .payload, .batch]) }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ call: Call) {
    var shape: RecordShape = []
    call.forEachName { shape.formUnion(RecordShape(name: $0)) }
    self = shape
  }

  private init(name: UnsafeBufferPointer<UInt8>) {
    self =
      switch name.count {
      case 4 where name.stands("type", at: 0): .call
      case 5 where name.stands("batch", at: 0): .batch
      case 5 where name.stands("event", at: 0): .call
      case 6 where name.stands("userId", at: 0): [.call, .camelID]
      case 6 where name.stands("traits", at: 0): [.call, .payload]
      case 7 where name.stands("user_id", at: 0): [.call, .snakeID]
      case 7 where name.stands("groupId", at: 0): .call
      case 8 where name.stands("writeKey", at: 0): .writeKey
      case 9 where name.stands("write_key", at: 0): .writeKey
      case 10 where name.stands("properties", at: 0): [.call, .payload]
      case 10 where name.stands("previousId", at: 0): .call
      case 11 where name.stands("anonymousId", at: 0): [.call, .camelID]
      case 12 where name.stands("anonymous_id", at: 0): [.call, .snakeID]
      default: []
      }
  }
}

/// Ids for calls that name nobody.
package struct GivenIDs: Sendable, Hashable {
  /// As `userId`; nil when none is given.
  package var userId: String?
  /// As `anonymousId`; nil when none is given.
  package var anonymousId: String?

  /// None, one or both.
  package init(userId: String? = nil, anonymousId: String? = nil) {
    self.userId = userId
    self.anonymousId = anonymousId
  }

  /// Whether none is given.
  package var isEmpty: Bool { userId == nil && anonymousId == nil }

  /// As members of a call.
  var members: [(name: StaticString, value: JSON)] {
    [("userId", userId), ("anonymousId", anonymousId)].compactMap { name, id in
      id.map { (name, .string($0)) }
    }
  }

  /// The call with these ids, when it has neither.
  func filling(_ call: JSONObject) -> JSONObject {
    let names = ObjectText.idNames.map { "\($0)" }
    guard !isEmpty, names.allSatisfy({ call[$0].isNobody }) else { return call }
    let rest = call.members.filter { !names.contains($0.key) }
    let type = rest.prefix { $0.key == "type" }
    let ids = members.map { JSONObject.Member("\($0.name)", $0.value) }
    return JSONObject(type + ids + rest.dropFirst(type.count))
  }
}

extension ObjectText {
  /// Of a call, both spellings.
  static let idNames: [StaticString] = ["userId", "anonymousId", "user_id", "anonymous_id"]

  /// Whether neither id says anything.
  var namesNobody: Bool {
    Self.idNames.allSatisfy { name in member(name).flatMap(value(of:)).isNobody }
  }

  /// The value of a member of a text that has been parsed.
  func value(of member: Member) -> JSON? {
    do throws(JSONError) {
      return try JSON(parsing: slice(member.value))
    } catch {
      return nil
    }
  }
}

extension JSON? {
  /// Whether an id of that value counts as absent: none, null, or blank.
  var isNobody: Bool {
    switch self {
    case nil, .null: true
    case .string(let text): text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    default: false
    }
  }
}
