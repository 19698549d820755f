internal import GRDB
internal import KustomerDestination
package import Records

/// Reading back what was sent.
extension Journal {
  /// Calls that match, the newest first.
  ///
  /// - Parameters:
  ///   - query: what is looked for.
  ///   - limit: the most entries to return.
  ///   - offset: how many of the newest to leave out.
  /// - Returns: entries of live runs, of all profiles unless the query names one.
  /// - Throws: `JournalError`.
  package func history(
    _ query: CallQuery = CallQuery(), limit: Int, offset: Int = 0
  ) throws(JournalError) -> [HistoryEntry] {
    let (condition, arguments) = query.condition
    return try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT \(HistoryEntry.columns) FROM delivery JOIN run ON run.id = delivery.run
          WHERE \(condition) ORDER BY delivery.id DESC LIMIT ? OFFSET ?
          """, arguments: arguments + [limit, offset]
      ).map { HistoryEntry($0) }
    }
  }

  /// Calls that match with their requests and answers, the newest first.
  ///
  /// - Parameters:
  ///   - query: what is looked for.
  ///   - limit: the most calls to return.
  /// - Returns: calls of live runs.
  /// - Throws: `JournalError`.
  package func details(
    _ query: CallQuery = CallQuery(), limit: Int
  ) throws(JournalError) -> [HistoryDetail] {
    let (condition, arguments) = query.condition
    let order = "ORDER BY delivery.id DESC LIMIT \(limit)"
    return try read { try Self.details(where: "\(condition) \(order)", arguments, $0) }
  }

  /// How many calls match.
  ///
  /// - Throws: `JournalError`.
  package func historyCount(
    _ query: CallQuery = CallQuery()
  ) throws(JournalError) -> Int {
    let (condition, arguments) = query.condition
    return try read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM delivery JOIN run ON run.id = delivery.run WHERE \(condition)
          """, arguments: arguments) ?? 0
    }
  }

  /// The profiles that calls were committed for, removed ones too.
  ///
  /// - Throws: `JournalError`.
  package func profiles() throws(JournalError) -> [String] {
    try read { database in
      try String.fetchAll(
        database, sql: "SELECT DISTINCT profile FROM delivery ORDER BY profile")
    }
  }

  /// The calls of a profile that Segment has taken and that nobody has seen in the org, the oldest
  /// first.
  ///
  /// - Throws: `JournalError`.
  package func unseen(profile: String) throws(JournalError) -> [HistoryDetail] {
    try read { database in
      try Self.details(
        where: """
          delivery.profile = ? AND delivery.route = 'segment' AND delivery.status = 'delivered'
            AND delivery.arrived IS NULL AND run.state = 'live' ORDER BY delivery.id
          """, [profile], database)
    }
  }

  /// Notes that what Segment made of some calls was seen in the org.
  ///
  /// - Throws: `JournalError`.
  package func note(arrivalOf ids: [Int64]) throws(JournalError) {
    guard !ids.isEmpty else { return }
    let now = system()
    try write { database in
      for id in ids {
        try database.execute(
          sql: "UPDATE delivery SET arrived = ? WHERE id = ?", arguments: [now.milliseconds, id])
      }
    }
  }

  /// One call with its requests and answers; nil when there is none of that id.
  ///
  /// - Throws: `JournalError`.
  package func entry(_ id: Int64) throws(JournalError) -> HistoryDetail? {
    try read { try Self.detail(id, $0) }
  }

  /// Hands out every call that matches with its requests and answers, the oldest first, one at a
  /// time, until `body` returns false.
  ///
  /// - Throws: `JournalError`.
  package func export(
    _ query: CallQuery = CallQuery(), _ body: (HistoryDetail) -> Bool
  ) throws(JournalError) {
    let (condition, arguments) = query.condition
    try read { database in
      let ids = try Int64.fetchCursor(
        database,
        sql: """
          SELECT delivery.id FROM delivery JOIN run ON run.id = delivery.run
          WHERE \(condition) ORDER BY delivery.id
          """, arguments: arguments)
      while let id = try ids.next() {
        if let detail = try Self.detail(id, database), !body(detail) { return }
      }
    }
  }
}

extension Journal {
  static func detail(_ id: Int64, _ database: Database) throws -> HistoryDetail? {
    try details(where: "delivery.id = ?", [id], database).first
  }

  /// However many they are, two statements read them.
  fileprivate static func details(
    where condition: String, _ arguments: StatementArguments, _ database: Database
  ) throws -> [HistoryDetail] {
    let from = "FROM delivery JOIN run ON run.id = delivery.run WHERE \(condition)"
    let rows = try Row.fetchAll(
      database, sql: "SELECT \(HistoryEntry.columns), source, plan \(from)", arguments: arguments)
    let attempts = try Row.fetchAll(
      database,
      sql: """
        SELECT * FROM attempt WHERE delivery IN (SELECT delivery.id \(from))
        ORDER BY delivery, number
        """, arguments: arguments)
    let grouped = Dictionary(grouping: attempts) { $0["delivery"] as Int64 }
    return rows.map { row in
      let entry = HistoryEntry(row)
      return HistoryDetail(
        entry: entry, source: row["source"], plan: row["plan"],
        attempts: (grouped[entry.id] ?? []).map { HistoryDetail.Attempt($0) })
    }
  }
}

/// What has become of calls since somebody looked, whichever process wrote it.
package struct JournalNews: Sendable {
  /// Calls that were committed or have changed, in that order; some thousands at most.
  package var calls: [HistoryDetail]
  /// To be asked from the next time.
  package var number: Int64
}

extension Journal {
  /// The number of the last change; it grows with each, whoever makes it.
  ///
  /// - Throws: `JournalError`.
  package func changeNumber() throws(JournalError) -> Int64 {
    try read { try Int64.fetchOne($0, sql: "SELECT number FROM change_count") ?? 0 }
  }

  /// What has changed in a profile since that number; nil for nothing at all.
  ///
  /// - Throws: `JournalError`.
  package func news(since number: Int64, of profile: String) throws(JournalError) -> JournalNews? {
    try read { database in
      let last = try Int64.fetchOne(database, sql: "SELECT number FROM change_count") ?? 0
      guard last != number else { return nil }
      let calls = try Self.details(
        where: """
          run.state = 'live' AND delivery.profile = ? AND delivery.changed > ?
          ORDER BY delivery.changed LIMIT \(Self.mostNews)
          """, [profile, number], database)
      let isCut = calls.count == Self.mostNews
      let read = try isCut ? calls.last.flatMap { try Self.change(of: $0.entry.id, database) } : nil
      return JournalNews(calls: calls, number: read ?? last)
    }
  }

  private static let mostNews = 2_000

  private static func change(of id: Int64, _ database: Database) throws -> Int64? {
    try Int64.fetchOne(database, sql: "SELECT changed FROM delivery WHERE id = ?", arguments: [id])
  }
}
