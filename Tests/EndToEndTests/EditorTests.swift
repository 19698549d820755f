internal import Foundation
internal import Glibc
internal import Testing

/// The person's own editor and pager have the terminal, and give it back.
@Suite struct EditorTests {
  /// A pane whose editor is a script.
  private func pane(_ script: String) async throws -> Pane {
    let pane = try await Pane(columns: 80, rows: 24)
    let path = pane.folder + "/editor"
    try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
    chmod(path, 0o700)
    try pane.run("export EDITOR=\"$PWD/editor 'two words'\"; stty -a > before; clear; $K")
    try await pane.wait(for: "Registered")
    return pane
  }

  private func leave(_ pane: Pane) async throws {
    try pane.press("C-c", "C-c")
    try await pane.wait("an end", { $0.contains("ready>") || $0.contains("Quit?") })
    if try pane.screen().contains("Quit?") { try pane.press("y") }
    try await pane.wait(for: "ready>")
    try pane.run("stty -a > after; cmp before after && echo sa''me")
    try await pane.wait(for: "same")
    #expect(try pane.value("#{alternate_on} #{cursor_flag} #{mouse_any_flag}") == "0 1 0")
  }

  private func left(_ pane: Pane) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: pane.folder + "/state/kustomer-console/editing")
  }

  @Test func `the editor gets its words, the terminal and a private file`() async throws {
    let pane = try await pane(
      """
      echo "$1 $TERM" > words; ls -l "$2" | cut -c1-10 > mode; stty -a > editor-modes
      printf 'Order Done' > "$2"
      """)
    try pane.press("F4")
    try await pane.wait(for: "Order Done")
    func read(_ name: String) throws -> String {
      try String(contentsOfFile: pane.folder + "/" + name, encoding: .utf8)
    }
    #expect(try read("words") == "two words tmux-256color\n")
    #expect(try read("mode") == "-rw-------\n")
    #expect(try read("editor-modes") == read("before"))
    #expect(try left(pane) == [])
    try await leave(pane)
  }

  @Test(arguments: [
    ("exit 3", "ended with status 3"), ("kill -SEGV $$", "was ended by signal 11"),
    ("rm \"$2\"", "left no file"),
  ])
  func `an editor that fails leaves the draft as it was`(
    _ script: String, _ sentence: String
  ) async throws {
    let pane = try await pane(script)
    try pane.press("F4")
    try await pane.wait(for: sentence)
    #expect(try pane.screen().contains("Registered"))
    #expect(try left(pane) == [])
    try await leave(pane)
  }

  @Test(arguments: ["exit 1", "kill -KILL $$"])
  func `what an editor saved before it failed is there with the next F4`(
    _ end: String
  ) async throws {
    let pane = try await pane("cat \"$2\" > seen; printf 'Order Done' > \"$2\"; \(end)")
    try pane.press("F4")
    try await pane.wait(for: "what it saved is kept, F4 opens it again")
    #expect(try pane.screen().contains("Registered"))
    #expect(try left(pane) == [])
    try pane.press("F4")
    try await pane.wait("the text", { _ in try pane.bytes("seen") == "Order Done" })
    try await leave(pane)
  }

  @Test func `an editor that does not wait is told to`() async throws {
    let pane = try await pane("exit 0")
    try pane.press("F4")
    // The path of the editor decides where the sentence is wrapped.
    try await pane.wait("the advice", { $0.contains("ended at once") && $0.contains("must wait") })
    try await leave(pane)
  }

  @Test func `what an editor saved and is no text stays in a file that is named`() async throws {
    let pane = try await pane("printf 'a\\377' > \"$2\"")
    try pane.press("F4")
    try await pane.wait(for: "it is kept in")
    #expect(try pane.screen().contains("Registered"))
    let name = try #require(left(pane).first)
    #expect(try left(pane).count == 1)
    let path = "state/kustomer-console/editing/" + name
    #expect(try Data(contentsOf: URL(filePath: pane.folder + "/" + path)) == Data([0x61, 0xFF]))
    try await leave(pane)
    try pane.run("clear; $K")
    try await pane.wait(for: "Registered")
    #expect(try left(pane) == [name])
  }

  @Test func `an editor that is not there is named`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("export VISUAL=/nowhere/vi; clear; $K")
    try await pane.wait(for: "Registered")
    try pane.press("F4")
    try await pane.wait(for: "/nowhere/vi cannot be started")
  }

  @Test func `the pager shows the pane and gives the terminal back`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("stty -a > before")
    // As long as somebody reads: one that ends at once waits for another key.
    try pane.run("export PAGER='sh -c \"cat \\\"\\$0\\\"; read x; sleep 1\"'; clear; $K")
    try await pane.wait(for: "Registered")
    try pane.press("F3")
    try await pane.wait(for: #"{"type":"track""#)
    try pane.press("Enter")
    try await pane.wait(for: "KUSTOMER")
    try await leave(pane)
  }

  @Test func `a pager that ends at once waits for a key`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("stty -a > before; export PAGER=cat; clear; $K")
    try await pane.wait(for: "Registered")
    try pane.press("F3")
    let paged = try await pane.wait(for: "-- cat has ended; a key goes back --")
    #expect(paged.contains(#"{"type":"track""#))
    try pane.press("q")
    try await pane.wait(for: "KUSTOMER")
    try pane.type("x")
    try await pane.wait(for: "Registeredx")
    try await leave(pane)
  }

  @Test func `a text left by a killed process is removed at the next start`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    let folder = pane.folder + "/state/kustomer-console/editing"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "secret".write(
      toFile: folder + "/kustomer-999999999.json", atomically: true, encoding: .utf8)
    try pane.run("$K")
    try await pane.wait("an empty folder", { _ in try left(pane) == [] })
  }
}
