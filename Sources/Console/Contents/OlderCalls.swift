package import KustomerDestination
package import Records

/// A page of calls that are older than those that were read before.
package struct OlderCalls: Sendable {
  /// All of them are older than this one.
  package let than: CallID
  /// In any order; empty when there are no more.
  package var entries: [HistoryEntry]
  /// Sent sessions and links of the persons whom they name.
  package var sessions: SessionBook
  /// How many calls of the profile are older still.
  package var left: Int

  /// What was read.
  package init(
    than: CallID, entries: [HistoryEntry], sessions: SessionBook = SessionBook(),
    left: Int
  ) {
    self.than = than
    self.entries = entries
    self.sessions = sessions
    self.left = left
  }
}

/// What is looked for among the calls that were not read.
package struct HistorySearch: Hashable, Sendable {
  /// What the filter asks for.
  package let query: CallQuery
  /// All calls from this one on were read.
  package let than: CallID

  /// Calls that the query finds and that are older than that one.
  package init(_ query: CallQuery, olderThan than: CallID) {
    self.query = query
    self.than = than
  }
}

/// What the journal has of what was looked for.
package struct FoundCalls: Sendable {
  /// What was looked for.
  package let search: HistorySearch
  /// The newest of them, in any order.
  package var entries: [HistoryEntry]
  /// Sent sessions and links of the persons whom they name.
  package var sessions: SessionBook
  /// How many there are.
  package var count: Int

  /// What was found.
  package init(
    _ search: HistorySearch, entries: [HistoryEntry], sessions: SessionBook = SessionBook(),
    count: Int
  ) {
    self.search = search
    self.entries = entries
    self.sessions = sessions
    self.count = count
  }
}
