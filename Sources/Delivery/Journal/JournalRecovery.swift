internal import GRDB
package import KustomerDestination

/// What a process that ended in the middle has left, and what became of it.
package struct JournalRecovery: Sendable, Hashable {
  /// A run whose intake was cut: none of its calls was sent.
  package struct DiscardedRun: Sendable, Hashable {
    /// The profile it was for.
    package var profile: String
    /// When its intake began.
    package var begun: Timestamp
    /// How many calls had been read.
    package var calls: Int
  }

  /// In the order in which they were begun.
  package var discarded: [DiscardedRun] = []
  /// How many deliveries were being sent and are now uncertain.
  package var uncertain = 0

  /// One line per thing that the person should know; empty when nothing was found.
  package var lines: [String] {
    var lines = discarded.map { run in
      "a run of \(run.begun.rfc3339) for profile \(run.profile) was cut while its input was read"
        + " (\(run.calls) calls): nothing of it was sent; give the input again"
    }
    if uncertain > 0 {
      lines.append(
        "\(uncertain) calls were being sent when the program ended and may have landed;"
          + " history --uncertain shows them")
    }
    return lines
  }
}

extension JournalRecovery {
  static func recover(
    _ database: Database, at now: Timestamp, system: Timestamp
  ) throws -> JournalRecovery {
    var recovery = JournalRecovery()
    recovery.discarded = try discardCutRuns(database, at: system)
    for profile in try String.fetchAll(database, sql: profilesWithOpenAttempts) {
      guard try !Lease.isHeld(profile, database, at: system) else { continue }
      recovery.uncertain += try settleOpenAttempts(
        of: profile, database, at: now, system: system)
    }
    return recovery
  }

  private static let profilesWithOpenAttempts = """
    SELECT DISTINCT profile FROM delivery JOIN attempt ON attempt.delivery = delivery.id
    WHERE attempt.ended IS NULL
    """

  private static func discardCutRuns(
    _ database: Database, at now: Timestamp
  ) throws -> [DiscardedRun] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT *, (SELECT count(*) FROM delivery WHERE run = run.id) AS calls
        FROM run WHERE state = 'intake' ORDER BY id
        """)
    return try rows.compactMap { row in
      let owner = ProcessMark(text: row["owner"])
      // A process that nobody can see is believed for a minute after its last sign of life.
      let isBelieved = now < Timestamp(milliseconds: row["touched"]) + .minutes(1)
      guard !(owner.isRunning ?? isBelieved) else { return nil }
      try Intake.discard(row["id"], database)
      return DiscardedRun(
        profile: row["profile"], begun: Timestamp(milliseconds: row["begun"]), calls: row["calls"])
    }
  }

  /// Ends the attempts that have no result: what was a tracking event may have landed, everything
  /// else is simply sent again.
  ///
  /// - Returns: how many deliveries have become uncertain.
  static func settleOpenAttempts(
    of profile: String, _ database: Database, at now: Timestamp, system: Timestamp
  ) throws -> Int {
    try database.execute(
      sql: """
        UPDATE delivery SET status = 'uncertain', finished = :now, settled = :system, problem_cause = 'unknown',
          problem_code = 'process_ended', problem_message = :message, problem_hint = :hint,
          tries = max(tries, 1)
        WHERE profile = :profile AND status = 'waiting' AND id IN (
          SELECT delivery FROM attempt WHERE ended IS NULL AND kind IN (\(OutgoingRequest.trackingKinds)))
        """,
      arguments: [
        "now": now.milliseconds, "system": system.milliseconds, "profile": profile,
        "message": "the program ended while this was being sent; it may have landed",
        "hint": "find out, send it again or drop it",
      ])
    let uncertain = database.changesCount
    try database.execute(
      sql: """
        UPDATE attempt SET ended = :now, noted = :system, failure = 'process_ended'
        WHERE ended IS NULL AND delivery IN (SELECT id FROM delivery WHERE profile = :profile)
        """,
      arguments: [
        "now": now.milliseconds, "system": system.milliseconds, "profile": profile,
      ])
    return uncertain
  }
}
