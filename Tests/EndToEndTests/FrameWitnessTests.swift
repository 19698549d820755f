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
    [("M-4", .alt("4")), ("F8", .function(8))],
    [("M-6", .alt("6"))],
    [("M-6", .alt("6")), ("i", .character("i"))],
    [("C-y", .control("y")), ("C-y", .control("y")), ("Down", .down)],
  ]
  static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60),
    Size(columns: 60, rows: 18),
  ]

  /// Each walk in the smallest usual size, and in one of the others by turns.
  private static let visits = walks.indices.flatMap { walk in
    [(walk, sizes[0]), (walk, sizes[1 + walk % 3])]
  }

  @Test(arguments: visits)
  func `every screen is what the view of its state says`(walk: Int, size: Size) async throws {
    var pair = try await FramePair(size)
    try await pair.pane.wait(for: "Registered")
    for step in Self.walks[walk] { try pair.press(step.tmux, step.key) }
    try await pair.check()
  }

  static let terminal = TerminalFacts(
    type: "tmux-256color", colors: "256: as TERM says", isUTF8: true, takesModes: true,
    isAskedForBackground: false)

  static var contents: StartContents {
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
