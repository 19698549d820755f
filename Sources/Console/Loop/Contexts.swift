extension State {
  /// Where a key pressed now has a meaning, the nearest first.
  package var contexts: [Context] {
    switch overlay {
    case .confirmation: [.confirmation, .always]
    case .saveStep: [.saveStep, .typing, .always]
    case .palette: [.palette, .typing, .always]
    case .keyTester: []
    case .help(let text), .log(let text):
      text.isSearching ? [.helpSearch, .typing, .always] : [.help, .list, .always]
    case .jump: [.jump, .always]
    case .prompt: [.prompt, .typing, .always]
    case .sandbox: [.sandbox, .list, .always]
    case .copyMenu: [.copyMenu, .list, .always]
    case nil: room.contexts
    }
  }

  /// Whether characters go into a text: exactly then the text cursor shows.
  package var isTyping: Bool { contexts.contains(.typing) }
}
