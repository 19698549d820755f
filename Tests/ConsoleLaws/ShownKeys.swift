package import Console

extension State {
  /// The keys that a screen names and that do nothing now.
  ///
  /// Behind something else only the message and the footer are asked about, and what names keys of
  /// other places as such is left out: the help, the palette, the log.
  package func unboundKeys(in screen: String) -> [String] {
    guard !size.isTooSmall else { return [] }
    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = overlay == nil ? lines : lines.suffix(2)
    let bound = Set(
      keys.bindings(in: contexts + (overlay == nil ? [] : [.everywhere]))
        .flatMap(\.keys).map(\.name))
    return Set(shown.flatMap { Self.keys(in: String($0)) }).subtracting(bound).sorted()
  }

  /// What can be nothing but the name of a key: `^R`, `Alt-5`, `F6`, and the `t` of "t tests it";
  /// not that of another place, as in "Alt-3, then w, sends".
  private static func keys(in line: String) -> [String] {
    // What was said at that time, in the log beside a screen.
    let end = line.firstMatch(of: /\d\d:\d\d:\d\d {2}/)?.range.lowerBound ?? line.endIndex
    let words = line[..<end].split { " ,;:()[]|│┃\"".contains($0) }.map(String.init)
    return words.indices.filter { place in
      let word = words[place]
      if word.wholeMatch(of: /\^[A-Z]|Alt-[A-Z0-9]|(S-)?F[1-9][0-2]?/) != nil { return true }
      guard word.wholeMatch(of: /[a-zA-Z]/) != nil, place + 1 < words.count,
        verbs.contains(words[place + 1])
      else { return false }
      return place == 0 || words[place - 1] != "then"
    }.map { words[$0] }
  }

  private static let verbs: Set<String> = [
    "sends", "shows", "tests", "connects", "changes", "edits", "opens", "starts", "stops", "quits",
    "reads", "drops", "takes", "goes", "begins", "finds", "leaves", "filters", "empties", "imports",
    "searches", "forwards", "types", "copies", "switches", "undoes", "brings", "works", "adds",
    "plays", "loads", "says",
  ]
}
