/// A place in a text file.
package struct TextPlace: Sendable, Hashable {
  /// 1-based.
  package var line: Int
  /// 1-based, in Unicode scalars.
  package var column: Int

  /// A place by line and column.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// What is wrong in a TOML text, and where.
package struct TOMLProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and what to do, in lower case.
  package var message: String
  /// Nil when the whole text is meant.
  package var place: TextPlace?

  /// A problem at a place.
  package init(_ message: String, at place: TextPlace? = nil) {
    self.message = message
    self.place = place
  }

  /// `LINE:COLUMN: what and what to do`, one line.
  package var description: String {
    place.map { "\($0.line):\($0.column): \(message)" } ?? message
  }
}
