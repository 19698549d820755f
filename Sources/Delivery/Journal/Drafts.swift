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

  /// Keeps what stands in a form, and beside it, under `other`, what another process has put there
  /// since this one looked.
  ///
  /// - Parameters:
  ///   - form: the form's name.
  ///   - json: what stands in it.
  ///   - known: what this process has last read or written there; nil for nothing.
  ///   - other: the name under which another process's draft is kept.
  /// - Returns: whether there was one.
  /// - Throws: `JournalError`.
  package func saveDraft(
    form: String, _ json: JSON, after known: JSON?, keepingOthersAs other: String
  ) throws(JournalError) -> Bool {
    let now = clock().milliseconds
    let text = json.compact
    return try write { database in
      let there = try String.fetchOne(
        database, sql: "SELECT json FROM draft WHERE form = ?", arguments: [form])
      let isOthers = there.map { $0 != known?.compact && $0 != text } ?? false
      if isOthers {
        try database.execute(
          sql: "INSERT OR REPLACE INTO draft SELECT ?, json, saved FROM draft WHERE form = ?",
          arguments: [other, form])
      }
      try database.execute(
        sql: "INSERT OR REPLACE INTO draft (form, json, saved) VALUES (?, ?, ?)",
        arguments: [form, text, now])
      return isOthers
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
