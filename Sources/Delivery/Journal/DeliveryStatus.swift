/// What has become of a call.
package enum DeliveryStatus: String, Sendable, Hashable, CaseIterable {
  /// Every request was accepted.
  case delivered
  /// Refused; it is not tried again.
  case failed
  /// It may have landed; only a look at the org or a person can tell.
  case uncertain
  /// In the outbox.
  case waiting
  /// Nothing of it goes out: its plan is not ready, or it could not be read.
  case notSent = "not_sent"
}
