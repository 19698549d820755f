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
  let near = known.map { (word: $0, distance: editDistance(word, $0)) }
    .min { $0.distance < $1.distance }
  guard let near, near.distance <= max(1, word.count / 3) else { return "" }
  return "; did you mean \"\(near.word)\"?"
}

/// The letters to add, drop, replace or swap with their neighbour.
private func editDistance(_ one: String, _ two: String) -> Int {
  let (one, two) = (Array(one.lowercased().prefix(64)), Array(two.lowercased().prefix(64)))
  var rows = [Array(0...two.count)]
  for i in one.indices {
    var row = [i + 1]
    for j in two.indices {
      let replaced = rows[i][j] + (one[i] == two[j] ? 0 : 1)
      var least = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, one[i] == two[j - 1], one[i - 1] == two[j] {
        least = min(least, rows[i - 1][j - 1] + 1)
      }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[one.count][two.count]
}
