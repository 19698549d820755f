internal import KustomerDestination
internal import Testing

@Suite struct KeysCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `keys list prints the keys that keys toml gives`() async throws {
    try folder.write("keys.toml", "send = [\"F11\"]\n")
    let run = try await ProgramRun(["keys", "list", "--config", folder.path], in: folder)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let send = try run.json().filter { $0["action"]?.stringValue == "send" }
    #expect(send.map { $0["keys"]?.compact } == ["[\"F11\"]"])
    #expect(send.map { $0["context"]?.stringValue } == ["everywhere"])
  }

  @Test func `what keys toml says in vain is one line each with file and line`() async throws {
    try folder.write(
      "keys.toml", "zap = [\"x\"]\nzoom = [\"C-i\"]\nsend = [\"F5\"]\ncopy = [\"F5\"]\n")
    let run = try await ProgramRun(["keys", "list", "--config", folder.path], in: folder)
    #expect(run.status == 0)
    let lines = run.errors.split(separator: "\n")
    let file = "kustomer-console: \(folder.path)/keys.toml:"
    #expect(lines.first?.hasPrefix(file + "1: unknown action \"zap\"") == true)
    #expect(
      lines.dropFirst().first?.hasPrefix(file + "2: zoom: \"C-i\" is the same as Tab") == true)
    #expect(
      lines.last == "\(file)4: copy cannot have F5: send has it in [everywhere] in line 3")
  }

  @Test func `keys test without a terminal says what it needs`() async throws {
    let run = try await ProgramRun(["keys", "test"], in: folder)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("kustomer-console: keys test needs a terminal"))
  }
}
