internal import GRDB
package import KustomerDestination

/// The sent sessions and links of a profile: what a `SessionBook` is loaded from and saved to.
///
/// A session stays under the person who had it when it was recorded. A visitor's sessions belong
/// to the first user the visitor was linked to, and new events to the latest, so links are kept
/// in order and nothing has to be moved, or moved back when a run is discarded.
struct SentSessions {
  let profile: String
  /// The run whose rows are written; 0 for rows of live runs.
  var run: Int64 = 0

  /// The book as far as calls with these ids depend on it.
  func book(users: [String], visitors: [String], _ database: Database) throws -> SessionBook {
    var links: [(visitor: String, link: Link)] = []
    var seenUsers = Set(users)
    var seenVisitors = Set<String>()
    for visitor in visitors where seenVisitors.insert(visitor).inserted {
      let found = try self.links(of: visitor, database)
      links += found.map { (visitor, $0) }
      found.last.map { _ = seenUsers.insert($0.user) }
    }
    for user in seenUsers {
      for visitor in try self.visitors(of: user, database)
      where seenVisitors.insert(visitor).inserted {
        links += try self.links(of: visitor, database).map { (visitor, $0) }
      }
    }
    var book = SessionBook()
    for user in seenUsers { try insert(.user(user), into: &book, database) }
    for visitor in seenVisitors { try insert(.anonymous(visitor), into: &book, database) }
    for (visitor, link) in links {
      book.link(anonymousId: visitor, to: link.user, at: link.moment)
    }
    return book
  }

  /// Writes what a ready plan changes: its link, and the session it opens or extends.
  mutating func save(_ plan: Plan, _ database: Database) throws {
    let sent = plan.moment.milliseconds
    if let link = plan.link, try links(of: link.anonymousId, database).last?.user != link.userId {
      try database.cachedStatement(
        sql: "INSERT INTO link (profile, visitor, user, run, at) VALUES (?, ?, ?, ?, ?)"
      ).execute(arguments: [profile, link.anonymousId, link.userId, run, sent])
    }
    guard let session = plan.session, session.source != .explicit, let person = plan.person else {
      return
    }
    let time = plan.time.milliseconds
    try database.cachedStatement(sql: Self.insertion)
      .execute(arguments: [profile, person.key, session.id, run, time, time, sent])
  }

  /// Makes the run's rows everybody's.
  func adopt(_ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO sent_session (profile, person, id, run, first, last, sent)
        SELECT profile, person, id, 0, first, last, sent FROM sent_session WHERE run = ?
        \(Self.widening)
        """, arguments: [run])
    try database.execute(sql: "DELETE FROM sent_session WHERE run = ?", arguments: [run])
    try database.execute(sql: "UPDATE link SET run = 0 WHERE run = ?", arguments: [run])
  }

  static func discard(run: Int64, _ database: Database) throws {
    try database.execute(sql: "DELETE FROM sent_session WHERE run = ?", arguments: [run])
    try database.execute(sql: "DELETE FROM link WHERE run = ?", arguments: [run])
  }
}

extension SentSessions {
  private static let insertion = """
    INSERT INTO sent_session (profile, person, id, run, first, last, sent)
    VALUES (?, ?, ?, ?, ?, ?, ?) \(widening)
    """

  /// What becomes of a session that is there when an event of it is sent.
  private static let widening = """
    ON CONFLICT DO UPDATE SET first = min(first, excluded.first),
      last = max(last, excluded.last), sent = max(sent, excluded.sent)
    """

  /// Whom a visitor turned out to be.
  private struct Link {
    var user: String
    /// When the call that says so was sent; nil of a journal that did not keep it.
    var moment: Timestamp?
  }

  /// In the order in which the visitor was linked.
  private func links(of visitor: String, _ database: Database) throws -> [Link] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: "SELECT user, at FROM link WHERE profile = ? AND visitor = ? ORDER BY id"),
      arguments: [profile, visitor]
    ).map { row in
      Link(user: row["user"], moment: (row["at"] as Int64?).map { Timestamp(milliseconds: $0) })
    }
  }

  // One twice when it was linked twice. With DISTINCT the planner would walk all links of the
  // profile in the order of their visitors.
  private func visitors(of user: String, _ database: Database) throws -> [String] {
    try String.fetchAll(
      database.cachedStatement(
        sql: "SELECT visitor FROM link WHERE profile = ? AND user = ? ORDER BY id"),
      arguments: [profile, user])
  }

  private func insert(
    _ person: Person, into book: inout SessionBook, _ database: Database
  ) throws {
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: "SELECT id, first, last, sent FROM sent_session WHERE profile = ? AND person = ?"),
      arguments: [profile, person.key])
    for row in rows {
      book.insert(
        SentSession(
          person: person, id: row["id"], first: Timestamp(milliseconds: row["first"]),
          last: Timestamp(milliseconds: row["last"]), sent: Timestamp(milliseconds: row["sent"])))
    }
  }
}

extension Journal {
  /// What was sent before, as far as calls of these ids depend on it; for previews.
  ///
  /// - Throws: `JournalError`.
  package func sessions(
    of profile: String, users: [String], visitors: [String]
  ) throws(JournalError) -> SessionBook {
    try read { database in
      try SentSessions(profile: profile).book(users: users, visitors: visitors, database)
    }
  }
}
