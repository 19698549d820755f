package import KustomerDestination

/// Why a record of an input is no call, and where.
package struct RecordError: Error, Sendable, Hashable {
  /// What was met and, where it is not plain, what to do; lower case, no line break.
  package var reason: String
  /// 1-based line of the file.
  package var line: Int
  /// 1-based, in Unicode scalars.
  package var column: Int

  /// An error at a place of a file.
  package init(_ reason: String, line: Int, column: Int) {
    self.reason = reason
    self.line = line
    self.column = column
  }

  /// The same error, of a text that starts at the beginning of its file.
  package init(_ error: JSONError) {
    self.init(error.reason.rawValue, line: error.line, column: error.column)
  }

  init(_ reason: String, at place: InputBuffer.Position) {
    self.init(reason, line: place.line, column: place.column)
  }

  /// One line of text, as `line 3, column 17: unexpected character`.
  package func message() -> String { "line \(line), column \(column): \(reason)" }
}
