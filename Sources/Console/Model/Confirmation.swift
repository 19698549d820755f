package import Records

/// What is asked before it is done.
package enum Confirmation: Hashable, Sendable {
  /// Send the draft.
  case send
  /// Send the call of an entry again.
  case resend(CallID)
  /// Send a call once more that may have landed.
  case sendAgain(CallID)
  /// Do nothing more about a call that may have landed.
  case drop(CallID)
  /// Play a scenario in an org.
  case playLive(Scenario)
  /// Send what waits.
  case deliverWaiting
  /// Keep the calls that were read.
  case keepBatch
  /// Send all calls of the batch.
  case sendBatch
  /// Forward what the listener receives.
  case forward
  /// Leave the program.
  case quit
}
