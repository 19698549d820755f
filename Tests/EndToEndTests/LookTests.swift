internal import Foundation
internal import Glibc
internal import Testing

/// How the real binary looks and copies: colours, themes, the background, clipboards.
@Suite struct LookTests {
  private func pane(theme: String) async throws -> Pane {
    let pane = try await Pane(columns: 120, rows: 40)
    try write("theme = \"\(theme)\"\n", "config/kustomer-console/config.toml", pane)
    return pane
  }

  private func write(_ text: String, _ name: String, _ pane: Pane) throws {
    let file = URL(filePath: pane.folder).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func has(_ bytes: String, _ name: String, _ pane: Pane) -> Bool {
    let file = try? Data(contentsOf: URL(filePath: pane.folder + "/" + name))
    return file?.range(of: Data(bytes.utf8)) != nil
  }

  /// A theme whose first line has this colour.
  private func theme(_ color: String) -> String {
    "schema = 1\nname = \"mine\"\nextends = \"dark\"\n[role.status]\nbg = \"\(color)\"\n"
  }

  @Test func `a terminal with 24 bits gets the theme's own colours`() async throws {
    let pane = try await pane(theme: "mine")
    try write(theme("#0b16a1"), "config/kustomer-console/themes/mine.toml", pane)
    try pane.record(to: "bytes")
    try pane.run("COLORTERM=truecolor $K")
    try await pane.wait("the colour", { _ in has("48;2;11;22;161m", "bytes", pane) })
    try pane.press("F1", "End")
    try await pane.wait(for: "24 bits: COLORTERM=truecolor")
  }

  @Test func `a theme that is saved is drawn with at once`() async throws {
    let pane = try await pane(theme: "mine")
    try write(theme("#0b16a1"), "config/kustomer-console/themes/mine.toml", pane)
    try pane.record(to: "bytes")
    try pane.run("COLORTERM=truecolor $K")
    try await pane.wait("the colour", { _ in has("48;2;11;22;161m", "bytes", pane) })
    // What the journal brings says its own sentence.
    try await pane.wait(for: "Registered")
    try write(theme("#0b16a2"), "config/kustomer-console/themes/mine.toml", pane)
    try await pane.wait(for: "the theme mine is as its file is now")
    try await pane.wait("the new colour", { _ in has("48;2;11;22;162m", "bytes", pane) })
  }

  @Test func `a theme chosen in the palette is drawn with, and its file is followed`() async throws
  {
    let pane = try await pane(theme: "dark")
    try write(theme("#0b16a1"), "config/kustomer-console/themes/mine.toml", pane)
    try pane.record(to: "bytes")
    try pane.run("COLORTERM=truecolor $K")
    try await pane.wait(for: "Registered")
    try pane.press("C-p")
    try pane.type("draw with mine")
    try await pane.wait(for: "▌ Theme: draw with mine")
    try pane.press("Enter")
    try await pane.wait(for: "theme = \"mine\" in config.toml keeps it")
    try await pane.wait("the colour", { _ in has("48;2;11;22;161m", "bytes", pane) })
    try write(theme("#0b16a2"), "config/kustomer-console/themes/mine.toml", pane)
    try await pane.wait("the new colour", { _ in has("48;2;11;22;162m", "bytes", pane) })
  }

  @Test(arguments: [("ffff/ffff/ffff", "light"), ("0000/0000/0000", "dark")])
  func `auto follows what the terminal answers`(color: String, word: String) async throws {
    let pane = try await pane(theme: "auto")
    try pane.record(to: "bytes")
    try pane.run("$K")
    try await pane.wait("the question", { _ in has("\u{1B}]11;?", "bytes", pane) })
    try await pane.wait(for: "Registered")
    try pane.type("\u{1B}]11;rgb:\(color)\u{1B}\\")
    try pane.press("F1", "End")
    try await pane.wait(for: "\(word), as it answered")
  }

  @Test func `light and dark are followed, and only while the screen is ours`() async throws {
    let pane = try await pane(theme: "auto")
    try pane.record(to: "bytes")
    /// Waits until as many of these were sent: on, off, questions.
    func wait(_ on: Int, _ off: Int, _ questions: Int) async throws {
      let wanted = [("\u{1B}[?2031h", on), ("\u{1B}[?2031l", off), ("\u{1B}]11;?", questions)]
      try await pane.wait(
        "\(on), \(off), \(questions)",
        { _ in
          let bytes = try pane.bytes("bytes")
          return wanted.allSatisfy { bytes.components(separatedBy: $0.0).count - 1 == $0.1 }
        })
    }
    try pane.run("set -m; $K")
    try await pane.wait(for: "Registered")
    try await wait(1, 0, 1)
    try pane.type("\u{1B}[?997;2n")
    try await wait(1, 0, 2)
    try pane.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\")
    try pane.press("F1", "End")
    try await pane.wait(for: "light, as it answered")
    try pane.press("Escape")
    try await pane.wait("no help", { !$0.contains("light, as it answered") })
    try pane.press("C-z")
    try await pane.wait("the shell", { !$0.contains("KUSTOMER") })
    try await wait(1, 1, 2)
    try pane.run("fg")
    try await pane.wait(for: "F1 Help")
    try await wait(2, 1, 3)
    try pane.signal(SIGSEGV)
    try await pane.wait(for: "crashed")
    try await wait(2, 2, 3)
  }

  @Test func `the width of lines and dots is asked for on the screen that is ours`() async throws {
    let pane = try await Pane(columns: 120, rows: 40)
    try pane.record(to: "bytes")
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    try await pane.wait("the question", { _ in try pane.bytes("bytes").contains("\u{1B}[6n") })
    let bytes = try pane.bytes("bytes")
    let screen = try #require(bytes.range(of: "\u{1B}[?1049h"))
    let question = try #require(bytes.range(of: "\u{25CF}\u{2500}\u{1B}[6n"))
    #expect(screen.upperBound <= question.lowerBound)
    try pane.press("F1", "End")
    try await pane.wait(for: "one column wide")
  }

  @Test func `a terminal whose cursor moves by two says that lines and dots are wide`()
    async throws
  {
    let pane = try await Pane(columns: 120, rows: 40)
    // The answer waits in the input before tmux can give its own.
    try pane.run("stty -echo; echo type; sleep 1; stty echo; $K")
    try await pane.wait(for: "type")
    try pane.type("\u{1B}[2;5R")
    try await pane.wait(for: "Registered")
    try pane.press("F1", "End")
    try await pane.wait(for: "two columns wide")
  }

  @Test(arguments: [("WAYLAND_DISPLAY", "wl-copy"), ("DISPLAY", "xclip"), ("DISPLAY", "xsel")])
  func `the desktop's program gets what is copied`(variable: String, name: String) async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try write("#!/bin/sh\ncat > \"$HOME/copied\"\n", "bin/\(name)", pane)
    try pane.run("chmod +x bin/\(name); \(variable)=x PATH=$HOME/bin:/usr/bin:/bin $K")
    try await pane.wait(for: "Registered")
    try pane.press("C-y")
    try await pane.wait("the text", { _ in has("\"event\":\"Registered\"", "copied", pane) })
  }

  @Test func `a clipboard program that fails keeps nobody from going on`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try write("#!/bin/sh\nexit 1\n", "bin/wl-copy", pane)
    try pane.run("chmod +x bin/wl-copy; WAYLAND_DISPLAY=x PATH=$HOME/bin:/usr/bin:/bin $K")
    try await pane.wait(for: "Registered")
    try pane.press("C-y")
    try await pane.wait(for: "sent to the clipboard")
    try pane.press("M-2")
    try await pane.wait(for: "Sessions and events")
  }
}
