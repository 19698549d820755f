/// A text of several lines that is being edited, with the place of its cursor.
package struct TextArea: Hashable, Sendable {
  /// Never empty; the cursor of the current one counts.
  package private(set) var lines: [TextField]
  /// The line of the cursor, 0-based.
  package private(set) var row = 0

  /// A text whose cursor stands at its start.
  package init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      var line = TextField(String($0))
      line.placeCursor(0)
      return line
    }
  }

  /// The lines, joined by line feeds.
  package var text: String { lines.map(\.text).joined(separator: "\n") }

  /// Puts a text at the cursor, line breaks included.
  package mutating func insert(_ text: String) {
    for (at, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if at > 0 { breakLine() }
      lines[row].insert(String(part))
    }
  }

  /// Does what an editing key asks for; false when the command is none of those.
  package mutating func perform(_ command: Command) -> Bool {
    switch command {
    case .newLine: insert("\n" + lines[row].head.prefix { $0 == " " })
    case .up: moveRow(by: -1)
    case .down: moveRow(by: 1)
    case .pageUp: moveRow(by: -10)
    case .pageDown: moveRow(by: 10)
    case .deleteBackward where lines[row].head.isEmpty: joinWithLineBefore()
    case .deleteForward where lines[row].tail.isEmpty: joinWithLineAfter()
    case .characterLeft where lines[row].head.isEmpty && row > 0: place(row - 1, column: .max)
    case .characterRight where lines[row].tail.isEmpty && row + 1 < lines.count:
      place(row + 1, column: 0)
    default: return lines[row].perform(command)
    }
    return true
  }
}

extension TextArea {
  private mutating func breakLine() {
    let tail = lines[row].tail
    lines[row] = TextField(lines[row].head)
    var next = TextField(tail)
    next.placeCursor(0)
    row += 1
    lines.insert(next, at: row)
  }

  private mutating func moveRow(by step: Int) {
    place(min(max(0, row + step), lines.count - 1), column: lines[row].cursor)
  }

  private mutating func place(_ row: Int, column: Int) {
    self.row = row
    lines[row].placeCursor(column)
  }

  private mutating func joinWithLineBefore() {
    guard row > 0 else { return }
    row -= 1
    joinWithLineAfter()
  }

  private mutating func joinWithLineAfter() {
    guard row + 1 < lines.count else { return }
    let head = lines[row].text
    lines[row] = TextField(head + lines.remove(at: row + 1).text)
    lines[row].placeCursor(head.count)
  }
}
