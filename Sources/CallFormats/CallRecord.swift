package import KustomerDestination

/// One record of an input: a call, or why there is none, and where it starts.
package struct CallRecord: Sendable {
  /// 1-based line of the file on which the record starts.
  package var line: Int
  /// 1-based position inside the array or batch that holds the record; nil outside one.
  package var item: Int?
  /// The call; an error's line and column are those of the file.
  package var call: Result<Call, RecordError>
  /// What reading the record has added or left out, as the mapper's diagnostics say it.
  package var diagnostics: [Diagnostic] = []
  /// What the record says beside the call and is left out, for people: `line 3, column 5: …`.
  package var notes: [String] = []

  /// What there is to say to people beside the call, one line each.
  package var remarks: [String] {
    notes + diagnostics.map { "line \(line): \($0.message) (\($0.code.rawValue))" }
  }
}

extension Destination {
  /// The plan of a record's call: what reading found stands behind what mapping finds.
  package func plan(
    for call: Call, of record: CallRecord, at moment: Timestamp, sessions: SessionBook
  ) -> Plan {
    var plan = plan(for: call, at: moment, sessions: sessions)
    if !record.diagnostics.isEmpty { plan.diagnostics += record.diagnostics }
    return plan
  }
}
