/// The help: how far it is scrolled, and what is searched in it.
package struct HelpState: Hashable, Sendable {
  /// The first line that shows, 0-based.
  package var scroll = 0
  /// Only keys whose help has these words show.
  package var query = TextField()
  /// Whether the words are being typed.
  package var isSearching = false
}

extension State {
  mutating func performInHelp(_ command: Command, _ help: HelpState) -> [Effect] {
    var help = help
    switch command {
    case .escape where !help.isSearching && help.query.isEmpty:
      overlay = nil
      return []
    case .escape: help = HelpState()
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .testKeys: return testKeys()
    case .filter: help.isSearching = true
    case .open: help.isSearching = false
    case .up, .down, .pageUp, .pageDown, .first, .last:
      help.scroll = moved(help.scroll, command, count: helpScrollLimit(help) + 1)
    default: if help.query.perform(command) { help.scroll = 0 }
    }
    overlay = .help(help)
    return []
  }
}
