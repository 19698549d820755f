package import Records

/// What the org says about a call that may have landed.
package struct FoundOut: Hashable, Sendable {
  /// The call as it stands now.
  package var entry: HistoryEntry
  /// Whether it is there.
  package var finding: UncertainFinding

  /// What the org says.
  package init(_ entry: HistoryEntry, _ finding: UncertainFinding) {
    self.entry = entry
    self.finding = finding
  }

  /// What was found, and what can be done, in one sentence.
  package var sentence: String {
    switch finding {
    case .landed: "Kustomer was asked: it has landed."
    case .notLanded: "Kustomer was asked: it has not landed."
    case .cannotTellYet(let reason, let moment):
      "Kustomer was asked and cannot tell: \(reason), asked again at \(moment.shortClock) UTC."
    case .cannotTell(let reason): "Kustomer was asked and cannot tell: \(reason)."
    }
  }
}
