package import KustomerDestination

/// What the org says about a call that may have landed.
package enum UncertainFinding: Hashable, Sendable {
  /// Its event is on the timeline of that customer, by Kustomer's id.
  case landed(customer: String)
  /// It is not there, or it is of a kind that may be repeated: it can be sent again.
  case notLanded
  /// Nothing is proven yet; why, in one line, and from when on to ask again.
  case cannotTellYet(String, askAgain: Timestamp)
  /// The person has to choose; why, in one line.
  case cannotTell(String)
}
