/// A line of a pane: texts with what each means.
package struct Line: Hashable, Sendable {
  /// A text that means one thing.
  package struct Span: Hashable, Sendable {
    package var text: String
    package var role: Role
  }

  /// From left to right.
  package private(set) var spans: [Span] = []

  /// An empty line.
  package init() {}

  /// A line that means one thing.
  package init(_ text: String, _ role: Role = .text) {
    spans = [Span(text: text, role: role)]
  }

  /// Both, one after the other.
  package static func + (left: Line, right: Line) -> Line {
    var sum = left
    sum.spans += right.spans
    return sum
  }

  /// Appends a text; one that means the same as the last joins it.
  package mutating func append(_ text: String, _ role: Role = .text) {
    if let last = spans.indices.last, spans[last].role == role {
      spans[last].text += text
    } else {
      spans.append(Span(text: text, role: role))
    }
  }

  /// The columns it takes, in cells.
  package var width: Int { spans.reduce(0) { $0 + cells(of: $1.text) } }

  /// Without its roles.
  package var plain: String { spans.map(\.text).joined() }

  /// The same text with one meaning.
  package func painted(_ role: Role) -> Line { Line(plain, role) }
}

extension Canvas {
  /// Draws a line from a place to the right; with a width, what does not fit ends in `…`.
  package mutating func put(_ line: Line, at position: Position, width: Int? = nil) {
    let room = width ?? size.columns - position.column
    guard room > 0 else { return }
    var column = position.column
    let end = position.column + room
    let isCut = line.width > room
    for span in line.spans where column < end {
      let text = isCut ? cut(span.text, to: end - column) : span.text
      column += put(text, at: Position(column: column, row: position.row), span.role)
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
