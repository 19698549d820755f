internal import Console
internal import Foundation
internal import KustomerDestination
internal import ProofHarness
internal import Testing

@testable internal import kustomer_console

/// Live with calls in it, seen on a real terminal: what a listener received, and what was imported.
@Suite struct LiveFrameTests {
  /// With times of their own, so that no request depends on when they came; the second, which
  /// becomes none and is shown itself, is selected where it bears no stamps of a listener.
  private static let calls = [
    #"{"type":"page","anonymousId":"visitor-1","name":"Pricing","messageId":"m1","timestamp":"2024-01-24T10:00:00Z"}"#,
    #"{"type":"group","userId":"u1","groupId":"g","messageId":"m2","timestamp":"2024-01-24T10:01:00Z"}"#,
    #"{"type":"identify","userId":"u1","anonymousId":"visitor-1","traits":{"email":"ada@example.com","name":"Ada 漢字 Łuk"},"messageId":"m3","timestamp":"2024-01-24T10:02:00Z"}"#,
    #"{"type":"track","userId":"u1","event":"Registered","properties":{"plan":"Pro","kustomer_session_id":"abc123","note":"\u001b[31m red \u202e"},"messageId":"m4","timestamp":"2024-01-24T10:03:00Z"}"#,
    #"{"type":"track","userId":"u2","event":"Ordered","properties":{"price":9.5},"messageId":"m5","timestamp":"2024-01-24T10:04:00Z"}"#,
  ]

  @Test(arguments: FrameWitnessTests.sizes)
  func `what the listener receives is what the view says`(size: Size) async throws {
    var pair = try await FramePair(size)
    try await pair.check()
    try pair.press("M-6", .alt("6"))
    try pair.press("s", .character("s"))
    var reading = ListenerReading()
    let screen = try await pair.pane.wait(for: "the listener answers on http://")
    let address = try #require(screen.firstMatch(of: #/http://127\.0\.0\.1:(\d+)/#))
    reading.phase = .on(String(address.0))
    pair.receive(.listenerChanged(reading))
    try await pair.check()
    let answer = try LiveTests.post(
      Self.calls.joined(separator: ","), to: try #require(UInt16(address.1)))
    try #require(answer.contains("\"success\": true"))
    try await pair.pane.wait(for: "Ordered")
    reading.requests = 1
    pair.receive(.listenerChanged(reading))
    pair.receive(.callsArrived(try Self.listed(at: try Self.momentShown(pair))))
    try await pair.check()
    for key in Self.walk {
      try pair.press(key.tmux, key.key)
      try await pair.check()
    }
  }

  @Test(arguments: FrameWitnessTests.sizes)
  func `what is piped in is what the view says`(size: Size) async throws {
    let home = try Self.homeWithCalls()
    var pair = try await FramePair(size, home: home, options: "< calls.ndjson")
    pair.receive(.keyPressed(.paste(Self.text)))
    try await pair.check()
    try pair.press("Enter", .enter)
    try await pair.check()
    for key in Self.walk {
      try pair.press(key.tmux, key.key)
      try await pair.check()
    }
    for key in Self.copyAndSend {
      try pair.press(key.tmux, key.key)
      try await pair.check()
    }
  }

  @Test(arguments: FrameWitnessTests.sizes)
  func `a file that is imported is what the view says`(size: Size) async throws {
    let home = try Self.homeWithCalls()
    var pair = try await FramePair(size, home: home)
    try await pair.check()
    try pair.press("M-i", .alt("i"))
    try pair.type("~/calls.ndjson")
    try await pair.check()
    try pair.press("Enter", .enter)
    #expect(pair.takeEffects() == [.readCalls("~/calls.ndjson")])
    pair.receive(.callsRead(try Self.batch(in: home.path, at: FramePair.now)))
    try await pair.check()
    try pair.pane.press("Enter")
    try await pair.pane.wait(for: "nothing is sent yet")
    // The same batch, read when the program has read it.
    pair.receive(.callsRead(try Self.batch(in: home.path, at: try Self.momentShown(pair))))
    pair.receive(.keyPressed(.enter))
    try await pair.check()
  }

  /// Through the list, into what a call becomes, the list alone.
  private static let walk: [(tmux: String, key: Key)] = [
    ("Down", .down), ("Down", .down), ("F6", .function(6)), ("F6", .function(6)),
    ("F8", .function(8)),
  ]

  /// The menu that a second copy opens, and the question before the batch is sent.
  private static let copyAndSend: [(tmux: String, key: Key)] = [
    ("C-y", .control("y")), ("C-y", .control("y")), ("Escape", .escape), ("C-r", .control("r")),
  ]

  /// When the first call of the list came: only the program itself can know.
  private static func momentShown(_ pair: FramePair) throws -> Timestamp {
    let clock = try #require(try pair.pane.screen().firstMatch(of: #/\d\d:\d\d:\d\d/#))
    return try #require(Timestamp("\(FramePair.now.day)T\(clock.0)Z"))
  }

  private static func listed(at moment: Timestamp) throws -> [ListedCall] {
    var sessions = SessionBook()
    return try calls.enumerated().map { at, text in
      let call = try Call(parsing: text)
      let plan = Destination().plan(for: call, at: moment, sessions: sessions)
      sessions.record(plan)
      return ListedCall(id: at + 1, call: call.json, plan: plan, moment: moment)
    }
  }

  private static let text = calls.joined(separator: "\n") + "\n{broken\n"

  private static func homeWithCalls() throws -> ProofFolder {
    let home = try ProofFolder()
    try home.write("calls.ndjson", text)
    return home
  }

  private static func batch(in folder: String, at moment: Timestamp) throws -> CallBatch {
    let reading = BatchReading(path: "~/calls.ndjson", home: folder)
    return CallBatch(
      reading.name, records: try reading.records(), settings: DestinationSettings(),
      sessions: SessionBook(), at: moment)
  }
}
