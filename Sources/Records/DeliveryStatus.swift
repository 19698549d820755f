/// How far a call has come on its way to the org.
package enum DeliveryStatus: String, CaseIterable, Hashable, Sendable {
  /// On its way now: one that waits, while the courier has it. Never in the journal.
  case sending
  /// In the outbox: it goes out on a key, or when the org can be reached again.
  case waiting
  /// The org has it: every request was accepted.
  case delivered
  /// Segment has it, and maps and delivers it by itself later.
  case accepted
  /// Refused; it is not tried again.
  case failed
  /// It may have landed: the answer never came. Only a look at the org or a person can tell.
  case uncertain
  /// Nothing of it goes out: its plan is not ready, or it could not be read. Never in the journal.
  case notSent = "not_sent"

  /// Whether all went well, as far as this program can see.
  package var isDone: Bool { self == .delivered || self == .accepted }
}
