/// A line of a pane: a text, and what each part of it means.
///
/// One text rather than many, and its width known: a screen is hundreds of parts, made anew at each
/// key.
package struct Line: Hashable, Sendable {
  /// A part that means one thing, up to this many bytes of the text.
  fileprivate struct Part: Hashable {
    var end: Int
    var role: Role
  }

  /// Without its roles.
  package private(set) var plain = ""
  /// The columns it takes, in cells.
  package private(set) var width = 0
  /// Whether each byte is a cell.
  fileprivate private(set) var isASCII = true
  /// From left to right; none is empty, and no two neighbours mean the same.
  fileprivate private(set) var parts: [Part] = []

  /// An empty line.
  package init() {}

  /// A line that means one thing.
  package init(_ text: String, _ role: Role = .text) {
    append(text, role)
  }

  /// An empty line with room for a long one of many parts.
  init(roomFor bytes: Int) {
    plain.reserveCapacity(bytes)
    parts.reserveCapacity(8)
  }

  /// Both, one after the other.
  package static func + (left: Line, right: Line) -> Line {
    var sum = left
    sum.append(right)
    return sum
  }

  /// Appends a text; one that means the same as the last joins it.
  package mutating func append(_ text: String, _ role: Role = .text) {
    guard !text.isEmpty else { return }
    let isASCII = text.isPrintableASCII
    plain += text
    width += isASCII ? text.utf8.count : cells(of: text)
    self.isASCII = self.isASCII && isASCII
    add(Part(end: plain.utf8.count, role: role))
  }

  /// Appends a line.
  mutating func append(_ line: Line) {
    let former = plain.utf8.count
    plain += line.plain
    width += line.width
    isASCII = isASCII && line.isASCII
    for part in line.parts { add(Part(end: former + part.end, role: part.role)) }
  }

  /// The same text with one meaning.
  package func painted(_ role: Role) -> Line { Line(plain, role) }

  /// What the whole line means; nil when its parts mean different things.
  var role: Role? { parts.count == 1 ? parts[0].role : nil }

  private mutating func add(_ part: Part) {
    if let last = parts.indices.last, parts[last].role == part.role {
      parts[last].end = part.end
    } else {
      parts.append(part)
    }
  }
}

extension Line {
  /// The parts with their texts.
  fileprivate var texts: [(text: String, role: Role)] {
    var start = plain.startIndex
    return parts.map { part in
      let end = plain.utf8.index(plain.startIndex, offsetBy: part.end)
      defer { start = end }
      return (String(plain[start..<end]), part.role)
    }
  }

  /// The line in pieces of so many cells at most; the further ones are indented.
  package func wrapped(to width: Int, indent: Int) -> [Line] {
    guard self.width > width, width > indent + 4 else { return [self] }
    var lines: [Line] = []
    var line = Line()
    for (text, role) in texts {
      for character in displaySafe(text) {
        if line.width + cells(of: character) > width {
          lines.append(line)
          line = Line(blanks(indent), role)
        }
        line.append(String(character), role)
      }
    }
    lines.append(line)
    return lines
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
    let bytes = line.plain.utf8.span
    var start = 0
    for part in line.parts {
      put(
        ascii: bytes.extracting(start..<part.end),
        at: Position(column: position.column + start, row: position.row), part.role)
      start = part.end
    }
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
