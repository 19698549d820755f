internal import Delivery
internal import Records

extension Invocation {
  /// Refuses while calls wait or are uncertain: without their profile nobody could send them or
  /// ask their org.
  func requireNothingOpen(of profile: String) throws {
    guard let journal = try existingJournal() else { return }
    let ways: [(DeliveryStatus, open: String, way: String)] = [
      (
        .waiting, "wait",
        "send --resume --profile \(profile) sends them, history --drop ID gives one up"
      ),
      (.uncertain, "are uncertain", "history --find-out --profile \(profile) settles them"),
    ]
    for (status, open, way) in ways {
      let count = try journal.historyCount(.calls(status, of: profile))
      guard count > 0 else { continue }
      throw CommandFailure(
        .configuration, "profile \(profile) stays while calls of it \(open) (\(count)); \(way)")
    }
  }
}
