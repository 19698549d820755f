package import KustomerDestination

/// A page of calls that are older than those that were read before.
package struct OlderCalls: Sendable {
  /// All of them are older than this one.
  package let than: HistoryEntry.ID
  /// In any order; empty when there are no more.
  package var entries: [HistoryEntry]
  /// Sent sessions and links of the persons whom they name.
  package var sessions: SessionBook
  /// How many calls of the profile are older still.
  package var left: Int

  /// What was read.
  package init(
    than: HistoryEntry.ID, entries: [HistoryEntry], sessions: SessionBook = SessionBook(),
    left: Int
  ) {
    self.than = than
    self.entries = entries
    self.sessions = sessions
    self.left = left
  }
}
