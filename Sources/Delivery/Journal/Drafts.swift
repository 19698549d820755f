internal import GRDB
package import KustomerDestination

/// What was being typed into a form.
package struct Draft: Sendable, Hashable {
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

  /// What stood in a form; nil when nothing was saved, or nothing that can be read.
  ///
  /// - Throws: `JournalError`.
  package func draft(form: String) throws(JournalError) -> Draft? {
    try read { database in
      guard
        let row = try Row.fetchOne(
          database, sql: "SELECT json, saved FROM draft WHERE form = ?", arguments: [form]),
        let json = try? JSONDocument(parsing: row["json"] as String).value
      else { return nil }
      return Draft(json: json, saved: Timestamp(milliseconds: row["saved"]))
    }
  }

  /// Forgets what stood in a form.
  ///
  /// - Throws: `JournalError`.
  package func removeDraft(form: String) throws(JournalError) {
    try write { try $0.execute(sql: "DELETE FROM draft WHERE form = ?", arguments: [form]) }
  }
}
