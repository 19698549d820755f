internal import KustomerDestination

/// What Segment writes into a call on receiving it.
///
///     timestamp = receivedAt − (sentAt − originalTimestamp)
///
/// Source: Segment's page on its common fields. What cannot be read as a time stays as it is, and
/// the mapping says so.
struct CallStamp {
  /// When the request was read.
  var receivedAt: Timestamp
  /// That of the batch, for calls that have none of their own.
  var sentAt: JSON?
  /// For a call that has none.
  var messageID: String
  /// Whether Segment has stamped it before, so that its times are right.
  var isForwarded = false

  /// The call with times and id.
  func stamped(_ call: JSONObject) -> JSONObject {
    var call = call
    if call["messageId"].isBlank { call["messageId"] = .string(messageID) }
    if isForwarded, time(call["receivedAt"]) != nil { return call }
    if call["sentAt"].isBlank, let sentAt { call["sentAt"] = sentAt }
    call["receivedAt"] = .string(receivedAt.rfc3339)
    let written = call["originalTimestamp"].isBlank ? call["timestamp"] : call["originalTimestamp"]
    guard let written, !JSON?.some(written).isBlank else {
      call["timestamp"] = .string(receivedAt.rfc3339)
      return call
    }
    guard let original = time(written) else { return call }
    call["originalTimestamp"] = written
    let age = time(call["sentAt"]).map { $0 - original }
    call["timestamp"] = age.map { .string((receivedAt - $0).rfc3339) } ?? written
    return call
  }

  /// A time as the mapping reads it.
  private func time(_ json: JSON?) -> Timestamp? {
    switch json {
    case .string(let text): Timestamp(text)
    case .number(let literal): Timestamp(epoch: literal, notAfter: receivedAt + .days(1))
    default: nil
    }
  }

  /// Those of its members that a call can do without, should they make it too long.
  static let dispensable = [
    "sentAt", "receivedAt", "originalTimestamp", "messageId", "timestamp",
  ]
}

extension JSON? {
  fileprivate var isBlank: Bool {
    switch self {
    case nil, .null: true
    case .string(let text): text.allSatisfy(\.isWhitespace)
    default: false
    }
  }
}
