/// A line of a pane: a text, and what each part of it means.
///
/// One text rather than many, and its width known: a screen is hundreds of parts, made anew at each
/// key.
package struct Line: Hashable, Sendable {
  /// A part that means one thing, from this byte of the text on.
  struct Part: Hashable {
    var start: Int
    var role: Role
  }

  /// The text in UTF-8: bytes are appended at half the price of a `String`.
  private(set) var bytes: [UInt8] = []
  /// The columns it takes, in cells.
  package private(set) var width = 0
  /// Whether each byte is a cell.
  fileprivate private(set) var isASCII = true
  /// From left to right; none is empty, and no two neighbours mean the same.
  private(set) var parts: [Part] = []

  /// An empty line.
  package init() {}

  /// A line that means one thing.
  package init(_ text: String, _ role: Role = .text) {
    append(text, role)
  }

  /// An empty line with room for a long one of many parts.
  init(roomFor bytes: Int) {
    self.bytes.reserveCapacity(bytes)
    parts.reserveCapacity(8)
  }

  /// Both, one after the other.
  package static func + (left: Line, right: Line) -> Line {
    var sum = left
    sum.append(right)
    return sum
  }

  /// Without its roles.
  package var plain: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends a text; one that means the same as the last joins it.
  package mutating func append(_ text: String, _ role: Role = .text) {
    let new = text.utf8.span
    guard !new.isEmpty else { return }
    if new.isPrintableASCII {
      width += new.count
    } else {
      width += cells(of: text)
      isASCII = false
    }
    begin(role)
    new.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  /// Appends so many blanks; none for a number below 1.
  mutating func append(blanks count: Int, _ role: Role = .text) {
    guard count > 0 else { return }
    begin(role)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
    width += count
  }

  /// Appends a line.
  mutating func append(_ line: Line) {
    for part in line.parts { begin(part.role, at: bytes.count + part.start) }
    bytes += line.bytes
    width += line.width
    isASCII = isASCII && line.isASCII
  }

  /// What the whole line means; nil when its parts mean different things.
  var role: Role? { parts.count == 1 ? parts[0].role : nil }

  private mutating func begin(_ role: Role) { begin(role, at: bytes.count) }

  private mutating func begin(_ role: Role, at start: Int) {
    if parts.last?.role != role { parts.append(Part(start: start, role: role)) }
  }

  /// The bytes of a part, by its place among `parts`, and what they mean.
  func part(_ place: Int) -> (bytes: Range<Int>, role: Role) {
    let end = place + 1 < parts.count ? parts[place + 1].start : bytes.count
    return (parts[place].start..<end, parts[place].role)
  }
}

extension Line {
  /// The parts with their texts.
  fileprivate var texts: [(text: String, role: Role)] {
    parts.indices.map { place in
      let (range, role) = part(place)
      return (String(decoding: bytes[range], as: UTF8.self), role)
    }
  }

  /// The line in pieces of so many cells at most; the further ones are indented.
  package func wrapped(to width: Int, indent: Int) -> [Line] {
    guard self.width > width, width > indent + 4 else { return [self] }
    var rest = texts.flatMap { text, role in
      displaySafe(text).map { Piece(text: String($0), role: role) }
    }[...]
    var lines: [Line] = []
    while let first = rest.first {
      var line = lines.isEmpty ? Line() : Line(blanks(indent), first.role)
      let row = rest.prefix(rest.breaking(at: width - line.width, next: width - indent))
      for glyph in row { line.append(glyph.text, glyph.role) }
      rest = rest.dropFirst(row.count)
      lines.append(line)
    }
    return lines
  }

  /// A character of a line with its role.
  fileprivate struct Piece {
    let text: String
    let role: Role
  }
}

extension ArraySlice<Line.Piece> {
  /// How many stand in a row of so many cells: up to the last blank, unless the word behind it is
  /// longer than the next row; at least one.
  fileprivate func breaking(at width: Int, next: Int) -> Int {
    var column = 0
    let end = firstIndex { glyph in
      column += cells(of: glyph.text)
      return column > width
    }
    guard let end else { return count }
    let row = self[..<end]
    guard let blank = row.lastIndex(where: { $0.text == " " }),
      row[..<blank].contains(where: { $0.text != " " }),
      self[(blank + 1)...].prefix(while: { $0.text != " " }).reduce(0, { $0 + cells(of: $1.text) })
        <= next
    else { return Swift.max(1, end - startIndex) }
    return blank + 1 - startIndex
  }
}

extension [Line] {
  /// Appends a line, in pieces of so many cells at most.
  mutating func append(_ line: Line, wrappedTo width: Int, indent: Int) {
    if line.width <= width { return append(line) }
    self += line.wrapped(to: width, indent: indent)
  }
}

extension Canvas {
  /// Draws a line from a place to the right; with a width, what does not fit ends in `…`.
  package mutating func put(_ line: Line, at position: Position, width: Int? = nil) {
    let room = width ?? size.columns - position.column
    guard room > 0 else { return }
    guard line.isASCII, line.width <= room else {
      return put(glyphsOf: line, at: position, room: room)
    }
    put(ascii: line, at: position)
  }

  private mutating func put(glyphsOf line: Line, at position: Position, room: Int) {
    var column = position.column
    let end = position.column + room
    let isCut = line.width > room
    for (text, role) in line.texts where column < end {
      let text = isCut ? cut(text, to: end - column) : text
      column += put(text, at: Position(column: column, row: position.row), role)
    }
  }

  /// A part of a line of which more follows, with `…` in its last cell if it reaches that.
  private func cut(_ text: String, to columns: Int) -> String {
    let wide = cells(of: text)
    return wide < columns ? text : fitted(text + (wide == columns ? " " : ""), to: columns)
  }

  /// Draws lines below one another from the top, from the line `first` on.
  package mutating func put(_ lines: [Line], from first: Int = 0) {
    for (row, line) in lines.dropFirst(max(0, first)).prefix(size.rows).enumerated() {
      put(line, at: Position(column: 0, row: row))
    }
  }
}

/// So many blanks; none for a number below 1.
func blanks(_ count: Int) -> String {
  blanksByCount.indices.contains(count)
    ? blanksByCount[count] : String(repeating: " ", count: max(0, count))
}

/// As many as a line of a wide screen begins with, at most.
private let blanksByCount = (0..<100).map { String(repeating: " ", count: $0) }
