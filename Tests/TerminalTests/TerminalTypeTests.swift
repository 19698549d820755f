import Console
import Testing

@testable import Terminal

struct TerminalTypeTests {
  @Test(arguments: [
    (ColorChoice.auto, 0, ColorDepth.mono), (.auto, 8, .eight), (.auto, 16, .sixteen),
    (.auto, 88, .sixteen), (.auto, 256, .indexed), (.auto, 1 << 24, .truecolor),
    (.never, 256, .mono), (.sixteen, 256, .sixteen), (.sixteen, 8, .eight),
    (.indexed, 1 << 24, .indexed), (.indexed, 8, .eight), (.truecolor, 256, .indexed),
  ])
  func `colours are at most those asked for`(
    _ choice: ColorChoice, _ colors: Int, _ depth: ColorDepth
  ) {
    #expect(choice.depth(colors: colors, noColor: nil) == depth)
  }

  @Test func `NO_COLOR counts when it is not empty and nothing else is asked for`() {
    #expect(ColorChoice.auto.depth(colors: 256, noColor: "1") == .mono)
    #expect(ColorChoice.auto.depth(colors: 256, noColor: "") == .indexed)
    #expect(ColorChoice.sixteen.depth(colors: 256, noColor: "1") == .sixteen)
  }

  @Test func `an unknown type falls back to the usual ones`() {
    #expect(
      TerminalType.candidates("xterm-ghostty") == ["xterm-ghostty", "xterm-256color", "xterm"])
    #expect(TerminalType.candidates("xterm") == ["xterm", "xterm-256color"])
    #expect(TerminalType.candidates("") == TerminalType.candidates(nil))
  }

  private static let delays: [([String: String], Int32)] = [
    ([:], 25), (["SSH_TTY": "/dev/pts/1"], 100), (["ESCDELAY": "300"], 300),
    (["ESCDELAY": "300", "SSH_TTY": "x"], 300), (["ESCDELAY": "often"], 25),
  ]

  @Test(arguments: delays)
  func `Esc waits longer over a network`(_ environment: [String: String], _ delay: Int32) {
    #expect(TerminalType.escapeDelay(environment) == delay)
  }

  @Test(arguments: [
    ("xterm", true), ("xterm-256color", true), ("tmux-256color", true), ("screen", true),
    ("st-256color", true), ("linux", false), ("vt100", false), ("ansi", false), ("sun", false),
  ])
  func `private modes go to those that know them`(_ name: String, _ knows: Bool) {
    #expect(TerminalType(name: name).isXtermLike == knows)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
    ("é漢", "w6nmvKI="),
  ])
  func `the clipboard gets base64`(_ text: String, _ coded: String) {
    #expect(base64(text) == coded)
  }

  @Test(arguments: [
    (TerminalError.notATerminal, "the console needs a terminal"),
    (.unknownType("x"), "of type \"x\""), (.noCursorAddressing("dumb"), "cannot place"),
    (.refused("use the terminal", 24), "cannot use the terminal: error 24"),
  ])
  func `an error says in one line what to do`(_ error: TerminalError, _ part: String) {
    #expect(error.description.contains(part))
    #expect(error.description.contains("--plain") == (error != .refused("use the terminal", 24)))
    #expect(!error.description.contains("\n"))
  }
}
