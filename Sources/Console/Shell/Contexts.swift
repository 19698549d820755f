extension State {
  /// A sentence with the keys that do now what it names.
  func text(_ sentence: KeyedText) -> String {
    sentence.text { command, context in
      context.map { keys.name(of: command, in: [$0]) } ?? keyName(command)
    }
  }

  /// What to press for a command now; where something lies over the screen, after leaving that.
  private func keyName(_ command: Command) -> String {
    if let key = keys.key(for: command, in: contexts) { return key }
    guard let overRoom else { return keys.name(of: command, in: contexts) }
    let key = keys.name(of: command, in: room.contexts)
    let goesAway = Screen.allCases.contains { $0.command == command } && !overRoom.mustBeAnswered
    return goesAway ? key : "\(keys.name(of: .escape, in: contexts)), \(key)"
  }

  /// Where a key pressed now has a meaning, the nearest first.
  package var contexts: [Context] { topRoom.contexts }

  /// Whether characters go into a text: exactly then the text cursor shows.
  package var isTyping: Bool { contexts.contains(.typing) }
}
