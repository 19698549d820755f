import Console
import Testing

@testable import Terminal

struct CellRunTests {
  @Test func `a NUL follows the text, which ncurses looks at`() {
    var run = CellRun()
    for text in ["abc", "de", ""] {
      run.begin(at: 3, .text)
      for byte in text.utf8 { run.append(byte) }
      run.append(["漢"])
      run.withText { start, count in
        #expect(count == text.count + 1)
        #expect(start[Int(count) - 1] == 0x6F22 && start[Int(count)] == 0)
      }
      #expect(!run.isEmpty)
      run.clear()
      #expect(run.isEmpty)
    }
  }
}
