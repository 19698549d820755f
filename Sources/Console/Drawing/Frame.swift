/// A whole screen as a value: what the terminal shows, and what tests read.
package struct Frame: Hashable, Sendable {
  /// The extent of the screen.
  package let size: Size
  /// Row by row, `size.columns` cells each.
  package internal(set) var cells: [Cell]
  /// Where the hardware cursor stands; nil while nothing is being typed, and then it is hidden.
  package var cursor: Position?
  /// What the mouse can act on; the last one lies on top.
  package internal(set) var targets: [Target] = []
  /// The terminal window's title.
  package var title = "Kustomer Console"

  /// An empty screen.
  package init(size: Size) {
    self.size = size
    cells = Array(repeating: Cell(" ", .text), count: size.columns * size.rows)
  }

  /// The cell at a place, blank outside the screen; writing outside the screen does nothing.
  ///
  /// Writing over one half of a wide glyph blanks its other half.
  package subscript(position: Position) -> Cell {
    get { index(of: position).map { cells[$0] } ?? Cell(" ", .text) }
    set {
      guard let index = index(of: position) else { return }
      blankOtherHalf(ofGlyphAt: index, column: position.column)
      cells[index] = newValue
    }
  }
}

extension Frame {
  /// Draws in a part of the screen; nothing that `body` does can reach outside it.
  package mutating func draw<Result>(
    in area: Area? = nil, _ body: (inout Canvas) -> Result
  ) -> Result {
    var canvas = Canvas(taking: &self)
    let result = canvas.draw(in: area ?? Area(size), body)
    self = canvas.frame
    return result
  }

  /// The columns of a row from the first to the last whose cell is another than in a frame of the
  /// same size; all of them without one.
  ///
  /// Here and not where it is drawn, so that the comparison of cells is compiled for cells.
  package func changes(inRow row: Int, since other: Frame?) -> Range<Int> {
    guard let other else { return 0..<size.columns }
    let start = row * size.columns
    var first = 0
    while first < size.columns, cells[start + first] == other.cells[start + first] { first += 1 }
    guard first < size.columns else { return first..<first }
    var end = size.columns
    while cells[start + end - 1] == other.cells[start + end - 1] { end -= 1 }
    // A half of a wide glyph is drawn with its left half.
    return (cells[start + first].isRightHalf ? max(0, first - 1) : first)..<end
  }

  /// Gives the cell at a place another meaning; does nothing outside the screen.
  mutating func setRole(_ role: Role, at position: Position) {
    guard let index = index(of: position) else { return }
    cells[index].role = role
  }

  /// Leaves this frame without cells and gives one that owns them alone, so that drawing into it
  /// copies nothing.
  mutating func take() -> Frame {
    let taken = self
    cells = []
    return taken
  }

  /// Writes printable ASCII, all of which lies in the row of its first place.
  mutating func write(ascii text: Span<UInt8>, at position: Position, _ role: Role) {
    let columns = position.column..<position.column + text.count
    guard let cells = cells(columns, ofRow: position.row) else { return }
    var span = self.cells.mutableSpan
    for place in text.indices {
      span[cells.lowerBound + place] = Cell(ascii: text[place], role)
    }
  }

  /// Writes bytes of a line of printable ASCII, all of which lie in the row of the first's place.
  mutating func write(_ bytes: Range<Int>, of line: Line, at position: Position) {
    let columns = position.column..<position.column + bytes.count
    guard let cells = cells(columns, ofRow: position.row) else { return }
    let start = cells.lowerBound - bytes.lowerBound
    let text = line.bytes.span
    var span = self.cells.mutableSpan
    for part in line.parts.indices {
      let (range, role) = line.part(part)
      for place in range.clamped(to: bytes) {
        span[start + place] = Cell(ascii: text[place], role)
      }
    }
  }

  /// Puts the same cell, one that is no half of a wide glyph, into columns of a row.
  mutating func fill(_ columns: Range<Int>, ofRow row: Int, with cell: Cell) {
    guard let cells = cells(columns, ofRow: row) else { return }
    var span = self.cells.mutableSpan
    for place in cells { span[place] = cell }
  }

  /// The places of cells that lie in a row and are about to be written; nil when there is none.
  ///
  /// What was half of a wide glyph at either end is blanked.
  private mutating func cells(_ columns: Range<Int>, ofRow row: Int) -> Range<Int>? {
    guard !columns.isEmpty,
      let start = index(of: Position(column: columns.lowerBound, row: row))
    else { return nil }
    let last = columns.count - 1
    blankOtherHalf(ofGlyphAt: start, column: columns.lowerBound)
    blankOtherHalf(ofGlyphAt: start + last, column: columns.lowerBound + last)
    return start..<start + columns.count
  }

  private func index(of position: Position) -> Int? {
    guard 0..<size.columns ~= position.column, 0..<size.rows ~= position.row else { return nil }
    return position.row * size.columns + position.column
  }

  private mutating func blankOtherHalf(ofGlyphAt index: Int, column: Int) {
    if cells[index].isRightHalf, column > 0 {
      cells[index - 1].glyph = " "
    }
    if column + 1 < size.columns, cells[index + 1].isRightHalf {
      cells[index + 1].glyph = " "
    }
  }
}
