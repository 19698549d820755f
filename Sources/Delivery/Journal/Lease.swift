internal import GRDB
internal import KustomerDestination

/// The right to send a profile's deliveries: one courier at a time, over all processes.
///
/// A holder of this machine has it until it gives it back or ends. One of another machine, which
/// nobody here can see, has it until it has not renewed it for a minute. Told by the system's
/// clock, whatever `--now` says.
enum Lease {
  /// How long a holder that nobody can see is believed.
  static let length = Milliseconds.minutes(1)
  /// How often a courier renews it.
  static let renewal = Milliseconds.seconds(10)

  /// Whether somebody holds it.
  static func isHeld(
    _ profile: String, _ database: Database, at now: Timestamp
  ) throws -> Bool {
    try holder(of: profile, database, at: now) != nil
  }

  /// Who holds it; nil when nobody does any more.
  static func holder(
    of profile: String, _ database: Database, at now: Timestamp
  ) throws -> Holder? {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM lease WHERE profile = ?", arguments: [profile])
    else { return nil }
    let holder = Holder(text: row["holder"])
    let isBelieved = now < Timestamp(milliseconds: row["expires"])
    return holder.mark.isRunning ?? isBelieved ? holder : nil
  }

  /// Who holds it: a process may run several couriers, one after the other.
  struct Holder: Sendable, Hashable {
    var text: String

    var mark: ProcessMark { ProcessMark(text: String(text.prefix { $0 != " " })) }
  }
}

extension Journal {
  /// Takes the lease when it is free, or renews it when it is the caller's.
  ///
  /// - Returns: nil when the caller has it now, else who has it.
  func acquireLease(of profile: String, for holder: Lease.Holder) throws(JournalError)
    -> Lease.Holder?
  {
    let now = system()
    return try write { database in
      if let other = try Lease.holder(of: profile, database, at: now), other != holder {
        return other
      }
      try database.execute(
        sql: "INSERT OR REPLACE INTO lease (profile, holder, expires) VALUES (?, ?, ?)",
        arguments: [profile, holder.text, (now + Lease.length).milliseconds])
      return nil
    }
  }

  /// Gives the lease back.
  func releaseLease(of profile: String, for holder: Lease.Holder) throws(JournalError) {
    try write { database in
      try database.execute(
        sql: "DELETE FROM lease WHERE profile = ? AND holder = ?",
        arguments: [profile, holder.text])
    }
  }
}
