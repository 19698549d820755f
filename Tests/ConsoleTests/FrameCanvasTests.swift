import Console
import Testing

struct FrameCanvasTests {
  private func screen(
    _ columns: Int, _ rows: Int, _ draw: (inout Canvas) -> Void
  ) -> Frame {
    var frame = Frame(size: Size(columns: columns, rows: rows))
    frame.draw(draw)
    return frame
  }

  @Test func `a text stops at the edge of its window`() {
    let frame = screen(10, 2) { canvas in
      canvas.draw(in: Area(column: 2, row: 0, columns: 4, rows: 1)) { window in
        #expect(window.put("abcdefgh", at: Position(column: 1, row: 0), .text) == 3)
        #expect(window.put("below", at: Position(column: 0, row: 1), .text) == 4)
        #expect(window.put("left", at: Position(column: -9, row: 0), .text) == 4)
      }
    }
    #expect(frame.text == "   abc\n\n")
  }

  @Test func `a window inside a window is clipped by both`() {
    let frame = screen(8, 4) { canvas in
      canvas.draw(in: Area(column: 1, row: 1, columns: 4, rows: 2)) { outer in
        outer.draw(in: Area(column: 2, row: -1, columns: 9, rows: 9)) { inner in
          inner.fill(inner.bounds, "x", .error)
        }
        outer.put("o", at: Position(column: 0, row: 0), .text)
      }
    }
    #expect(frame.text == "\n o xx\n   xx\n\n")
  }

  @Test func `a wide glyph that does not fit is a blank`() {
    let frame = screen(6, 3) { canvas in
      canvas.fill(canvas.bounds, ".", .text)
      canvas.draw(in: Area(column: 1, row: 0, columns: 3, rows: 3)) { window in
        #expect(window.put("漢字", at: Position(column: 0, row: 0), .text) == 3)
        window.put("漢字", at: Position(column: -1, row: 1), .text)
      }
    }
    #expect(frame.text == ".漢 ..\n. 字..\n......\n")
  }

  @Test func `writing over half of a wide glyph blanks the other half`() {
    let frame = screen(6, 2) { canvas in
      for row in 0..<2 { canvas.put("漢字", at: Position(column: 0, row: row), .text) }
      canvas.put("x", at: Position(column: 1, row: 0), .text)
      canvas.put("x", at: Position(column: 2, row: 1), .text)
    }
    #expect(frame.text == " x字\n漢x\n")
    #expect(frame[Position(column: 3, row: 1)].glyph == " ")
  }

  @Test func `a text in a column is cut or padded`() {
    let frame = screen(12, 3) { canvas in
      canvas.fill(canvas.bounds, ".", .text)
      canvas.put("Registered", at: Position(column: 1, row: 0), width: 6, .label)
      canvas.put("ok", at: Position(column: 1, row: 1), width: 6, .label)
      canvas.put("漢字仮", at: Position(column: 1, row: 2), width: 4, .label)
    }
    #expect(frame.text == ".Regis….....\n.ok    .....\n.漢… .......\n")
    #expect(frame.roleText == ".llllll\n.llllll\n.llll\nl label\n")
  }

  @Test func `a hostile text keeps its row`() {
    let frame = screen(20, 2) { canvas in
      canvas.put("a\n\u{1B}[2J\u{202E}b", at: Position(column: 0, row: 0), .text)
    }
    #expect(frame.text == "a␊␛[2J‹U+202E›b\n\n")
  }

  @Test func `the focused pane has heavier lines`() {
    let frame = screen(24, 8) { canvas in
      canvas.pane(
        Area(column: 0, row: 0, columns: 24, rows: 4), title: "Event", footer: "Esc close",
        isFocused: true)
      canvas.pane(
        Area(column: 0, row: 4, columns: 24, rows: 4), title: "Preview", footer: nil)
    }
    #expect(
      frame.text == """
        ┏━ Event ━━━━━━━━━━━━━━┓
        ┃                      ┃
        ┃                      ┃
        ┗━━━━━━━━━━━ Esc close ┛
        ╭─ Preview ────────────╮
        │                      │
        │                      │
        ╰──────────────────────╯

        """)
  }

  @Test(arguments: 0..<14)
  func `a pane of any width keeps its corners`(_ width: Int) {
    let frame = screen(14, 3) { canvas in
      canvas.fill(canvas.bounds, ".", .text)
      canvas.pane(
        Area(column: 0, row: 0, columns: width, rows: 3), title: "A long title",
        footer: "A long footer", isFocused: true)
    }
    for line in frame.text.split(separator: "\n") {
      #expect(line.suffix(14 - width).allSatisfy { $0 == "." })
    }
    if width > 0 { #expect(frame[Position(column: width - 1, row: 0)].glyph == "┓") }
  }

  @Test func `the cursor shows only inside its window`() {
    var frame = screen(10, 2) { canvas in
      canvas.draw(in: Area(column: 4, row: 1, columns: 2, rows: 1)) { window in
        window.setCursor(at: Position(column: 1, row: 0))
        window.setCursor(at: Position(column: 2, row: 0))
      }
    }
    #expect(frame.cursor == Position(column: 5, row: 1))
    frame.cursor = nil
    #expect(screen(10, 2) { _ in } == frame)
  }

  @Test func `painting changes the meaning of cells alone`() {
    let frame = screen(6, 1) { canvas in
      canvas.put("漢ab", at: Position(column: 0, row: 0), .text)
      canvas.paint(Area(column: 0, row: 0, columns: 3, rows: 1), .selection)
    }
    #expect(frame.text == "漢ab\n")
    #expect(frame.roleText == "SSS\nS selection\n")
  }

  @Test func `a screen without cells takes any drawing`() {
    let frame = screen(0, 0) { canvas in
      canvas.pane(Area(column: -2, row: -2, columns: 80, rows: 24), title: "x", isFocused: true)
      canvas.put("漢", at: Position(column: 0, row: 0), .text)
    }
    #expect(frame.text.isEmpty)
    #expect(frame[Position(column: 3, row: -1)] == Cell(" ", .text))
  }

  @Test func `no two roles share a letter`() {
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
  }
}
