internal import Foundation
internal import Testing

/// What is drawn and typed where the environment names another locale than the terminal's.
@Suite struct LocaleTests {
  @Test(arguments: ["LC_ALL=xx_XX.UTF-8", "-u LC_ALL LC_CTYPE=UTF-8", "-u LC_ALL LANG=C.utf8"])
  func `a UTF-8 locale that this machine lacks still shows every character`(
    _ locale: String
  ) async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("env \(locale) $K")
    try await pane.wait(for: "Registered")
    try pane.type("\u{E9}\u{6F22}")
    try await pane.wait(for: "Registered\u{E9}\u{6F22}")
  }

  @Test(arguments: ["C", "POSIX"])
  func `where only ASCII shows, typed UTF-8 is kept and spelled out`(
    _ locale: String
  ) async throws {
    let pane = try await Pane(columns: 120, rows: 40)
    try pane.run("LC_ALL=\(locale) $K")
    try await pane.wait(for: "Registered")
    try pane.type(" Zo\u{EB}")
    try await pane.wait(for: "Registered Zo<U+00EB>")
    try await pane.wait(for: #""Registered Zo\u00eb""#)
    try await pane.wait("the draft", { _ in try pane.hasKept("Registered Zo\u{EB}") })
    #expect(try pane.screen().utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `a byte that is no text costs itself alone`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    try pane.send(Array(" Zo".utf8) + [0xFF, 0xFE] + Array(" Mueller".utf8))
    try await pane.wait(for: "Zo\u{FFFD}\u{FFFD} Mueller")
  }
}
