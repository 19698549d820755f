internal import GRDB
internal import KustomerDestination

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
    _ query: HistoryQuery = HistoryQuery(), limit: Int, offset: Int = 0
  ) throws(JournalError) -> [HistoryEntry] {
    let (condition, arguments) = Self.filter(query)
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

  /// How many calls match.
  ///
  /// - Throws: `JournalError`.
  package func historyCount(
    _ query: HistoryQuery = HistoryQuery()
  ) throws(JournalError) -> Int {
    let (condition, arguments) = Self.filter(query)
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
    _ query: HistoryQuery = HistoryQuery(), _ body: (HistoryDetail) -> Bool
  ) throws(JournalError) {
    let (condition, arguments) = Self.filter(query)
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
  private static func filter(_ query: HistoryQuery) -> (String, StatementArguments) {
    let (conditions, values) = query.conditions
    var arguments = StatementArguments()
    for value in values {
      switch value {
      case .text(let text): arguments += [text]
      case .number(let number): arguments += [number]
      }
    }
    return ((["run.state = 'live'"] + conditions).joined(separator: " AND "), arguments)
  }

  static func detail(_ id: Int64, _ database: Database) throws -> HistoryDetail? {
    guard
      let row = try Row.fetchOne(
        database,
        sql: "SELECT \(HistoryEntry.columns), source, plan FROM delivery WHERE id = ?",
        arguments: [id])
    else { return nil }
    let attempts = try Row.fetchAll(
      database, sql: "SELECT * FROM attempt WHERE delivery = ? ORDER BY number", arguments: [id])
    return HistoryDetail(
      entry: HistoryEntry(row), source: row["source"], plan: row["plan"],
      attempts: attempts.map { HistoryDetail.Attempt($0) })
  }
}
