internal import CallFormats
internal import KustomerDestination
internal import LoopbackHTTP

/// The calls of one request's body.
struct RequestCalls {
  private let endpoint: Endpoint
  private let body: JSONObject
  /// What could be read of a batch that is no JSON; nil of any other body.
  private let records: [CallRecord]?
  /// Bytes of the unpacked body.
  private let size: Int
  private let orgPod: String?
  private let number: Int
  private let now: Timestamp

  /// Reads the body of a request whose method and path are right; its number makes ids that are
  /// missing.
  init(
    of request: WireRequest, to endpoint: Endpoint, number: Int, at now: Timestamp
  ) throws(ListenerRefusal) {
    let text = try request.unpackedBody()
    self.endpoint = endpoint
    do throws(ListenerRefusal) {
      body = try Self.object(text)
      records = nil
    } catch {
      guard endpoint == .batch, let records = Self.records(text) else { throw error }
      body = JSONObject()
      self.records = records
    }
    size = text.count
    orgPod = endpoint == .webhook ? try request.orgPod() : nil
    self.number = number
    self.now = now
  }

  /// The calls, stamped and in order, and a sentence about each that cannot be read.
  func all() throws(ListenerRefusal) -> (calls: [ReceivedCall], unreadable: [String]) {
    switch endpoint {
    case .call(let type):
      var call = body
      call["type"] = .string(type)
      return ([try received(call, stamp())], [])
    case .webhook:
      var stamp = stamp()
      stamp.isForwarded = true
      return ([try received(body, stamp)], [])
    case .batch: return try batch()
    }
  }

  private func stamp(item: Int? = nil) -> CallStamp {
    let place = item.map { "\(number)-\($0)" } ?? "\(number)"
    return CallStamp(
      receivedAt: now, sentAt: item == nil ? nil : body["sentAt"],
      messageID: "api-\(now.rfc3339)-\(place)")
  }

  /// One call that cannot be read costs its neighbours nothing: Segment's intake answers 200 too.
  private func batch() throws(ListenerRefusal) -> ([ReceivedCall], [String]) {
    if let records { return try received(records) }
    guard let items = body["batch"]?.arrayValue else {
      throw .malformed("the body has no array \"batch\"")
    }
    try Self.limit(items.count)
    var calls: [ReceivedCall] = []
    var unreadable: [String] = []
    for (index, item) in items.enumerated() {
      guard let call = item.objectValue else {
        unreadable.append("call \(index + 1) of the batch is no JSON object")
        continue
      }
      let merged = call.withShared(of: body)
      calls.append(try received(call, merged: merged, stamp(item: index + 1)))
    }
    return (calls, unreadable)
  }

  private static func limit(_ count: Int) throws(ListenerRefusal) {
    guard count > ListenerLimits.batchCalls else { return }
    throw .tooLarge("the batch has \(count) calls; at most 2500 are taken")
  }

  /// The calls of a batch of which something is no JSON, as every reader takes them apart.
  private func received(
    _ records: [CallRecord]
  ) throws(ListenerRefusal) -> ([ReceivedCall], [String]) {
    try Self.limit(records.count)
    var calls: [ReceivedCall] = []
    var unreadable: [String] = []
    for record in records {
      let item = record.item ?? 0
      switch record.call {
      case .success(let call):
        calls.append(try received(call.json.objectValue ?? JSONObject(), stamp(item: item)))
      case .failure(let error): unreadable.append("call \(item) of the batch: \(error.message())")
      }
    }
    return (calls, unreadable)
  }

  /// Nil when no call of it can be read.
  private static func records(_ text: [UInt8]) -> [CallRecord]? {
    var reader = CallReader()
    text.withUnsafeBytes { reader.append($0) }
    reader.end()
    var records: [CallRecord] = []
    do throws(InputRefusal) {
      while let record = try reader.next() { records.append(record) }
    } catch {
      return nil
    }
    let isBatch = records.allSatisfy { $0.item != nil }
    let hasCall = records.contains { if case .success = $0.call { true } else { false } }
    return isBatch && hasCall ? records : nil
  }

  /// The limit counts what the sender wrote; what a batch shares and the stamps are not its fault.
  private func received(
    _ call: JSONObject, merged: JSONObject? = nil, _ stamp: CallStamp
  ) throws(ListenerRefusal) -> ReceivedCall {
    // No compact text is longer than what was read.
    if size > ListenerLimits.callBytes,
      JSON.object(call).compactBytes.count > ListenerLimits.callBytes
    {
      throw .tooLarge("a call is over 32 KB")
    }
    let bytes = Self.text(merged ?? call, stamp)
    do throws(JSONError) {
      return ReceivedCall(
        number: 0, call: try Call(parsing: bytes), receivedAt: now, isDuplicate: false,
        orgPod: orgPod, messageID: call["messageId"]?.idText, size: bytes.count)
    } catch {
      throw .malformed(error.message())
    }
  }

  private static func text(_ call: JSONObject, _ stamp: CallStamp) -> [UInt8] {
    var plain = call
    for name in WriteKey.names { plain["\(name)"] = nil }
    var stamped = stamp.stamped(plain)
    var bytes = JSON.object(stamped).compactBytes
    // A call that just fits must not be refused for what was added to it.
    if bytes.count > ListenerLimits.callBytes {
      for name in CallStamp.dispensable where plain[name] == nil { stamped[name] = nil }
      bytes = JSON.object(stamped).compactBytes
    }
    return bytes
  }

  private static func object(_ text: [UInt8]) throws(ListenerRefusal) -> JSONObject {
    let json: JSON
    do throws(JSONError) {
      json = try JSON(parsing: text)
    } catch {
      throw .malformed(error.message())
    }
    guard let object = json.objectValue else { throw .malformed("the body is no JSON object") }
    return object
  }
}

extension WireRequest {
  /// Told by the first bytes: JSON never starts as gzip does.
  fileprivate func unpackedBody() throws(ListenerRefusal) -> [UInt8] {
    guard body.count <= ListenerLimits.bodyBytes else { throw .tooLarge("the body is over 500 KB") }
    guard Gunzip.isPacked(body) else { return body }
    do throws(Gunzip.Failure) {
      return try Gunzip.unpacked(body, limit: ListenerLimits.bodyBytes)
    } catch {
      switch error {
      case .broken: throw .malformed("the body is no whole gzip stream")
      case .over: throw .tooLarge("the unpacked body is over 500 KB")
      }
    }
  }
}

extension JSONObject {
  /// With `context` and `integrations` of the batch under the call's own.
  fileprivate func withShared(of batch: JSONObject) -> JSONObject {
    var call = self
    for name in ["context", "integrations"] {
      guard let shared = batch[name]?.objectValue else { continue }
      switch call[name] {
      case nil, .null: call[name] = .object(shared)
      case .object(let own): call[name] = .object(own.merged(over: shared))
      default: break
      }
    }
    return call
  }
}

extension JSON {
  /// As duplicates are told by; nil when it is none.
  fileprivate var idText: String? {
    switch self {
    case .string(let text) where !text.allSatisfy(\.isWhitespace): text
    case .number(let literal): literal
    default: nil
    }
  }
}
