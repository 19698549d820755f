package import KustomerDestination

/// A request that goes out again after a pause.
package struct CourierPause: Sendable, Hashable {
  /// 1-based, where the call starts in its input.
  package var line: Int
  /// How often the request has failed so far.
  package var failed: Int
  /// From now to the next try.
  package var length: Milliseconds
  /// Why it has to wait.
  package var problem: DeliveryProblem

  /// One line for people.
  package var description: String {
    "line \(line): try \(failed + 1) in \(length.brief): \(problem.message)"
  }
}
