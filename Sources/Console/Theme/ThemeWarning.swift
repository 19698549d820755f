/// Something in a theme file that has no effect; the rest of the theme still loads.
package struct ThemeWarning: Hashable, Sendable, CustomStringConvertible {
  /// The file's name or the theme's, as in `mine.toml`.
  package var source: String
  /// 1-based; nil if no one line is to blame.
  package var line: Int?
  /// What has no effect, and what was meant perhaps.
  package var message: String

  /// One line with the source and the line's number, as `mine.toml:12: unknown role "erorr"`.
  package var description: String {
    line.map { "\(source):\($0): \(message)" } ?? "\(source): \(message)"
  }
}

/// A theme as read, with what could not be used of its file.
package struct LoadedTheme: Sendable {
  /// The theme; never missing, at worst that of the terminal.
  package var theme: Theme
  /// In the order of the file.
  package var warnings: [ThemeWarning]
}

/// `; did you mean "x"?` for the nearest of the known words, or nothing if none is near.
func suggestion(for word: String, among known: [String]) -> String {
  nearest(to: word, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
}
