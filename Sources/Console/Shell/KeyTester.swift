/// What came for each press, the latest last.
package struct KeyTester: Hashable, Sendable {
  /// Only so many are kept.
  private static let limit = 200

  /// What came, the oldest first.
  package private(set) var arrivals: [KeyArrival] = []

  /// A tester that has seen nothing.
  package init() {}

  /// Takes note of a press; true when it is the one that leaves.
  package mutating func take(_ arrival: KeyArrival) -> Bool {
    arrivals.append(arrival)
    if arrivals.count > Self.limit { arrivals.removeFirst() }
    return arrival.keys.contains(.control("c"))
  }

  private func lines(_ size: Size, _ table: KeyTable) -> [Line] {
    let head = [
      Line("Press a key: what arrives, its name, what it does.", .text),
      Line("What does not show here is not sent by this terminal.", .muted), Line(),
    ]
    let room = max(0, size.rows - head.count)
    return head
      + arrivals.suffix(room).map { arrival in
        var line = Line(fitted(arrival.hexadecimal, to: 18).padded(to: 19), .muted)
        line.append(fitted(arrival.keyNames, to: 12).padded(to: 13), .keyName)
        line.append(fitted(table.words(for: arrival), to: max(0, size.columns - 32)), .text)
        return line
      }
  }

  /// A whole screen with nothing else on it.
  package func frame(_ size: Size, _ table: KeyTable, terminal: String) -> Frame {
    var frame = Frame(size: size)
    frame.draw { canvas in
      canvas.setTitle("Keys")
      let area = Area(size).inset(columns: 1, rows: 0)
      canvas.draw(in: area) { inside in
        inside.put(Line("Key tester", .title), at: Position(column: 0, row: 0))
        inside.put(
          Line(fitted(terminal, to: area.size.columns), .muted), at: Position(column: 0, row: 1))
        let body = Area(column: 0, row: 3, columns: area.size.columns, rows: size.rows - 5)
        let lines = lines(body.size, table)
        inside.draw(in: body) { $0.put(lines) }
        inside.put(Line("^C leaves", .keyHint), at: Position(column: 0, row: size.rows - 1))
      }
    }
    return frame
  }
}
