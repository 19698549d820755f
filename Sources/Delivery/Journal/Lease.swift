internal import GRDB
internal import KustomerDestination

/// The right to send a profile's deliveries: one courier at a time, over all processes.
enum Lease {
  /// A holder that says nothing for this long has lost it.
  static let length = Milliseconds.seconds(30)

  /// Whether somebody who still runs holds it; a holder's sign of life is its last renewal.
  static func isHeld(
    _ profile: String, _ database: Database, at now: Timestamp
  ) throws -> Bool {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM lease WHERE profile = ?", arguments: [profile])
    else { return false }
    let renewed = Timestamp(milliseconds: row["expires"]) - length
    return Holder(text: row["holder"]).mark.isAlive(lastSign: renewed, at: now)
  }

  /// Who holds it: a process may run several couriers, one after the other.
  struct Holder: Sendable, Hashable {
    var text: String

    var mark: ProcessMark { ProcessMark(text: String(text.prefix { $0 != " " })) }
  }
}

extension Journal {
  /// Takes the lease when it is free, or renews it when it is the caller's.
  func acquireLease(of profile: String, for holder: Lease.Holder) throws(JournalError) -> Bool {
    let now = clock()
    return try write { database in
      let current = try String.fetchOne(
        database, sql: "SELECT holder FROM lease WHERE profile = ?", arguments: [profile])
      if current != nil, current != holder.text,
        try Lease.isHeld(profile, database, at: now)
      {
        return false
      }
      try database.execute(
        sql: "INSERT OR REPLACE INTO lease (profile, holder, expires) VALUES (?, ?, ?)",
        arguments: [profile, holder.text, (now + Lease.length).milliseconds])
      return true
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
