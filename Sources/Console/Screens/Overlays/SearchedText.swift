/// A text over the screen that scrolls and is searched: the help, or the log.
package struct SearchedText: Hashable, Sendable {
  /// The first line that shows, 0-based.
  package var scroll = 0
  /// Only what has these words shows.
  package var query = TextField()
  /// Whether the words are being typed.
  package var isSearching = false

  /// Whether the last row is the search.
  var hasSearchRow: Bool { isSearching || !query.isEmpty }

  /// What is looked for, in lower case.
  var words: [Substring] { query.text.lowercased().split(separator: " ") }

  /// Types words to look for.
  mutating func type(_ text: String) {
    query.insert(text)
    scroll = 0
  }
}

extension State {
  mutating func performInHelp(_ command: Command, _ help: SearchedText) -> [Effect] {
    perform(command, in: help, limit: helpScrollLimit(help)) { .help($0) }
  }

  mutating func performInLog(_ command: Command, _ shown: SearchedText) -> [Effect] {
    perform(command, in: shown, limit: logScrollLimit(shown)) { .log($0) }
  }

  private mutating func perform(
    _ command: Command, in text: SearchedText, limit: Int, _ shown: (SearchedText) -> Overlay
  ) -> [Effect] {
    var text = text
    switch command {
    case .escape where !text.hasSearchRow:
      overlay = nil
      return []
    case .escape: text = SearchedText()
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .testKeys: return testKeys()
    case .filter: text.isSearching = true
    case .open: text.isSearching = false
    case .up, .down, .pageUp, .pageDown, .first, .last:
      text.scroll = moved(text.scroll, command, count: limit + 1)
    default: if text.query.perform(command) { text.scroll = 0 }
    }
    overlay = shown(text)
    return []
  }
}

extension Canvas {
  /// Draws the search into the last row, while there is one.
  mutating func put(searchOf text: SearchedText, placeholder: String) {
    guard text.hasSearchRow else { return }
    let row = size.rows - 1
    fill(Area(column: 0, row: row, columns: size.columns, rows: 1), " ", .text)
    put("search", at: Position(column: 0, row: row), .label)
    put(
      text.query, at: Position(column: 8, row: row), width: size.columns - 8, .input,
      placeholder: placeholder, hasCursor: text.isSearching)
  }
}
