internal import Foundation
internal import Glibc
internal import Testing

/// What really goes to the terminal, byte by byte.
@Suite struct TerminalBytesTests {
  /// Texts that would act on a terminal, and bytes that must then not be there.
  private static let hostile: [(text: String, bytes: String)] = [
    (#"\u001b]0;HOSTILE\u0007"#, "\u{1B}]0;HOSTILE"), (#"\u001b[31mHOSTILE"#, "\u{1B}[31mHOSTILE"),
    (#"\u001bcHOSTILE"#, "\u{1B}cHOSTILE"), (#"\u009b31m"#, "\u{9B}"), (#"a\u202eb"#, "\u{202E}"),
    (#"a\u2066b"#, "\u{2066}"), (#"\u200e\u200f\u061c"#, "\u{200E}"), (#"\u200b"#, "\u{200B}"),
    (#"\u001b]52;c;SE9T\u0007"#, "\u{1B}]52;c;SE9T"), (#"\u0007"#, "\u{7}HOSTILE"),
  ]

  @Test func `no byte of hostile text acts on the terminal`() async throws {
    let pane = try await Pane(columns: 120, rows: 40)
    let text = Self.hostile.map(\.text).joined()
    let call =
      #"{"type":"track","userId":"\#(text)","event":"\#(text)","properties":{"\#(text)":"\#(text)"}}"#
    try (call + "\n").write(
      toFile: pane.folder + "/calls", atomically: true, encoding: .utf8)
    try pane.run("$K send calls > sent 2> said; clear")
    try pane.record(to: "bytes")
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    let shown = "\u{241B}]0;HOSTILE"
    let screens = [
      (["M-3"], "Sent calls"), (["Enter"], shown), (["e"], shown), (["M-2"], "Sessions and events"),
      (["M-1", "F8"], "Segment call"), (["F1"], "Help"), (["Escape", "C-l"], "Segment call"),
    ]
    for (keys, word) in screens {
      try pane.press(keys)
      try await pane.wait(for: word)
    }
    let bytes = try Data(contentsOf: URL(filePath: pane.folder + "/bytes"))
    #expect(bytes.range(of: Data(shown.utf8)) != nil)
    for (_, wanted) in Self.hostile {
      #expect(bytes.range(of: Data(wanted.utf8)) == nil, "\(wanted.debugDescription)")
    }
  }

  @Test func `stopped and continued ten times, the terminal is a shell's each time`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("set -m; stty -a > before; $K")
    try await pane.wait(for: "Registered")
    for round in 1...10 {
      try pane.press("C-z")
      try await pane.wait("the shell, round \(round)", { !$0.contains("KUSTOMER") })
      try pane.run("clear; stty -a > after; cmp before after && echo sa''me\(round)")
      try await pane.wait(for: "same\(round)")
      #expect(try pane.value("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
      try pane.run("fg")
      try await pane.wait(for: "F1 Help")
    }
    try pane.press("C-c", "C-c")
    try await pane.wait("the shell", { !$0.contains("KUSTOMER") })
  }

  @Test func `five thousand random keys and resizes end in no crash`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    // A command of the palette may quit: then it is started again.
    try pane.run(
      "export EDITOR=true PAGER=true; while $K; do :; done; echo $? > status; echo cra''shed")
    try await pane.wait(for: "KUSTOMER")
    var seed: UInt64 = 7
    for batch in 0..<100 {
      let keys = (0..<50).map { _ -> String in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Self.keys[Int(truncatingIfNeeded: seed >> 33) % Self.keys.count]
      }
      try pane.press(keys)
      if batch % 10 == 9 {
        let (columns, rows) = Self.sizes[batch / 10 % Self.sizes.count]
        try pane.resize(columns: columns, rows: rows)
      }
      let status = pane.folder + "/status"
      #expect(!FileManager.default.fileExists(atPath: status), "batch \(batch)")
    }
    try pane.resize(columns: 80, rows: 24)
    try await pane.wait(
      "a whole screen",
      { screen in
        // The last key may have opened the pager, which is left with another one.
        if screen.contains("a key goes back") { try pane.press("Space") }
        return screen.contains("KUSTOMER") && !screen.contains("crashed")
      })
  }

  /// Without ^Z, which would leave the program stopped, and ^C twice, which only quits.
  private static let keys =
    [
      "a", "b", "x", "1", "2", "3", "4", "5", "{", "\"", "é", "漢", "/", "?", ":", "[", "]", "n",
      "e",
    ]
    + ["Enter", "Tab", "BTab", "Escape", "BSpace", "Up", "Down", "Left", "Right", "PgUp", "PgDn"]
    + ["Home", "End", "DC", "Space", "M-1", "M-2", "M-3", "M-4", "M-5", "M-6", "M-z", "M-m", "M-t"]
    + ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "C-a", "C-e", "C-k", "C-l", "C-n", "C-o"]
    + ["C-p", "C-r", "C-t", "C-u", "C-w", "C-x", "C-y", "y"]
  private static let sizes = [(120, 40), (60, 18), (1, 1), (200, 60), (5, 3), (80, 24)]
}
