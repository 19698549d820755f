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
