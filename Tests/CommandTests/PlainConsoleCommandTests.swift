internal import KustomerDestination
internal import Testing

@Suite struct PlainConsoleCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a pipe composes, sends and reads back`() async throws {
    let script = "new\nset event Order Done\nset userId u1\nsend\nhistory\ntimeline\nquit\n"
    let run = try await ProgramRun(["console", "--plain"], input: script, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("ok: track Order Done delivered, answer 201"))
    #expect(run.output.contains("#1  "))
    #expect(run.output.contains("user:u1"))
    #expect(run.errors == "")
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func `what was typed is there at the next start, also without quit`() async throws {
    _ = try await ProgramRun(["console", "--plain"], input: "set event Kept\n", in: folder)
    let run = try await ProgramRun(["console", "--plain"], input: "compose\n", in: folder)
    #expect(run.output.contains("event: Kept"))
  }

  @Test func `a line that is not understood is said and counts in the exit status`() async throws {
    let run = try await ProgramRun(["--plain"], input: "bogus\nquit\n", in: folder)
    #expect(run.status == 1)
    #expect(run.output.contains("there is no command \"bogus\"; help lists them"))
  }
}
