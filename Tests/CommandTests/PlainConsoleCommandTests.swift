internal import Foundation
internal import KustomerDestination
internal import Testing

@Suite struct PlainConsoleCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a pipe composes, sends and reads back`() async throws {
    let script = "new\nset event Order Done\nset userId u1\nsend\nhistory\ntimeline\nquit\n"
    let run = try await ProgramRun(["console", "--plain"], input: script, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("ok: delivered: event 1 of session auto "))
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

  /// libcrypto's exit handler frees what libcurl's thread may still be giving back.
  @Test func `a program that has sent ends without the exit handlers of libraries`() async throws {
    let log = folder.path + "/loader"
    let run = try await ProgramRun(
      ["console", "--plain"], input: "new\nset event Order\nset userId u1\nsend\nquit\n",
      in: folder, environment: ["LD_DEBUG": "files", "LD_DEBUG_OUTPUT": log])
    #expect(run.status == 0, "\(run.errors)")
    let lines = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("loader.") }
      .map { try String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8) }.joined()
    #expect(lines.contains("calling init: ") && lines.contains("libcurl"))
    #expect(!lines.contains("calling fini: "))
  }

  @Test func `a line that is not understood is said and counts in the exit status`() async throws {
    let run = try await ProgramRun(["--plain"], input: "bogus\nquit\n", in: folder)
    #expect(run.status == 1)
    #expect(run.output.contains("there is no command \"bogus\"; help lists them"))
  }
}
