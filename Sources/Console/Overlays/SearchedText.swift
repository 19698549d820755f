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

/// A room that shows a text that scrolls and is searched.
protocol SearchedRoom: Room {
  var text: SearchedText { get set }
  /// The last line that can stand at the top.
  var scrollLimit: Int { get }
}

extension SearchedRoom {
  var contexts: [Context] {
    text.isSearching ? [.helpSearch, .typing, .always] : [.help, .list, .always]
  }

  static var searchRows: [Row<Self>] {
    [
      Row(
        [.escape, .character("q"), .function(1), .character("?")], .escape, .help, "Close",
        "close the help or the log", rank: 90
      ) { $0.leave() },
      Row(
        [.character("/")], .filter, .help, "Search",
        "only the keys, or the messages, that have these words", rank: 60
      ) { $0.text.isSearching = true },
      Row([.enter, .down], .open, .helpSearch, "Done", "back to the keys or messages", rank: 90) {
        $0.text.isSearching = false
      },
      Row([.escape], .escape, .helpSearch, "All", "all of them again", rank: 80) {
        $0.text = SearchedText()
      },
    ]
  }

  /// The keys in the lower border.
  var closingWords: String {
    text.isSearching
      ? "\(key(.open)) done   \(key(.escape)) all"
      : "\(key(.filter)) search   \(key(.escape)) closes"
  }

  /// Esc: shows all lines again, then closes.
  mutating func leave() -> [Errand] {
    guard text.hasSearchRow else { return [.close] }
    text = SearchedText()
    return []
  }

  mutating func move(_ command: Command) -> [Errand] {
    text.scroll = moved(text.scroll, command, count: scrollLimit + 1)
    return []
  }

  mutating func edit(_ command: Command) -> [Errand] {
    if text.query.perform(command) { text.scroll = 0 }
    return []
  }

  mutating func type(_ text: String) -> [Errand] {
    self.text.type(text)
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
