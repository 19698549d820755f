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
    case nil: screenContexts
    }
  }

  /// Whether characters go into a text: exactly then the text cursor shows.
  package var isTyping: Bool { contexts.contains(.typing) }

  /// What the title of a pane says besides while its text cursor is in a field.
  func typingMark(_ isFocused: Bool) -> String {
    isFocused && isTyping && overlay == nil ? ": typing" : ""
  }

  private var screenContexts: [Context] {
    switch screen {
    case .compose: composeContexts
    case .timeline: [.timeline] + Self.atRest
    case .history: history.isFiltering ? [.filter] + Self.inText : [.history] + Self.atRest
    case .scenarios: scenariosContexts
    case .setup: setupContexts
    case .live: liveContexts
    }
  }

  private var scenariosContexts: [Context] {
    guard let player = scenarios.player else { return [.scenarios] + Self.atRest }
    // On a stage only what belongs there works.
    return player.isPresenting
      ? [.player, .always] : [.player, .panes, .everywhere, .always]
  }

  private var composeContexts: [Context] {
    if compose.isInText { return [.callText] + Self.inText }
    guard compose.pane == .form else { return [.preview] + Self.atRest }
    let field = compose.focus
    if field == .type { return [.choice, .form] + Self.outOfText }
    let near: [Context] =
      if field.row != nil { [.formRow] } else if field == .timestamp { [.formTime] } else { [] }
    return near + [.form]
      + (compose.isTyping && field.isText ? Self.inText : Self.outOfText)
  }

  private var liveContexts: [Context] {
    if live.isFiltering { return [.liveFilter] + Self.inText }
    return (live.source == .batch ? [.batch] : []) + [.live] + Self.atRest
  }

  private var setupContexts: [Context] {
    if setup.pane == .checklist { return [.checklist] + Self.atRest }
    guard setup.pane == .form else { return [.profiles] + Self.atRest }
    if setup.focus.isChoice { return [.choice, .profileForm] + Self.outOfText }
    return [.profileForm] + (setup.isTyping ? Self.inText : Self.outOfText)
  }

  private static let inText: [Context] = [.typing, .everywhere, .always]
  private static let outOfText: [Context] = [.panes, .everywhere, .always]
  private static let atRest: [Context] = [.list, .panes, .everywhere, .always]
}
