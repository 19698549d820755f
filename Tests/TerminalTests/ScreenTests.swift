import CNcurses
import Console
import Foundation
import Glibc
import Testing

@testable import Terminal

/// ncurses has one current screen per process, so its tests come one after the other.
@Suite(.serialized) struct ScreenTests {
  private func keys(_ bytes: [UInt8], count: Int, type: String = "xterm-256color") throws -> [Key] {
    let terminal = try Pseudoterminal(type: type)
    var input = TerminalInput(
      descriptor: terminal.slave, decoder: InputDecoder(entry: KeySequences.ofEntry()))
    terminal.type(bytes)
    var events: [InputEvent] = []
    while events.count < count, Pseudoterminal.waits(for: terminal.slave, milliseconds: 100) {
      events += input.read()
    }
    events += input.read(isLate: true)
    return events.compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  @Test(arguments: [
    ("aé漢👍", [Key.character("a"), .character("é"), .character("漢"), .character("👍")]),
    ("e\u{301}👍🏽", [.character("e\u{301}"), .character("👍🏽")]),
    (" \r\n\t", [.character(" "), .enter, .enter, .tab]),
    ("\u{7F}\u{8}", [.backspace, .backspace]),
    ("\u{1}\u{3}\u{11}\u{13}\u{1A}", "acqsz".map { .control($0) }),
    ("\u{1B}", [.escape]),
    ("\u{1B}1", [.alt("1")]),
    ("\u{1B}\r", [.alt("\r")]),
    ("\u{1B}é", [.alt("é")]),
    ("\u{1B}\u{1B}", [.escape, .escape]),
    ("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD", [.up, .down, .right, .left]),
    ("\u{1B}[A\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~", [.up, .home, .end, .home, .end]),
    ("\u{1B}[5~\u{1B}[6~\u{1B}[3~\u{1B}[2~", [.pageUp, .pageDown, .delete, .insert]),
    ("\u{1B}[Z", [.backTab]),
    ("\u{1B}OP\u{1B}[15~\u{1B}[24~", [.function(1), .function(5), .function(12)]),
    ("\u{1B}[15;2~\u{1B}[17;2~", [.shiftFunction(5), .shiftFunction(6)]),
    ("\u{1B}[1;5D\u{1B}[1;5C\u{1B}[1;3D", [.controlLeft, .controlRight, .controlLeft]),
  ])
  func `a press is one key`(_ typed: String, _ expected: [Key]) throws {
    #expect(try keys(Array(typed.utf8), count: expected.count) == expected)
  }

  @Test func `Ctrl-Space is the zero byte`() throws {
    #expect(try keys([0], count: 1) == [.controlSpace])
  }

  @Test(arguments: [
    "\u{1B}[I", "\u{1B}[27;5;13~", "\u{1B}[?62;22c", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\",
    "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", "\u{1B}P>|term\u{1B}\\", "\u{1B}[12;40R",
  ])
  func `a late answer of the terminal is not typing`(_ answer: String) throws {
    #expect(try keys(Array((answer + "x").utf8), count: 1) == [.character("x")])
  }

  @Test(arguments: ["xterm", "tmux-256color", "screen-256color", "linux", "vt100"])
  func `arrows work on every type of terminal`(_ type: String) throws {
    let arrows = "\u{1B}[A\u{1B}[B\u{1B}OC\u{1B}OD"
    #expect(try keys(Array(arrows.utf8), count: 4, type: type) == [.up, .down, .right, .left])
  }

  @Test func `a paste is one key with line feeds`() throws {
    let typed = "\u{1B}[200~a\r\nb\rc\u{1B}[31m\t漢\u{1B}[201~x"
    #expect(
      try keys(Array(typed.utf8), count: 2) == [.paste("a\nb\nc[31m\t漢"), .character("x")])
  }

