package import KustomerDestination

/// What an export has of one event.
package struct EventTally: Sendable {
  /// Most fields that are told apart; more of them are data in the place of names.
  static let mostFields = 500

  /// How many calls, and the line of the first.
  package private(set) var count: FieldTally.Count
  /// How many calls of each verdict.
  package private(set) var verdicts: [Verdict: Int] = [:]
  /// How many calls name a user; the others name a visitor alone, or nobody.
  package private(set) var named = 0
  /// The earliest and the latest time of a call.
  package private(set) var first, last: Timestamp
  /// By path, as `properties.total`; the places of a list count as one.
  package private(set) var fields: [String: FieldTally] = [:]
  /// How many values stand in fields beyond the most that are told apart.
  package private(set) var untold = 0

  init(line: Int, at time: Timestamp) {
    count = FieldTally.Count(line: line)
    (first, last) = (time, time)
  }

  mutating func take(_ plan: Plan, line: Int) {
    count.calls += 1
    verdicts[plan.verdict, default: 0] += 1
    if plan.user != nil { named += 1 }
    (first, last) = (min(first, plan.time), max(last, plan.time))
    guard plan.verdict.isReady else { return }
    var seen: Set<String> = []
    for row in plan.trace {
      guard let path = row.source?.generalPath else { continue }
      if fields[path] == nil {
        guard fields.count < Self.mostFields else {
          untold += 1
          continue
        }
        fields[path] = FieldTally(line: line)
      }
      fields[path]?.take(row, line: line, isNewCall: seen.insert(path).inserted)
    }
  }
}

extension String {
  /// With `[]` for the place in a list: `products[3].sku` is `products[].sku`.
  var generalPath: String {
    guard utf8.contains(UInt8(ascii: "[")) else { return self }
    var path = ""
    var isInBrackets = false
    for character in self {
      if character == "]" { isInBrackets = false }
      if !isInBrackets || !character.isNumber { path.append(character) }
      if character == "[" { isInBrackets = true }
    }
    return path
  }
}
