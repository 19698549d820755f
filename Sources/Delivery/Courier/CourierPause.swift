package import KustomerDestination
package import Records

/// A time in which a courier sends nothing, or not a certain call.
package struct CourierPause: Sendable, Hashable {
  /// The call that waits, in the journal; nil when all wait.
  package var delivery: Int64?
  /// 1-based, where the call that waits starts in its input; nil when all wait.
  package var line: Int?
  /// How often its request has failed so far; 0 when nothing has.
  package var failed: Int
  /// From now to its end; nil when nobody can say.
  package var length: Milliseconds?
  /// Its end; nil as above.
  package var until: Timestamp?
  /// Why.
  package var problem: DeliveryProblem

  /// A pause until that moment.
  package init(
    of delivery: Int64? = nil, line: Int? = nil, failed: Int = 0, from now: Timestamp,
    until: Timestamp? = nil,
    _ problem: DeliveryProblem
  ) {
    self.delivery = delivery
    self.line = line
    self.failed = failed
    length = until.map { max($0 - now, Milliseconds(0)) }
    self.until = until
    self.problem = problem
  }

  /// Whether somebody who looks at a silent program should be told.
  package var isLong: Bool { length.map { $0 > .seconds(3) } ?? true }

  /// One line for people: who waits, how long, why.
  package var description: String {
    let end = until.map { ", at \($0.rfc3339.dropFirst(11).prefix(8))Z" } ?? ""
    let wait =
      length.map { length in
        isLong ? " in \((length.count + 999) / 1_000) s\(end)" : " in \(length.brief)"
      } ?? ""
    guard let line else {
      let hint = until == nil && !problem.hint.isEmpty ? "; \(problem.hint)" : ""
      return (wait.isEmpty ? "" : "going on\(wait): ") + problem.message + hint
    }
    return "line \(line): try \(failed + 1)\(wait): \(problem.message)"
  }
}
