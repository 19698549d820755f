/// What the org says about a call that may have landed.
package struct FoundOut: Hashable, Sendable {
  /// Whether it is there.
  package enum Finding: Hashable, Sendable {
    /// It is on the customer's timeline.
    case landed
    /// It is not, and waits in the outbox now.
    case notLanded
    /// The person has to choose; why, in one line.
    case cannotTell(String)
  }

  /// The call as it stands now.
  package var entry: HistoryEntry
  /// Whether it is there.
  package var finding: Finding

  /// What the org says.
  package init(_ entry: HistoryEntry, _ finding: Finding) {
    self.entry = entry
    self.finding = finding
  }

  /// What was found, and what can be done, in one sentence.
  package var sentence: String {
    switch finding {
    case .landed: "Kustomer was asked: it has landed."
    case .notLanded: "Kustomer was asked: it has not landed."
    case .cannotTell(let reason): "Kustomer was asked and cannot tell: \(reason)."
    }
  }
}
