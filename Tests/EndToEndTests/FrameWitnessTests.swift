internal import Console
internal import Foundation
internal import KustomerDestination
internal import Testing

/// The same golden frames that the pure tests read, seen on a real terminal.
@Suite struct FrameWitnessTests {
  static let now = Timestamp(milliseconds: 1_706_092_922_000)

  @Test(arguments: [(80, 24), (120, 40), (60, 18), (200, 60)])
  func `the first start is its golden frame`(columns: Int, rows: Int) async throws {
    let pane = try await Pane(columns: columns, rows: rows)
    try pane.run("$K --now \(Self.now.rfc3339)")
    let golden = try golden("first-start-\(columns)x\(rows)")
    try await pane.wait("the golden frame", { $0 == golden })
  }

  static let walks: [[(tmux: String, key: Key)]] = [
    [("F1", .function(1))],
    [("F1", .function(1)), ("End", .end)],
    [("C-p", .control("p"))],
    [("M-2", .alt("2"))],
    [("M-3", .alt("3"))],
    [("M-4", .alt("4")), ("Down", .down)],
    [("M-5", .alt("5"))],
    [("F2", .function(2)), ("F2", .function(2))],
    [("C-n", .control("n"))],
    [("F8", .function(8))],
    [("C-g", .control("g"))],
    [("M-j", .alt("j")), ("Down", .down), ("x", .character("x"))],
    [("M-.", .alt(".")), ("M-.", .alt("."))],
    [("M-,", .alt(",")), ("C-o", .control("o"))],
    [("M-l", .alt("l"))],
    [("F1", .function(1)), ("/", .character("/")), ("u", .character("u"))],
    [("C-p", .control("p")), ("?", .character("?"))],
    [("M-2", .alt("2")), ("c", .character("c"))],
    [("M-3", .alt("3")), ("/", .character("/"))],
  ]
  static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60),
    Size(columns: 60, rows: 18),
  ]

  @Test(arguments: walks.indices, sizes)
  func `every screen is what the view of its state says`(walk: Int, size: Size) async throws {
    let pane = try await Pane(columns: size.columns, rows: size.rows)
    try pane.run("$K --now \(Self.now.rfc3339)")
    try await pane.wait(for: "Registered")
    var state = State(size: size, now: Self.now, terminal: Self.terminal)
    take(.started(Self.contents), &state)
    for step in Self.walks[walk] {
      try pane.press(step.tmux)
      take(.keyPressed(step.key), &state)
    }
    let text = view(state).text
    try await pane.wait("the frame\n\(text)", { $0 == text })
  }

  /// Does what the engine does with a draft, and nothing else.
  private func take(_ message: Message, _ state: inout State) {
    for effect in update(&state, message, at: Self.now, uptime: state.uptime) {
      if case .saveDraft = effect { take(.draftSaved, &state) }
    }
  }

  static let terminal = TerminalFacts(
    type: "tmux-256color", colors: "256: as TERM says", isUTF8: true, takesModes: true,
    isAskedForBackground: false)

  private static var contents: StartContents {
    var sandbox = ProfileSummary.sandbox
    sandbox.keyLastFour = "-key"
    sandbox.keySource = "built in"
    var contents = StartContents(profiles: [sandbox])
    contents.themes = ThemeLibrary().names.filter { $0 != ThemeLibrary.automatic }
    return contents
  }

  /// The characters of a frame that `ConsoleTests` keeps.
  private func golden(_ name: String) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../ConsoleTests/Frames/\(name).txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    let end = try #require(text.range(of: "---- roles"))
    return String(text[..<end.lowerBound])
  }
}
