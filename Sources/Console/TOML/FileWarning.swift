internal import Tools

/// Something in a theme or key file that has no effect; the rest of the file still counts.
package struct FileWarning: Hashable, Sendable, CustomStringConvertible {
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

/// `; did you mean "x"?` for the nearest of the known words, or nothing if none is near.
func suggestion(for word: String, among known: [String]) -> String {
  nearest(to: word, among: known).flatMap { best in
    best.isClose ? "; did you mean \"\(best.word)\"?" : nil
  } ?? ""
}
