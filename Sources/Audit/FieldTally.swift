package import KustomerDestination

/// What the calls of one event have in one field.
package struct FieldTally: Sendable {
  /// How often something is there, and where first.
  package struct Count: Sendable, Hashable {
    package var calls = 0
    package let line: Int
  }

  /// In how many calls it stands, and in which line first.
  package private(set) var count: Count
  /// The kinds of its values: `string`, `number`, `bool`, `array`, `object`; null is no kind.
  package private(set) var kinds: [String: Count] = [:]
  /// Where its values go, as `event.meta.totalNum`; keys of further members count as one.
  package private(set) var targets: [String: Count] = [:]
  /// Why a value goes nowhere; nil while one has gone somewhere.
  package private(set) var lost: Code?

  init(line: Int) { count = Count(line: line) }

  mutating func take(_ row: FieldTrace, line: Int, isNewCall: Bool) {
    if isNewCall { count.calls += 1 }
    if let kind = row.value.kindName { kinds[kind, default: Count(line: line)].calls += 1 }
    for target in row.targets { targets[target, default: Count(line: line)].calls += 1 }
    if targets.isEmpty { lost = lost ?? row.reason } else { lost = nil }
  }

  /// The lines of what is rarer than the most frequent, the first one.
  static func rarest(_ counts: [String: Count]) -> Count? {
    let most = counts.values.map(\.calls).max() ?? 0
    let usual = counts.sorted { ($0.value.line, $0.key) < ($1.value.line, $1.key) }
      .first { $0.value.calls == most }?.key
    let others = counts.filter { $0.key != usual }.values
    guard let line = others.map(\.line).min() else { return nil }
    var rare = Count(line: line)
    rare.calls = others.reduce(0) { $0 + $1.calls }
    return rare
  }
}

extension JSON {
  /// `string`, `number`, `bool`, `array`, `object`; nil for null.
  var kindName: String? {
    switch self {
    case .null: nil
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
