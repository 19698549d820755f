/// The word that was most likely meant.
///
/// - Parameters:
///   - word: what was written.
///   - words: what would have been right.
/// - Returns: nil when none is close: more than a third of the letters would have to change.
package func nearest(to word: String, among words: some Sequence<String>) -> String? {
  let candidates = words.map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
  let best = candidates.min { $0.distance < $1.distance }
  guard let best, best.distance <= max(1, max(word.count, best.word.count) / 3) else { return nil }
  return best.word
}

/// `; did you mean "mode"?`, or else what is there to choose from.
package func suggestionOrChoice(for word: String, among words: [String]) -> String {
  if let nearest = nearest(to: word, among: words) { return "; did you mean \"\(nearest)\"?" }
  return "; it is one of " + words.joined(separator: ", ")
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
