import Console
import Testing

struct FrameCanvasTests {
  @Test func `a text stops at the edge of its window`() {
    var frame = Frame(size: Size(columns: 10, rows: 2))
    frame.draw(in: Area(column: 2, row: 0, columns: 4, rows: 1)) { window in
      #expect(window.put("abcdefgh", at: Position(column: 1, row: 0), .text) == 3)
      #expect(window.put("below", at: Position(column: 0, row: 1), .text) == 4)
    }
    #expect(frame.text == "   abc\n\n")
  }
}
