internal import Console
internal import Foundation
internal import KustomerDestination
internal import Testing
internal import kustomer_console

/// Each bundled scenario, played and compared: one golden frame, seen by the state that is driven
/// here and by the real binary on a real terminal.
@Suite struct ScenarioFrameTests {
  static let now = Timestamp(milliseconds: 1_706_092_922_000)
  static let size = Size(columns: 100, rows: 30)

  /// How many steps are played before `c` compares, whose frame is kept.
  static let moments: [(name: String, steps: Int)] = [
    ("one-visit", 5), ("seed-calls", 4), ("anonymous-then-identified", 5), ("gap-cuts", 5),
    ("late-event", 4), ("two-devices", 5), ("engage-refused", 3), ("onboarding-check", 3),
    ("shop-visit", 26),
  ]

  @Test func `every bundled scenario has its moments`() {
    #expect(Self.moments.map(\.name) == EmbeddedFile.scenarios.map(\.name))
  }

  @Test(arguments: moments.indices)
  func `its sessions compared are its golden frame`(place: Int) async throws {
    let (name, steps) = Self.moments[place]
    var play = try await Played(place)
    let pane = try await Pane(columns: Self.size.columns, rows: Self.size.rows)
    try pane.run("$K --now \(Self.now.rfc3339)")
    try await pane.wait(for: "Registered")
    try pane.press("F9", "F9", "Escape")
    try await pane.wait(for: "Enter opens")
    for _ in 0..<place { try pane.press("Down") }
    try pane.press("Enter", "F9")
    try await pane.wait(for: "Space plays the first step.")
    for step in 1...steps {
      try await play.press(.character(" "))
      try pane.press("Space")
      try await pane.wait(for: "step \(step) of ")
    }
    try await play.press(.character("c"))
    try pane.press("c")
    try await check("scenario-\(name)-compared-100x30", play, pane)
    await play.close()
  }

  private func check(_ name: String, _ play: Played, _ pane: Pane) async throws {
    let frame = view(play.state)
    let text = frame.text + "---- roles\n" + frame.roleText
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../ConsoleTests/Frames/\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_FRAMES"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name).txt; read it, then run without RECORD_FRAMES")
    } else {
      #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(name).txt")
    }
    try await pane.wait("the frame\n\(frame.text)", { $0 == frame.text })
  }
}

/// A console without a terminal, whose scenario is played on the stage of the program.
private struct Played {
  var state = State(size: ScenarioFrameTests.size, now: ScenarioFrameTests.now)
  private var stage: ScenarioStage

  /// Presents the bundled scenario at a place of the list.
  init(_ place: Int) async throws {
    stage = try await ScenarioStage(simulatedAt: ScenarioFrameTests.now)
    try await take(.started(StartContents()))
    for key in [.function(9), .function(9), .escape] as [Key] { try await press(key) }
    for _ in 0..<place { try await press(.down) }
    for key in [.enter, .function(9)] as [Key] { try await press(key) }
  }

  mutating func press(_ key: Key) async throws { try await take(.keyPressed(key)) }

  func close() async { await stage.close() }

  private mutating func take(_ message: Message) async throws {
    for effect in update(&state, message, at: ScenarioFrameTests.now, uptime: state.uptime) {
      guard case .playStep(let step, let run, _) = effect else { continue }
      let outcome = try await stage.play(step, of: run)
      try await take(.scenarioStepped(outcome.result, of: run))
    }
  }
}
