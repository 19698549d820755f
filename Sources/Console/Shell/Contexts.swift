extension State {
  /// Where a key pressed now has a meaning, the nearest first.
  package var contexts: [Context] {
    if case .keyTester = overlay { return [] }
    return topRoom.contexts
  }

  /// Whether characters go into a text: exactly then the text cursor shows.
  package var isTyping: Bool { contexts.contains(.typing) }
}
