package import KustomerDestination
internal import Records

/// A call as Segment's HTTP API takes it: `POST /v1/{type}`.
///
/// Segment drops a `messageId` that it has had within 24 hours, so a call may be sent again after a
/// cut connection as long as it keeps its own. Source: Segment's specification of its HTTP API.
package enum SegmentCall {
  /// The request of a call, with what an SDK fills in where the call has nothing of its own;
  /// `sentAt` is filled in with each try.
  ///
  /// - Parameters:
  ///   - source: the call as it was composed.
  ///   - type: what it is taken for.
  ///   - message: the `messageId` of a call that has none.
  ///   - moment: the moment of sending, the time of a call that has none.
  /// - Returns: nil for a text that is no call.
  package static func request(
    _ source: String, type: String, message: String, moment: Timestamp
  ) -> PlannedRequest? {
    guard var call = (try? JSON(parsing: source))?.objectValue, CallType(rawValue: type) != nil
    else { return nil }
    if ownMessage(of: call) == nil { call["messageId"] = .string(message) }
    if call["timestamp"] == nil { call["timestamp"] = .string(moment.rfc3339) }
    var context = call["context"]?.objectValue ?? JSONObject()
    if context["library"] == nil {
      context["library"] = ["name": "kustomer-console", "version": .string(programVersion)]
    }
    call["context"] = .object(context)
    return PlannedRequest(.segmentCall, "/v1/\(type)", body: .object(call))
  }

  /// The `messageId` that a call brings along; nil for none and for a blank one.
  private static func ownMessage(of call: JSONObject) -> String? {
    call["messageId"]?.stringValue.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
  }

  /// The `messageId` of a call that has none: the same on each try, another for each call of each
  /// journal.
  static func message(of delivery: Int64, run: Int64, begun: Int64, journal path: String) -> String
  {
    let text = "\(path) \(begun) \(run) \(delivery)"
    let more = FNV1a.hash64(text, after: FNV1a.hash64("messageId"))
    return "kc-" + FNV1a.hex(FNV1a.hash64(text)) + FNV1a.hex(more)
  }

  /// A call's text without its own `messageId`: sent again on purpose, it is another message.
  package static func renewed(_ source: String) -> String {
    guard var call = (try? JSON(parsing: source))?.objectValue, call["messageId"] != nil else {
      return source
    }
    call["messageId"] = nil
    return JSON.object(call).compact
  }
}
