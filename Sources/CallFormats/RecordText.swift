internal import KustomerDestination

/// The text of one record: a call, or a batch of them.
struct RecordText {
  let bytes: UnsafeBufferPointer<UInt8>
  let start: InputBuffer.Position
  let item: Int?

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
        let elements = ObjectText.elements(of: batch.value, in: bytes)
        return .success(records(of: elements, BatchMembers(object)))
      }
      guard object.holdsWriteKey else { return .success([record(.success(call))]) }
      return .success([record(Self.call(object.text(without: WriteKey.names)))])
    } catch {
      return .failure(error)
    }
  }

  private func record(_ call: Result<Call, JSONError>) -> CallRecord {
    CallRecord(line: start.line, item: item, call: call.mapError(RecordError.init))
  }

  /// The calls of a batch, whose elements stand at those places.
  func records(of elements: [Range<Int>], _ shared: BatchMembers) -> [CallRecord] {
    var position = start
    var read = 0
    return elements.enumerated().map { index, element in
      position.advance(over: bytes[read..<element.lowerBound])
      read = element.lowerBound
      let text = UnsafeBufferPointer(rebasing: bytes[element])
      let call = shared.call(text).mapError { [position] in
        RecordError($0.moved(to: position))
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
struct BatchMembers {
  /// `context` and `integrations`, as far as they are objects.
  private let members: [(name: StaticString, value: JSONObject)]

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
    var dropped = WriteKey.names
    var added: [(String, [UInt8])] = []
    for (name, shared) in members {
      guard let merged = merged(object, name, shared) else { continue }
      dropped.append(name)
      added.append(("\(name)", merged.compactBytes))
    }
    if added.isEmpty, !object.holdsWriteKey { return RecordText.call(item) }
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

extension RecordText {
  /// The calls of a body that was sent to a path of Segment's HTTP API, which gives the type.
  func records(ofType target: CurlCommand.Target) -> Result<[CallRecord], JSONError> {
    guard case .type(let type) = target else { return records() }
    guard let object = ObjectText(bytes) else { return records() }
    // Read first as it stands, so that an error's place is that of the text.
    return records().map { _ in
      let call = Self.call(typed(object, type)).mapError(RecordError.init)
      return [CallRecord(line: start.line, item: item, call: call)]
    }
  }

  private func typed(_ object: ObjectText, _ type: String) -> [UInt8] {
    let text = object.text(without: WriteKey.names + ["type"])
    let isEmpty = text.count == 2
    return Array("{\"type\":\"\(type)\"\(isEmpty ? "" : ",")".utf8) + text.dropFirst()
  }
}
