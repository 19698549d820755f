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

  /// Forgets old entries; what waits, is uncertain or pinned is never touched.
  ///
  /// - Returns: how many entries were forgotten.
  /// - Throws: `JournalError`.
  package func prune(_ limits: HistoryLimits) throws(JournalError) -> Int {
    let oldest = clock() - .days(Int64(limits.days))
    return try write { database in
      var forgotten = try Self.forget(
        database, where: "finished < ?", [oldest.milliseconds])
      forgotten += try Self.forget(
        database,
        where: "id <= (SELECT id FROM delivery ORDER BY id DESC LIMIT 1 OFFSET ?)",
        [limits.entries])
      if let bytes = limits.bytes { forgotten += try Self.shrink(database, to: bytes) }
      try database.execute(
        sql: """
          DELETE FROM run WHERE state = 'live'
            AND NOT EXISTS (SELECT 1 FROM delivery WHERE run = run.id)
          """)
      return forgotten
    }
  }

  private static func forget(
    _ database: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> Int {
    try database.execute(
      sql: """
        DELETE FROM delivery
        WHERE status IN ('delivered', 'failed') AND pinned = 0 AND \(condition)
        """, arguments: arguments)
    return database.changesCount
  }

  /// Tenths of the history go until the content fits, or nothing can go any more.
  private static func shrink(_ database: Database, to bytes: Int) throws -> Int {
    var forgotten = 0
    while try contentSize(database) > bytes {
      let entries = try Int.fetchOne(database, sql: "SELECT count(*) FROM delivery") ?? 0
      let gone = try forget(
        database,
        where: """
          id IN (SELECT id FROM delivery WHERE status IN ('delivered', 'failed') AND pinned = 0
            ORDER BY id LIMIT ?)
          """, [max(1, entries / 10)])
      if gone == 0 { break }
      forgotten += gone
    }
    return forgotten
  }

  private static func contentSize(_ database: Database) throws -> Int {
    let pragma = { (name: String) in try Int.fetchOne(database, sql: "PRAGMA \(name)") ?? 0 }
    return try (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")
  }
}
