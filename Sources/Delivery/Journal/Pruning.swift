internal import GRDB
internal import KustomerDestination

/// How much history is kept: the table `[journal]` of the configuration.
package struct HistoryLimits: Sendable, Hashable {
  /// Most entries; the oldest go first.
  package var entries: Int
  /// Days after which an entry goes.
  package var days: Int
  /// Most bytes of the file's content; nil for no limit.
  package var bytes: Int?

  /// The defaults of the configuration file.
  package init(entries: Int = 10_000, days: Int = 90, bytes: Int? = nil) {
    self.entries = entries
    self.days = days
    self.bytes = bytes
  }
}

/// How many entries were forgotten, by the limit that they were beyond.
package struct Pruned: Sendable, Hashable {
  /// By `keep_days`.
  package var byAge = 0
  /// By `keep_entries`.
  package var byCount = 0
  /// By `keep_megabytes`.
  package var bySize = 0

  /// All of them.
  package var count: Int { byAge + byCount + bySize }

  /// One line for people; nil when nothing was forgotten.
  package var line: String? {
    guard count > 0 else { return nil }
    let settings = [("keep_days", byAge), ("keep_entries", byCount), ("keep_megabytes", bySize)]
      .filter { $0.1 > 0 }.map(\.0).joined(separator: ", ")
    let calls = count == 1 ? "1 old call was" : "\(count) old calls were"
    return "\(calls) removed from the history; \(settings) of [journal] in config.toml keeps more"
  }
}

extension Journal {
  /// Keeps a call from being forgotten, or lets it go with the others.
  ///
  /// - Throws: `JournalError`.
  package func pin(_ id: Int64, _ isPinned: Bool) throws(JournalError) {
    try write { database in
      try database.execute(
        sql: "UPDATE delivery SET pinned = ? WHERE id = ?", arguments: [isPinned ? 1 : 0, id])
    }
  }

  /// Forgets old entries, never what waits, is uncertain or pinned, nor what tells whether an
  /// uncertain call of the same person has landed.
  ///
  /// Age is told by the system's clock, but by no later moment than the history itself has seen
  /// before this process: a clock that is wrong for once takes nothing away, and never more than
  /// half goes by its age at once.
  ///
  /// - Returns: how many entries were forgotten.
  /// - Throws: `JournalError`.
  package func prune(_ limits: HistoryLimits) throws(JournalError) -> Pruned {
    let now = system()
    return try write { database in
      var pruned = Pruned()
      let removable = try Removable(database, at: now)
      pruned.byAge = try removable.forgetOlder(
        than: .days(Int64(limits.days)), now: now, opened: opened)
      pruned.byCount = try removable.forget(
        "id <= (SELECT id FROM delivery ORDER BY id DESC LIMIT 1 OFFSET ?)", [limits.entries])
      if let bytes = limits.bytes { pruned.bySize = try removable.shrink(to: bytes) }
      try database.execute(
        sql: """
          DROP TABLE temp.open_key;
          DELETE FROM run WHERE state = 'live'
            AND NOT EXISTS (SELECT 1 FROM delivery WHERE run = run.id)
          """)
      return pruned
    }
  }
}

/// What may be forgotten: nothing that tells whether another call has landed.
private struct Removable {
  private let database: Database
  /// A call that is sent right after one like it must find that one's event taken.
  private let fresh: Timestamp

  init(_ database: Database, at now: Timestamp) throws {
    self.database = database
    fresh = now - .minutes(5)
    try database.execute(sql: Self.openKeys)
  }

  /// Everybody of whom a call waits or is uncertain, by every id that names them.
  private static let openKeys = """
    CREATE TEMP TABLE open_key (
      profile TEXT, key TEXT, PRIMARY KEY (profile, key)) WITHOUT ROWID;
    INSERT OR IGNORE INTO open_key
    WITH open AS (
      SELECT DISTINCT profile, person, visitor FROM delivery
      WHERE status IN ('waiting', 'uncertain')),
    owner AS (
      SELECT profile, person AS key FROM open WHERE person IS NOT NULL
      UNION SELECT link.profile, 'user:' || link.user FROM link JOIN open
        ON link.profile = open.profile AND link.visitor = open.visitor)
    SELECT profile, key FROM owner
    UNION SELECT profile, 'anonymous:' || visitor FROM open WHERE visitor IS NOT NULL
    UNION SELECT link.profile, 'anonymous:' || link.visitor FROM link JOIN owner
      ON link.profile = owner.profile AND 'user:' || link.user = owner.key;
    """

  private static let condition = """
    status IN ('delivered', 'failed') AND pinned = 0 AND coalesce(settled, 0) < ?
      AND NOT EXISTS (SELECT 1 FROM temp.open_key WHERE profile = delivery.profile
        AND key IN (delivery.person, 'anonymous:' || delivery.visitor))
    """

  func forget(_ condition: String, _ arguments: StatementArguments) throws -> Int {
    try database.execute(
      sql: "DELETE FROM delivery WHERE \(Self.condition) AND \(condition)",
      arguments: [fresh.milliseconds] + arguments)
    return database.changesCount
  }

  func forgetOlder(than age: Milliseconds, now: Timestamp, opened: Timestamp) throws -> Int {
    let newest = try Int64.fetchOne(
      database,
      sql: """
        SELECT max(coalesce(settled, finished)) FROM delivery
        WHERE coalesce(settled, finished) < ?
        """, arguments: [opened.milliseconds])
    guard let newest else { return 0 }
    let oldest = min(now, Timestamp(milliseconds: newest)) - age
    return try forget(
      """
      id IN (SELECT id FROM delivery WHERE coalesce(settled, finished) < ?
        AND status IN ('delivered', 'failed') ORDER BY id LIMIT ?)
      """, [oldest.milliseconds, max(1, try count / 2)])
  }

  /// Tenths of the history go until the content fits, or nothing can go any more.
  func shrink(to bytes: Int) throws -> Int {
    var forgotten = 0
    while try contentSize > bytes {
      let gone = try forget(
        "id IN (SELECT id FROM delivery WHERE \(Self.condition) ORDER BY id LIMIT ?)",
        [fresh.milliseconds, max(1, try count / 10)])
      if gone == 0 { break }
      forgotten += gone
    }
    return forgotten
  }

  private var count: Int {
    get throws { try Int.fetchOne(database, sql: "SELECT count(*) FROM delivery") ?? 0 }
  }

  private var contentSize: Int {
    get throws {
      let pragma = { (name: String) in try Int.fetchOne(database, sql: "PRAGMA \(name)") ?? 0 }
      return try (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")
    }
  }
}
