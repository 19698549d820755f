/// A part of the screen that the mouse can act on.
package struct Target: Hashable, Sendable {
  /// What a click there means.
  package enum Meaning: Hashable, Sendable {
    /// As the key of that command.
    case command(Command)
    case field(FormField)
    case composePane(ComposeState.Pane)
    case historyPane(HistoryState.Pane)
    case entry(HistoryEntry.ID)
    case timelineLine(Int)
    case profileLine(Int)
    case profileField(ProfileField)
    case paletteItem(Int)
    /// The edge between the two columns of Compose; it can be dragged.
    case splitter
    /// Nothing, and nothing of what lies below.
    case nothing
  }

  /// Where it is on the screen.
  package var area: Area
  /// What a click there means.
  package var meaning: Meaning
}

extension Frame {
  /// What lies on top at a place.
  package func target(at position: Position) -> Target.Meaning? {
    targets.last { $0.area.contains(position) }?.meaning
  }
}