  @Test func `keys that come with the end of a paste are read as keys`() throws {
    let typed = "\u{1B}[200~a\u{1B}[201~\u{1B}[15~é\u{1B}[200~b\u{1B}[201~\u{1B}OA"
    #expect(
      try keys(Array(typed.utf8), count: 5) == [
        .paste("a"), .function(5), .character("é"), .paste("b"), .up,
      ])
  }

  @Test func `a paste without its end is kept once it is late`() throws {
    let terminal = try Pseudoterminal()
    var input = TerminalInput(descriptor: terminal.slave)
    terminal.type(Array("\u{1B}[200~lost".utf8))
    #expect(Pseudoterminal.waits(for: terminal.slave, milliseconds: 2000))
    #expect(input.read() == [])
    #expect(input.deadline != nil)
    #expect(input.read(isLate: true) == [.key(.paste("lost"))])
    #expect(input.deadline == nil)
  }
}

extension ScreenTests {
  @Test func `the entry that the program carries serves where the host has none`() throws {
    let entry = try #require(TerminalType.entries(["TERM": "vt100"], .auto).last)
    #expect(entry.isBasic && entry.type == "vt100")
    setenv("TERMINFO", try #require(entry.terminfo), 1)
    defer { unsetenv("TERMINFO") }
    let terminal = try Pseudoterminal(type: entry.name)
    var painter = painter(on: terminal, type: "xterm")
    painter.show(frame("red", .error))
    let sent = terminal.output()
    #expect(sent.contains("red") && sent.contains("38;5;") && cn_colors() == 256)
    #expect(TerminalSequence.named("cup") != nil)
    #expect(TerminalSequence.named("rmcup") == "\u{1B}[?1049l")
  }

  private func painter(
    on terminal: Pseudoterminal, type: String = "xterm-256color", theme: String = "dark",
    choice: ColorChoice = .auto
  ) -> TerminalPainter {
    let colors = TerminalColors(
      theme: ThemeLibrary().theme(named: theme).theme, choice: choice, noColor: nil)
    var painter = TerminalPainter(
      tty: terminal.tty, screen: terminal.slave, type: TerminalType(name: type), colors: colors,
      drawable: Drawable(isUTF8: true))
    painter.enter()
    return painter
  }

  private func frame(_ text: String, _ role: Role = .text) -> Frame {
    var frame = Frame(size: Size(columns: 80, rows: 24))
    frame.draw { canvas in
      canvas.pane(canvas.bounds, title: "Pane", isFocused: true)
      canvas.put(text, at: Position(column: 2, row: 3), role)
    }
    return frame
  }

  private func showAllRoles(_ painter: inout TerminalPainter, on terminal: Pseudoterminal) {
    for role in Role.allCases {
      painter.show(frame(role.rawValue, role))
      terminal.drain()
    }
  }

  @Test func `a frame that did not change sends nothing`() throws {
    let terminal = try Pseudoterminal()
    var painter = painter(on: terminal)
    painter.show(frame("one"))
    #expect(terminal.output().contains("one"))
    painter.show(frame("one"))
    #expect(terminal.output().isEmpty)
  }

  @Test func `only changed cells are sent`() throws {
    let terminal = try Pseudoterminal()
    var painter = painter(on: terminal)
    painter.show(frame("count 1"))
    _ = terminal.output()
    painter.show(frame("count 2"))
    let sent = terminal.output()
    #expect(sent.contains("2") && !sent.contains("count"))
    #expect(sent.utf8.count < 60, "\(sent.debugDescription)")
  }

  @Test func `a large frame is shown at once`() throws {
    let terminal = try Pseudoterminal()
    var painter = painter(on: terminal)
    painter.show(frame("one"))
    let sent = terminal.output()
    let begin = try #require(sent.range(of: "\u{1B}[?2026h"))
    let end = try #require(sent.range(of: "\u{1B}[?2026l"))
    let pane = try #require(sent.range(of: "Pane"))
    #expect(begin.upperBound < pane.lowerBound && pane.upperBound < end.lowerBound)
  }

  @Test func `no palette entry is ever changed`() throws {
    let terminal = try Pseudoterminal()
    var painter = painter(on: terminal)
    showAllRoles(&painter, on: terminal)
    painter.leave()
    endwin()
    let sent = terminal.output()
    #expect(!sent.contains("\u{1B}]4;") && !sent.contains("\u{1B}]104"))
  }

  @Test func `the cursor shows only while something is typed`() throws {
    let terminal = try Pseudoterminal()
    var painter = painter(on: terminal)
    var typing = frame("one")
    painter.show(typing)
    #expect(terminal.output().contains("\u{1B}[?25l"))
    typing.cursor = Position(column: 5, row: 3)
    painter.show(typing)
    let sent = terminal.output()
    #expect(sent.contains("\u{1B}[?25h") && sent.contains("\u{1B}[4;6H"))
  }

  @Test(arguments: [
    ("xterm-256color", ColorChoice.auto, "38;5;"), ("xterm-256color", .sixteen, "\u{1B}[9"),
    ("xterm", .auto, "\u{1B}[3"),
  ])
  func `colours are those that the terminal has`(
    _ type: String, _ choice: ColorChoice, _ code: String
  ) throws {
    let terminal = try Pseudoterminal(type: type)
    var painter = painter(on: terminal, type: type, choice: choice)
    painter.show(frame("red", .error))
    #expect(terminal.output().contains(code))
  }

  @Test func `without colours none are sent`() throws {
    let terminal = try Pseudoterminal()
    var painter = painter(on: terminal, choice: .never)
    showAllRoles(&painter, on: terminal)
    let sent = terminal.output()
    #expect(!sent.contains("38;5") && !sent.contains("48;5"))
    #expect(sent.contains("\u{1B}[7m") || sent.contains(";7m"))
  }

  @Test func `more looks than pairs fall back to the terminal's colours`() throws {
    let terminal = try Pseudoterminal(type: "xterm")
    var painter = painter(on: terminal, type: "xterm")
    for name in EmbeddedFile.themes.map(\.name) {
      painter.use(ThemeLibrary().theme(named: name).theme)
      showAllRoles(&painter, on: terminal)
    }
    #expect(terminal.output().contains("gap"))
  }

  @Test func `a frame larger than the terminal is cut`() throws {
    let terminal = try Pseudoterminal()
    var painter = painter(on: terminal)
    var large = Frame(size: Size(columns: 90, rows: 30))
    large.draw { canvas in
      canvas.put("inside", at: Position(column: 0, row: 0), .text)
      canvas.put("beyond", at: Position(column: 81, row: 0), .text)
      canvas.put("below", at: Position(column: 0, row: 25), .text)
      canvas.put("漢", at: Position(column: 79, row: 1), .text)
    }
    painter.show(large)
    let sent = terminal.output()
    #expect(sent.contains("inside"))
    #expect(!sent.contains("beyond") && !sent.contains("below") && !sent.contains("漢"))
  }

  @Test func `a title cannot carry a sequence`() throws {
    let terminal = try Pseudoterminal()
    var painter = painter(on: terminal)
    var titled = frame("one")
    titled.title = "a\u{7}\u{1B}]52;c;eA==\u{7}"
    painter.show(titled)
    #expect(terminal.output().contains("\u{1B}]2;a␇␛]52;c;eA==␇\u{7}"))
  }

  @Test func `every scalar is as wide as the C library says`() {
    setlocale(LC_CTYPE, "C.UTF-8")
    let drawable = Drawable(isUTF8: true)
    for value in UInt32(0x20)..<0x3_1350 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let counted = Int(wcwidth(wchar_t(value)))
      let text = String(Character(scalar))
      guard counted > 0, displaySafe(text) == text else { continue }
      #expect(cells(of: text) == counted, "\(String(value, radix: 16))")
      #expect(drawable.scalars(of: Character(scalar), width: counted) == [scalar])
    }
  }
}
