/// Whether a profile sends at once, after a question, or never.
package enum SendMode: String, CaseIterable, Hashable, Sendable {
  /// Nothing is ever sent.
  case dryRun = "dry_run"
  /// Sending wants a confirmation that names the profile.
  case ask
  /// Sending needs no confirmation.
  case live
}
