/// A clipped window on a frame: places count from its top left cell, and nothing can be drawn
/// outside it.
package struct Canvas {
  /// What was drawn so far, whole.
  private(set) var frame: Frame
  /// Where the window's own 0, 0 lies on the frame; may be outside the frame.
  private var origin: Position
  /// The extent of the window as asked for; what lies outside the frame or an outer window is not
  /// drawn.
  package private(set) var size: Size
  /// The cells of the frame that may be written.
  private var clip: Area

  init(taking frame: inout Frame) {
    origin = Position(column: 0, row: 0)
    size = frame.size
    clip = Area(frame.size)
    self.frame = frame.take()
  }

  /// The whole window in its own places.
  package var bounds: Area { Area(size) }

  /// Draws in a part of this window.
  package mutating func draw<Result>(
    in area: Area, _ body: (inout Canvas) -> Result
  ) -> Result {
    let outer = (origin, size, clip)
    let inner = onFrame(area)
    (origin, size, clip) = (inner.origin, inner.size, clip.intersection(inner))
    defer { (origin, size, clip) = outer }
    return body(&self)
  }

  /// Draws a text from a place to the right, made safe and cut at the window's edge, and returns
  /// how many columns of the window it took.
  ///
  /// A wide glyph of which only a half would show is replaced by a blank.
  @discardableResult
  package mutating func put(_ text: String, at position: Position, _ role: Role) -> Int {
    if text.isPrintableASCII { return put(ascii: text.utf8.span, at: position, role) }
    var column = position.column
    forEachGlyph(of: text) { glyph, width in
      guard column < size.columns else { return false }
      place(glyph, width, at: Position(column: column, row: position.row), role)
      column += width
      return true
    }
    return max(0, min(column, size.columns) - position.column)
  }

  /// Draws a text in so many columns: cut with `…` if it is longer, padded with blanks if shorter.
  package mutating func put(_ text: String, at position: Position, width: Int, _ role: Role) {
    let isWhole = text.utf8.count <= width && text.isPrintableASCII
    let used =
      isWhole
      ? put(ascii: text.utf8.span, at: position, role)
      : put(fitted(text, to: width), at: position, role)
    fill(
      Area(
        column: position.column + used, row: position.row, columns: width - used, rows: 1),
      with: Cell(ascii: UInt8(ascii: " "), role))
  }

  /// Fills a rectangle with a glyph; one that is not a cell wide is replaced by `□`.
  package mutating func fill(_ area: Area, _ glyph: Character, _ role: Role) {
    fill(area, with: Cell(Console.cells(of: glyph) == 1 ? glyph : "□", role))
  }

  /// Fills a rectangle with a cell that is no half of a wide glyph.
  mutating func fill(_ area: Area, with cell: Cell) {
    let visible = onFrame(area).intersection(clip)
    for row in visible.rows { frame.fill(visible.columns, ofRow: row, with: cell) }
  }

  /// Gives the cells of a rectangle another meaning and leaves what is written there.
  package mutating func paint(_ area: Area, _ role: Role) {
    let visible = onFrame(area).intersection(clip)
    for row in visible.rows {
      for column in visible.columns {
        frame.setRole(role, at: Position(column: column, row: row))
      }
    }
  }

  /// Shows the hardware cursor at a place; does nothing if that place is outside the window.
  package mutating func setCursor(at position: Position) {
    let place = onFrame(position)
    guard clip.contains(place) else { return }
    frame.cursor = place
  }

  /// Has a click on the visible part of a rectangle mean something.
  mutating func target(_ area: Area, _ meaning: Target.Meaning) {
    let visible = onFrame(area).intersection(clip)
    if !visible.isEmpty { frame.targets.append(Target(area: visible, meaning: meaning)) }
  }

  /// Names the terminal window.
  package mutating func setTitle(_ title: String) {
    frame.title = title
  }
}

extension Canvas {
  /// Where a place of the window lies on the frame.
  func onFrame(_ position: Position) -> Position {
    Position(column: origin.column + position.column, row: origin.row + position.row)
  }

  private func onFrame(_ area: Area) -> Area {
    let place = onFrame(area.origin)
    return Area(
      column: place.column, row: place.row, columns: area.size.columns, rows: area.size.rows)
  }

  /// Draws printable ASCII as `put` does, with one look at the edges for all of it.
  @discardableResult
  mutating func put(
    ascii text: Span<UInt8>, at position: Position, _ role: Role
  ) -> Int {
    let (used, bytes, left) = visible(text.count, at: position)
    if !bytes.isEmpty { frame.write(ascii: text.extracting(bytes), at: left, role) }
    return used
  }

  /// Draws a line of printable ASCII, with one look at the edges for all of its parts.
  mutating func put(ascii line: Line, at position: Position) {
    let (_, bytes, left) = visible(line.width, at: position)
    if !bytes.isEmpty { frame.write(bytes, of: line, at: left) }
  }

  /// Of so many cells from a place to the right: how many lie in the window, which of them may be
  /// drawn, and where the first of these lies on the frame.
  private func visible(
    _ count: Int, at position: Position
  ) -> (used: Int, drawn: Range<Int>, left: Position) {
    let used = max(0, min(count, size.columns - position.column))
    let left = onFrame(position)
    let columns = (left.column..<left.column + used).clamped(to: clip.columns)
    guard clip.rows.contains(left.row), !columns.isEmpty else { return (used, 0..<0, left) }
    let start = columns.lowerBound - left.column
    return (
      used, start..<start + columns.count, Position(column: columns.lowerBound, row: left.row)
    )
  }

  private mutating func place(
    _ glyph: Character, _ width: Int, at position: Position, _ role: Role
  ) {
    let left = onFrame(position)
    let right = Position(column: left.column + 1, row: left.row)
    guard width == 2 else {
      if clip.contains(left) { frame[left] = Cell(glyph, role) }
      return
    }
    switch (clip.contains(left), clip.contains(right)) {
    case (true, true):
      frame[left] = Cell(glyph, role)
      frame[right] = Cell(nil, role)
    case (true, false): frame[left] = Cell(" ", role)
    case (false, true): frame[right] = Cell(" ", role)
    case (false, false): break
    }
  }
}
