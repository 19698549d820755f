/// One cell of the screen.
package struct Cell: Hashable, Sendable {
  /// What is drawn, always safe for a terminal; nil in the right half of a wide glyph.
  package var glyph: Character?
  /// What it means.
  package var role: Role

  /// A cell.
  package init(_ glyph: Character?, _ role: Role) {
    self.glyph = glyph
    self.role = role
  }
}
