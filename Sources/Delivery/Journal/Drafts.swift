internal import GRDB
package import KustomerDestination

/// What was being typed into a form.
package struct Draft: Sendable, Hashable {
  /// The form, as the journal names it.
  package var form: String
  /// The form's content, in a shape of the form's own.
  package var json: JSON
  /// When it was saved.
  package var saved: Timestamp
}

extension Journal {
  /// Keeps what stands in a form, in the place of what stood in it before.
  ///
  /// - Throws: `JournalError`.
  package func saveDraft(form: String, _ json: JSON) throws(JournalError) {
    let now = clock().milliseconds
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO draft (form, json, saved) VALUES (?, ?, ?)",
        arguments: [form, json.compact, now])
    }
  }

  /// Keeps what stands in a form; what another console has put there since this one looked is kept
  /// beside it, one draft of each console.
  ///
  /// - Parameters:
  ///   - form: the form's name.
  ///   - json: what stands in it.
  ///   - writer: who writes it, a name that no other console has.
  ///   - known: what this console has read there at its start; nil for nothing.
  /// - Returns: whether another console's draft was put aside.
  /// - Throws: `JournalError`.
  package func saveDraft(
    form: String, _ json: JSON, by writer: String, after known: JSON?
  ) throws(JournalError) -> Bool {
    let now = clock().milliseconds
    let text = json.compact
    return try write { database in
      let there = try Row.fetchOne(
        database, sql: "SELECT json, writer FROM draft WHERE form = ?", arguments: [form])
      let isOthers =
        there.map { row in
          row["writer"] != writer && row["json"] != text && row["json"] != known?.compact
        } ?? false
      if isOthers {
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO draft (form, json, saved, writer)
            SELECT ? || coalesce(writer, ''), json, saved, writer FROM draft WHERE form = ?
            """, arguments: [Self.asideName(form), form])
      }
      try database.execute(
        sql: "INSERT OR REPLACE INTO draft (form, json, saved, writer) VALUES (?, ?, ?, ?)",
        arguments: [form, text, now, writer])
      // What another console has put aside of this one's is older than this.
      try database.execute(
        sql: "DELETE FROM draft WHERE form = ?", arguments: [Self.asideName(form) + writer])
      return isOthers
    }
  }

  /// The drafts that consoles have put aside for one another, the oldest first.
  ///
  /// - Throws: `JournalError`.
  package func draftsAside(form: String) throws(JournalError) -> [Draft] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT form, json, saved FROM draft WHERE substr(form, 1, length(?1)) = ?1
          ORDER BY saved, form
          """, arguments: [Self.asideName(form)]
      ).compactMap { Draft($0) }
    }
  }

  private static func asideName(_ form: String) -> String { form + ":other" }

  /// What stood in a form; nil when nothing was saved, or nothing that can be read.
  ///
  /// - Throws: `JournalError`.
  package func draft(form: String) throws(JournalError) -> Draft? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT form, json, saved FROM draft WHERE form = ?", arguments: [form]
      ).flatMap { Draft($0) }
    }
  }

  /// Forgets a draft, unless something else has been put in its place since it was read.
  ///
  /// - Throws: `JournalError`.
  package func remove(_ draft: Draft) throws(JournalError) {
    try write { database in
      try database.execute(
        sql: "DELETE FROM draft WHERE form = ? AND json = ?",
        arguments: [draft.form, draft.json.compact])
    }
  }
}

extension Draft {
  /// Nil when its JSON cannot be read.
  fileprivate init?(_ row: Row) {
    guard let json = try? JSONDocument(parsing: row["json"] as String).value else { return nil }
    self.init(form: row["form"], json: json, saved: Timestamp(milliseconds: row["saved"]))
  }
}
