internal import Console
internal import Foundation
internal import Glibc
internal import KustomerDestination
internal import ProofHarness
internal import Testing

/// The screens over a journal of calls that the real binary has sent, seen on a real terminal.
@Suite struct FilledFrameTests {
  /// Two visits of a customer, the second with a session id, and a visitor that nobody knows.
  private static let calls = [
    #"{"type":"page","anonymousId":"visitor-1","name":"Pricing","timestamp":"2024-01-24T08:00:00Z"}"#,
    #"{"type":"identify","userId":"u1","anonymousId":"visitor-1","traits":{"email":"ada@example.com","name":"Ada 漢字 Łuk"},"timestamp":"2024-01-24T08:01:00Z"}"#,
    #"{"type":"track","userId":"u1","event":"Registered","properties":{"plan":"Pro","price":9.5},"timestamp":"2024-01-24T08:02:00Z"}"#,
    #"{"type":"track","userId":"u1","event":"Ordered","properties":{"kustomer_session_id":"abc123","price":12},"timestamp":"2024-01-24T09:30:00Z"}"#,
    #"{"type":"track","userId":"u1","event":"Ordered","properties":{"kustomer_session_id":"abc123","price":14,"note":"\u001b[31m red \u202e"},"timestamp":"2024-01-24T09:31:00Z"}"#,
    #"{"type":"screen","anonymousId":"visitor-2","name":"Home","timestamp":"2024-01-24T09:40:00Z"}"#,
  ]

  private static let walks: [[(tmux: String, key: Key)]] = [
    [],
    [("M-2", .alt("2"))],
    [("M-2", .alt("2")), ("Right", .right)],
    [("M-2", .alt("2")), ("Right", .right), ("c", .character("c"))],
    [("M-2", .alt("2")), ("Right", .right), ("]", .character("]")), ("b", .character("b"))],
    [("M-3", .alt("3"))],
    [("M-3", .alt("3")), ("Down", .down), ("d", .character("d"))],
    [("M-3", .alt("3")), ("Down", .down), ("Enter", .enter)],
    [("M-3", .alt("3")), ("Right", .right)],
    [("M-3", .alt("3")), ("Enter", .enter), ("F6", .function(6)), ("Right", .right)],
    [("M-3", .alt("3")), ("/", .character("/")), ("o", .character("o")), ("r", .character("r"))],
    [("M-3", .alt("3")), ("x", .character("x"))],
    [("M-3", .alt("3")), ("F8", .function(8))],
    [("C-p", .control("p")), ("o", .character("o")), ("r", .character("r"))],
    [("M-3", .alt("3")), ("e", .character("e")), ("C-g", .control("g"))],
  ]

  @Test(arguments: FrameWitnessTests.sizes)
  func `every screen is what the view of its journal says`(size: Size) async throws {
    let home = try await Self.filledHome()
    // Every walk in the smallest usual size, every third in each of the others.
    let turn = try #require(FrameWitnessTests.sizes.firstIndex(of: size))
    for (place, walk) in Self.walks.enumerated() where turn == 0 || place % 3 == turn - 1 {
      let contents = try StartContents(of: home.path)
      try #require(contents.entries.count == Self.calls.count)
      var pair = try await FramePair(size, contents, home: home)
      try await pair.pane.wait(for: "Home")
      for step in walk { try pair.press(step.tmux, step.key) }
      try await pair.check()
      try pair.pane.signal(SIGTERM)
      try await pair.pane.wait("the shell", { $0.contains("ready>") && !$0.contains("KUSTOMER") })
    }
  }

  /// A home folder whose journal has the calls, each answered by the sandbox.
  private static func filledHome() async throws -> ProofFolder {
    let pane = try await Pane(columns: 120, rows: 40)
    let script = calls.map { "call \($0)\nsend\n" }.joined() + "quit\n"
    try Data(script.utf8).write(to: URL(filePath: pane.folder + "/script"))
    try pane.run(
      "$K console --plain --now \(FramePair.now.rfc3339) < script > plain; echo status $?")
    try await pane.wait(for: "status 0")
    return pane.home
  }
}
