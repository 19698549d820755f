internal import ArgumentParser
internal import Console
internal import Delivery
internal import Foundation
internal import Glibc
internal import KustomerDestination
internal import Testing

@testable internal import kustomer_console

/// The screens over a journal of calls that the real binary has sent, seen on a real terminal.
@Suite struct FilledFrameTests {
  private static let now = Timestamp(milliseconds: 1_706_092_922_000)

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
    let folder = try await Self.filledFolder()
    for walk in Self.walks {
      let pane = try await Pane(columns: size.columns, rows: size.rows, folder: folder)
      var state = State(size: size, now: Self.now, terminal: FrameWitnessTests.terminal)
      take(.started(try Self.contents(of: folder)), &state)
      try pane.run("$K --now \(Self.now.rfc3339)")
      try await pane.wait(for: "Home")
      for step in walk {
        try pane.press(step.tmux)
        take(.keyPressed(step.key), &state)
      }
      let text = view(state).text
      try await pane.wait("after \(walk.map(\.tmux))\n\(text)", { $0 == text })
      try pane.signal(SIGTERM)
      try await pane.wait("the shell", { $0.contains("ready>") && !$0.contains("KUSTOMER") })
    }
  }

  /// Does what the engine does with a draft, and nothing else.
  private func take(_ message: Message, _ state: inout State) {
    for effect in update(&state, message, at: Self.now, uptime: state.uptime) {
      if case .saveDraft = effect { take(.draftSaved, &state) }
    }
  }

  /// A home folder whose journal has the calls, each answered by the sandbox.
  private static func filledFolder() async throws -> String {
    let pane = try await Pane(columns: 120, rows: 40)
    let script = calls.map { "call \($0)\nsend\n" }.joined() + "quit\n"
    try Data(script.utf8).write(to: URL(filePath: pane.folder + "/script"))
    try pane.run("$K console --plain --now \(now.rfc3339) < script > plain; echo status $?")
    try await pane.wait(for: "status 0")
    return pane.folder
  }

  /// What the screens start from there, read as the program reads it.
  private static func contents(of folder: String) throws -> StartContents {
    let options = try CommonOptions.parse(["--config", folder + "/config/kustomer-console"])
    let path = folder + "/state/kustomer-console/journal.sqlite"
    let reading = ContentsReading(
      invocation: Invocation(options), settings: Settings(), profile: "sandbox",
      journal: try Journal(at: path) { now })
    let contents = try reading.contents(draft: "compose", notice: nil)
    try #require(contents.entries.count == calls.count)
    return contents
  }
}
