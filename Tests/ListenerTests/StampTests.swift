import KustomerDestination
import LoopbackHTTP
import Testing

/// Times as minutes and seconds around noon, when the request is read: `noon` is `12:00:00`.
struct Skew: Sendable, CustomTestStringConvertible {
  var original: String?
  var sent: String?
  var corrected: String
  var testDescription: String { "\(original ?? "-") sent \(sent ?? "-") is \(corrected)" }

  init(_ original: String?, _ sent: String?, _ corrected: String) {
    self.original = original
    self.sent = sent
    self.corrected = corrected
  }

  static let all = [
    // The clock is right: nothing moves.
    Skew("11:59:50", "12:00:00", "11:59:50"),
    // An hour ahead.
    Skew("12:59:50", "13:00:00", "11:59:50"),
    // An hour behind.
    Skew("10:59:50", "11:00:00", "11:59:50"),
    // Kept on the device for half an hour, with a clock ten minutes ahead.
    Skew("11:40:00", "12:10:00", "11:30:00"),
    // Made after it was sent: a clock that was set in between.
    Skew("12:05:00", "12:00:00", "12:05:00"),
    Skew("11:00:00", nil, "11:00:00"),
    Skew(nil, "13:00:00", "12:00:00"),
    Skew(nil, nil, "12:00:00"),
  ]
}

@Suite struct StampTests {
  @Test(arguments: Skew.all)
  func `the receiver's clock corrects the sender's`(_ skew: Skew) throws {
    var call: JSONObject = JSONObject([.init("type", "track")])
    call["timestamp"] = skew.original.map(Self.time)
    call["sentAt"] = skew.sent.map(Self.time)
    let stamped = try Self.stamped(.object(call))
    #expect(Self.moment(stamped["timestamp"]) == Self.moment(Self.time(skew.corrected)))
    #expect(stamped["receivedAt"] == "2024-01-01T12:00:00.000Z")
    #expect(stamped["originalTimestamp"] == skew.original.map(Self.time))
    #expect(stamped["sentAt"] == skew.sent.map(Self.time))
  }

  @Test func `an original timestamp stands over a timestamp`() throws {
    let stamped = try Self.stamped([
      "timestamp": "2024-01-01T01:00:00Z", "originalTimestamp": "2024-01-01T10:00:00Z",
      "sentAt": "2024-01-01T11:00:00Z",
    ])
    #expect(stamped["timestamp"] == "2024-01-01T11:00:00.000Z")
  }

  @Test func `epoch numbers are times`() throws {
    let stamped = try Self.stamped(["timestamp": 1_704_110_000, "sentAt": 1_704_110_300])
    #expect(stamped["timestamp"] == "2024-01-01T11:55:00.000Z")
    #expect(stamped["originalTimestamp"] == 1_704_110_000)
  }

  @Test(arguments: ["yesterday", "2024-02-30T00:00:00Z"])
  func `what is no time is left for the mapping to say so`(_ text: String) throws {
    let stamped = try Self.stamped([
      "type": "track", "userId": "u", "event": "E", "timestamp": .string(text),
    ])
    #expect(stamped["timestamp"] == .string(text))
    let plan = Destination().plan(for: try Call(parsing: stamped.compact), at: noon)
    #expect(plan.diagnostics.map(\.code) == [.invalidTimestamp])
    #expect(plan.time == noon)
  }

  @Test func `a missing message id is derived from the moment and the place`() throws {
    let body = #"{"batch":[{"messageId":"m"},{},{"messageId":""},{"messageId":null}]}"#
    let calls = try #require(posted("/v1/batch", body, number: 7).json)
    #expect(
      calls.map { $0["messageId"]?.stringValue } == [
        "m", "api-2024-01-01T12:00:00.000Z-7-2", "api-2024-01-01T12:00:00.000Z-7-3",
        "api-2024-01-01T12:00:00.000Z-7-4",
      ])
  }

  @Test func `numbers and text of a call stay as they were written`() throws {
    let body = #"{"properties":{"a":1.0,"b":12345678901234567890,"c":"\u00e9\/"}}"#
    let call = try #require(posted("/v1/track", body).json?.first)
    #expect(call["properties"]?.compact == #"{"a":1.0,"b":12345678901234567890,"c":"é/"}"#)
  }

  private static func stamped(_ call: JSON) throws -> JSON {
    try #require(posted("/v1/track", call.compact).json?.first)
  }

  private static func time(_ clock: String) -> JSON { .string("2024-01-01T\(clock)Z") }

  private static func moment(_ json: JSON?) -> Timestamp? {
    json?.stringValue.flatMap { Timestamp($0) }
  }
}
