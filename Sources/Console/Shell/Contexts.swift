extension State {
  /// Where a key pressed now has a meaning, the nearest first.
  package var contexts: [Context] { topRoom.contexts }

  /// Whether characters go into a text: exactly then the text cursor shows.
  package var isTyping: Bool { contexts.contains(.typing) }
}
