internal import CallFormats
internal import KustomerDestination
internal import LoopbackHTTP

/// The calls of one request's body.
struct RequestCalls {
  private let endpoint: Endpoint
  private let text: [UInt8]
  private let orgPod: String?
  private let number: Int
  private let now: Timestamp

  /// Reads the body of a request whose method and path are right; its number makes ids that are
  /// missing.
  init(
    of request: WireRequest, to endpoint: Endpoint, number: Int, at now: Timestamp
  ) throws(ListenerRefusal) {
    text = try request.unpackedBody()
    self.endpoint = endpoint
    orgPod = endpoint == .webhook ? try request.orgPod() : nil
    self.number = number
    self.now = now
  }

  /// The calls, stamped and in order, and a sentence about each that cannot be read.
  func all() throws(ListenerRefusal) -> (calls: [ReceivedCall], unreadable: [String]) {
    switch endpoint {
    case .call(let type):
      var call = try Self.object(text)
      call["type"] = .string(type)
      return ([try received(call, size: call.size(atMost: text.count), stamp())], [])
    case .webhook:
      let call = try Self.object(text)
      var stamp = stamp()
      stamp.isForwarded = true
      return ([try received(call, size: call.size(atMost: text.count), stamp)], [])
    case .batch: return try batch()
    }
  }

  private func stamp(item: Int? = nil, sentAt: JSON? = nil) -> CallStamp {
    let place = item.map { "\(number)-\($0)" } ?? "\(number)"
    return CallStamp(
      receivedAt: now, sentAt: sentAt, messageID: "api-\(now.rfc3339)-\(place)")
  }

  /// One call that cannot be read costs its neighbours nothing: Segment's intake answers 200 too.
  private func batch() throws(ListenerRefusal) -> ([ReceivedCall], [String]) {
    guard let batch = HTTPBatch(text, callLimit: ListenerLimits.callBytes) else {
      // What is no JSON says where.
      _ = try Self.object(text)
      throw .malformed("the body has no array \"batch\"")
    }
    guard batch.items.count <= ListenerLimits.batchCalls else {
      throw .tooLarge("the batch has \(batch.items.count) calls; at most 2500 are taken")
    }
    var calls: [ReceivedCall] = []
    var unreadable: [String] = []
    for (index, item) in batch.items.enumerated() {
      switch item.call {
      case .success(let call):
        let stamp = stamp(item: index + 1, sentAt: batch.sentAt)
        calls.append(try received(call, size: item.size, stamp))
      case .failure(let error):
        unreadable.append("call \(index + 1) of the batch: \(error.message())")
      }
    }
    return (calls, unreadable)
  }

  /// The limit counts what the sender wrote; what a batch shares and the stamps are not its fault.
  private func received(
    _ call: JSONObject, size: Int, _ stamp: CallStamp
  ) throws(ListenerRefusal) -> ReceivedCall {
    guard size <= ListenerLimits.callBytes else { throw .tooLarge("a call is over 32 KB") }
    let bytes = Self.text(call, stamp)
    do throws(JSONError) {
      return ReceivedCall(
        number: 0, call: try Call(parsing: bytes), receivedAt: now, isDuplicate: false,
        orgPod: orgPod, messageID: call["messageId"]?.idText, size: bytes.count)
    } catch {
      throw .malformed(error.message())
    }
  }

  private static func text(_ call: JSONObject, _ stamp: CallStamp) -> [UInt8] {
    let plain = call.withoutWriteKey
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
    do throws(Gunzip.Fault) {
      return try Gunzip.unpacked(body, limit: ListenerLimits.bodyBytes)
    } catch {
      switch error {
      case .damaged, .endsEarly, .trailingBytes:
        throw .malformed("the body is no whole gzip stream")
      case .overLimit: throw .tooLarge("the unpacked body is over 500 KB")
      }
    }
  }
}

extension JSONObject {
  /// Bytes of its compact text, which is never longer than what was read.
  fileprivate func size(atMost read: Int) -> Int {
    read <= ListenerLimits.callBytes ? read : JSON.object(self).compactBytes.count
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
