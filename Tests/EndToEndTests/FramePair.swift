internal import ArgumentParser
internal import Console
internal import Delivery
internal import KustomerDestination
internal import ProofHarness
internal import Testing

@testable internal import kustomer_console

/// The real binary on a real terminal, and beside it a state that is told the same.
///
/// What comes of an effect is for the test to tell; only drafts are saved by themselves.
struct FramePair {
  static let now = FrameWitnessTests.now

  let pane: Pane
  private(set) var state: State
  /// Effects since they were last taken, without drafts.
  private var effects: [Effect] = []

  /// Both, started from the same contents; `options` stand behind the program's name.
  init(
    _ size: Size, _ contents: StartContents = FrameWitnessTests.contents, home: ProofFolder? = nil,
    options: String = ""
  ) async throws {
    pane = try await Pane(columns: size.columns, rows: size.rows, home: home)
    state = State(size: size, now: Self.now, terminal: FrameWitnessTests.terminal)
    receive(.started(contents))
    try pane.run("$K --now \(Self.now.rfc3339) \(options)")
  }

  /// Presses a key by the name that each of the two has for it.
  mutating func press(_ tmux: String, _ key: Key) throws {
    try pane.press(tmux)
    receive(.keyPressed(key))
  }

  mutating func type(_ text: String) throws {
    try pane.type(text)
    for character in text { receive(.keyPressed(.character(character))) }
  }

  /// Tells the state alone what the program has learned by itself.
  mutating func receive(_ message: Message) {
    for effect in update(&state, message, at: Self.now, uptime: state.uptime) {
      if case .saveDraft = effect {
        receive(.draftSaved)
      } else {
        effects.append(effect)
      }
    }
  }

  /// What shall be done outside, asked for since the last call.
  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  /// Waits until the terminal shows what the view of the state says, each character of it.
  func check(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let text = view(state).text
    try await pane.wait("the frame\n\(text)", { $0 == text }, sourceLocation: sourceLocation)
  }
}

extension StartContents {
  /// What the screens start from in a home folder, read as the program reads it.
  init(of folder: String) throws {
    let options = try CommonOptions.parse(["--config", folder + "/config/kustomer-console"])
    let invocation = Invocation(options)
    let journal = folder + "/state/kustomer-console/journal.sqlite"
    let reading = ContentsReading(
      invocation: invocation, settings: try invocation.settings(), profile: "sandbox",
      journal: try Journal(at: journal) { FramePair.now })
    self = try reading.contents(draft: "compose", notice: nil)
  }
}
