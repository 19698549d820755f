internal import Testing

/// Keys as other terminals send them, and what is no key at all.
@Suite struct KeyBytesTests {
  private func pane() async throws -> Pane {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    return pane
  }

  @Test func `Alt-Backspace deletes a word and typing goes on`() async throws {
    let pane = try await pane()
    try pane.type(" one two")
    try await pane.wait(for: "Registered one two")
    try pane.press("M-BSpace")
    try pane.type("e")
    try await pane.wait(for: "Registered one e")
  }

  @Test(arguments: ["\u{1B}\u{1B}[D", "\u{1B}[5D", "\u{1B}Od", "\u{1B}O5D", "\u{1B}[1;3D"])
  func `a word left is a word left`(_ bytes: String) async throws {
    let pane = try await pane()
    try pane.type(" one")
    try await pane.wait(for: "Registered one")
    try pane.type(bytes)
    try pane.type("X")
    try await pane.wait(for: "Registered Xone")
  }

  @Test func `the number pad in application mode types digits and signs`() async throws {
    let pane = try await pane()
    try pane.type("\u{1B}Oq\u{1B}Ox\u{1B}On\u{1B}Ok")
    try await pane.wait(for: "Registered18.+")
  }

  @Test func `reports that nobody asked for are swallowed whole`() async throws {
    let pane = try await pane()
    let reports = [
      "\u{1B}[I", "\u{1B}[O", "\u{1B}[97;5:3u", "\u{1B}[57441;2u", "\u{1B}[?1u", "\u{1B}[M !!",
      "\u{1B}[32;5;6M", "\u{1B}P>|x\u{1B}\\", "\u{1B}[?62;22c",
    ]
    for report in reports { try pane.type(report) }
    try pane.type("\u{1B}[120;1u")
    try await pane.wait(for: "Registeredx ")
  }

  @Test func `an answer that comes late and in pieces is no typing`() async throws {
    let pane = try await pane()
    for piece in ["\u{1B}]1", "1;rgb:ff", "ff/ffff/f", "fff\u{1B}", "\\"] { try pane.type(piece) }
    try pane.type("x")
    try await pane.wait(for: "Registeredx ")
  }

  @Test func `a large paste shows at once that it is being read`() async throws {
    let pane = try await pane()
    try pane.record(to: "bytes")
    try pane.send([UInt8](repeating: 0x78, count: 1 << 20), asPaste: true)
    try await pane.wait(
      "the sign", { _ in try pane.bytes("bytes").contains("reading what is pasted") })
    try await pane.wait("the text", { $0.contains("xxxxxxxxxxxxx") })
  }

  @Test func `the size is the terminal's, whatever the environment says`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("COLUMNS=20 LINES=5 $K")
    let screen = try await pane.wait(for: "Registered")
    #expect(screen.contains("6 Live") && screen.contains("F1 Help"))
  }
}
