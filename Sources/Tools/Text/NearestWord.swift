/// The word that was most likely meant.
///
/// - Parameters:
///   - word: what was written.
///   - words: what would have been right.
/// - Returns: the nearest, and whether it is close: no more than a third of its letters would have
///   to change, or it begins with what was written; nil when there are no words.
package func nearest(
  to word: String, among words: some Sequence<String>
) -> (word: String, isClose: Bool)? {
  let written = word.lowercased()
  let candidates = words.map { candidate -> (word: String, distance: Int) in
    let isBeginning = written.count > 2 && candidate.lowercased().hasPrefix(written)
    return (candidate, isBeginning ? 1 : distance(written, candidate.lowercased()))
  }
  return candidates.min { $0.distance < $1.distance }.map { best in
    (best.word, best.distance <= max(1, max(word.count, best.word.count) / 3))
  }
}

/// `; did you mean "mode"?`, or else the nearest and what else there is to choose from.
package func suggestionOrChoice(for word: String, among words: [String]) -> String {
  guard let best = nearest(to: word, among: words) else { return "" }
  if best.isClose { return "; did you mean \"\(best.word)\"?" }
  let all = words.joined(separator: ", ")
  return "; the nearest is \"\(best.word)\"; it is one of \(all)"
}

/// Edits of one character, two neighbours that changed places counted as one.
private func distance(_ left: String, _ right: String) -> Int {
  let a = Array(left.unicodeScalars.prefix(64))
  let b = Array(right.unicodeScalars.prefix(64))
  var before: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
    }
    before = last
    last = row
  }
  return last[b.count]
}
