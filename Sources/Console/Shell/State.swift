package import KustomerDestination

/// Everything that the screens show and the keys change; one value, owned by the loop.
///
/// The program starts with an empty state and draws it; `Message.started` then brings what the
/// journal holds. Keys pressed before that are kept and done after it.
package struct State: HasModel, Sendable {
  /// What all rooms share.
  package var model: Model
  var keysBeforeStart: [Key] = []
  /// The rows of the key table that work now, once `settle` was called.
  var keysHere = KeysHere()
  /// Whether outcome, filtered calls and grouped sessions are up to date.
  var isSettled = true

  /// The screen that shows.
  package internal(set) var screen = Screen.compose
  /// The draft.
  package internal(set) var compose = ComposeState()
  package internal(set) var timeline = TimelineState()
  package internal(set) var history = HistoryState()
  package internal(set) var scenarios = ScenariosState()
  package internal(set) var setup = SetupState()
  package internal(set) var live = LiveState()
  /// What lies over the screen, the topmost last.
  var overlays: [Overlay] = []

  /// Whether the last key copied the pane: the same key then offers the forms of the call.
  var hasJustCopied = false
  /// The edge that follows the mouse; nil for none.
  var dragged: SplitEdge?
  /// The uptime when ^C was last pressed with nothing to cancel.
  var lastCancel: Milliseconds?

  /// The state of a program that has just been started.
  package init(
    size: Size, now: Timestamp, keys: KeyTable = .standard, terminal: TerminalFacts? = nil,
    glyphs: GlyphChoice = .auto, theme: Theme? = nil
  ) {
    model = Model(
      size: size, now: now, keys: keys, terminal: terminal, glyphs: glyphs, theme: theme)
    keysHere.follow(contexts, in: keys)
  }

  /// What lies on top of the screen; nil for nothing.
  package var overlay: Overlay? { overlays.last }
}
