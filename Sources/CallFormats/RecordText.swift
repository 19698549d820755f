internal import KustomerDestination

/// The text of one record: a call, or a batch of them.
struct RecordText {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let start: InputBuffer.Position
  private let item: Int?

  init(_ bytes: UnsafeBufferPointer<UInt8>, start: InputBuffer.Position, item: Int? = nil) {
    self.bytes = bytes
    self.start = start
    self.item = item
  }

  /// The call, or the calls of the batch.
  ///
  /// - Returns: The error's place counts from the start of the text.
  func records() -> Result<[CallRecord], JSONError> {
    do throws(JSONError) {
      let call = try Call(parsing: bytes)
      guard bytes.mayHoldBatchOrWriteKey(), let object = ObjectText(bytes) else {
        return .success([record(.success(call))])
      }
      if item == nil, let batch = object.member("batch"), bytes[batch.value.lowerBound] == 0x5B {
        return .success(records(of: batch.value, in: object))
      }
      guard object.member("writeKey") != nil else { return .success([record(.success(call))]) }
      return .success([record(Self.call(object.text(without: ["writeKey"])))])
    } catch {
      return .failure(error)
    }
  }

  private func record(_ call: Result<Call, JSONError>) -> CallRecord {
    CallRecord(line: start.line, item: item, call: call)
  }

  private func records(of batch: Range<Int>, in object: ObjectText) -> [CallRecord] {
    let shared = BatchMembers(object)
    var position = start
    var read = 0
    return ObjectText.elements(of: batch, in: bytes).enumerated().map { index, element in
      position.advance(over: object.slice(read..<element.lowerBound))
      read = element.lowerBound
      let call = shared.call(object.slice(element)).mapError { [position] in $0.moved(to: position)
      }
      return CallRecord(line: position.line, item: index + 1, call: call)
    }
  }

  static func call(_ bytes: some Collection<UInt8>) -> Result<Call, JSONError> {
    do throws(JSONError) {
      return .success(try Call(parsing: bytes))
    } catch {
      return .failure(error)
    }
  }
}

/// What an HTTP batch says for all its items.
private struct BatchMembers {
  /// `context` and `integrations`, as far as they are objects.
  let members: [(name: StaticString, value: JSONObject)]

  init(_ batch: ObjectText) {
    let names: [StaticString] = ["context", "integrations"]
    members = names.compactMap { name in
      guard let member = batch.member(name),
        let value = Self.json(batch.slice(member.value))?.objectValue
      else { return nil }
      return (name, value)
    }
  }

  /// The call of an item: its own members stand over those of the batch.
  func call(_ item: UnsafeBufferPointer<UInt8>) -> Result<Call, JSONError> {
    guard let object = ObjectText(item) else { return RecordText.call(item) }
    var dropped: [StaticString] = ["writeKey"]
    var added: [(String, [UInt8])] = []
    for (name, shared) in members {
      guard let merged = merged(object, name, shared) else { continue }
      dropped.append(name)
      added.append(("\(name)", merged.compactBytes))
    }
    if added.isEmpty, object.member("writeKey") == nil { return RecordText.call(item) }
    return RecordText.call(object.text(without: dropped, adding: added))
  }

  /// Nil when the item has something else than an object there, which stays as it is.
  private func merged(_ item: ObjectText, _ name: StaticString, _ shared: JSONObject) -> JSON? {
    guard let own = item.member(name) else { return .object(shared) }
    switch Self.json(item.slice(own.value)) {
    case .object(let own): return .object(own.merged(over: shared))
    case .null: return .object(shared)
    default: return nil
    }
  }

  private static func json(_ bytes: UnsafeBufferPointer<UInt8>) -> JSON? {
    guard case .success(let json) = Result(catching: { try JSON(parsing: bytes) }) else {
      return nil
    }
    return json
  }
}
