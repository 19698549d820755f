package import KustomerDestination

/// One record of an input: a call, or why there is none, and where it starts.
package struct CallRecord: Sendable {
  /// 1-based line of the file on which the record starts.
  package var line: Int
  /// 1-based position inside the array or batch that holds the record; nil outside one.
  package var item: Int?
  /// The call; an error's line and column are those of the file.
  package var call: Result<Call, RecordError>
  /// What the record says beside the call and is left out, for people: `line 3, column 5: …`.
  package var notes: [String] = []
}
