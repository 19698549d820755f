internal import KustomerDestination

/// The palette: what is searched, and which of the hits is selected.
package struct PaletteState: Hashable, Sendable {
  /// What is searched.
  package var query = TextField()
  /// The selected hit, 0-based.
  package var selection = 0
}

/// One thing that the palette can do.
package struct PaletteItem: Sendable {
  /// One word for it.
  package var word: String
  /// As the list says it.
  package var title: String
  /// The key that does the same; empty for none.
  package var key: String
  /// Why it cannot be done now; nil when it can.
  package var reason: String?
  /// What is done then.
  var errands: [Errand]
}

/// What the palette looks among, by the first character of the query.
package enum PaletteScope: String, CaseIterable, Hashable, Sendable {
  case all = ""
  case commands = ">"
  case scenarios = "@"
  case history = "#"
  case profiles = ":"
  case help = "?"

  /// The scope of a query, and what is looked for in it.
  static func reading(_ query: String) -> (PaletteScope, words: String) {
    let scope = query.first.flatMap { PaletteScope(rawValue: String($0)) } ?? .all
    let rest = scope == .all ? query[...] : query.dropFirst()
    return (scope, String(rest.drop { $0 == " " }))
  }

  /// What the palette's last line says of the scopes.
  static let legend = "> commands  @ scenarios  # history  : profiles  ? keys"
}

extension PaletteItem {
  /// The lower, the better it fits; nil when it does not.
  ///
  /// The name counts before the words, these before the place; from 100 on only the letters stand
  /// there in order.
  func rank(for query: String) -> Int? {
    let query = query.lowercased()
    guard !query.isEmpty else { return 0 }
    let name = word.lowercased()
    if name.hasPrefix(query) { return name == query ? 0 : 1 }
    let words = said.lowercased()
    if words.hasPrefix(query) { return 2 }
    if let range = words.firstRange(of: " " + query) {
      return 3 + min(60, words.distance(from: words.startIndex, to: range.lowerBound))
    }
    if words.contains(query) || name.contains(query) { return 80 }
    if title.lowercased().contains(query) { return 90 }
    return fuzzyRank(of: query, in: said) ?? fuzzyRank(of: query, in: title).map { $0 + 100 }
  }

  /// The title without its place.
  private var said: String {
    title.firstRange(of: ": ").map { String(title[$0.upperBound...]) } ?? title
  }
}

/// How well the letters of a query fit a title in which they must stand in order: 100 and more, the
/// lower, the better; nil when they do not.
func fuzzyRank(of query: String, in title: String) -> Int? {
  let wanted = query.lowercased().filter { $0 != " " }
  guard !wanted.isEmpty else { return 0 }
  let letters = Array(title.lowercased())
  var place = 0
  var rank = 100
  for letter in wanted {
    guard let hit = letters[place...].firstIndex(of: letter) else { return nil }
    let isWordStart = hit == 0 || !letters[hit - 1].isLetter
    rank += isWordStart ? 0 : hit - place
    place = hit + 1
  }
  return rank
}
