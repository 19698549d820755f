internal import ArgumentParser
internal import Console
internal import Delivery
internal import KustomerDestination
internal import Testing

@testable internal import kustomer_console

/// A journal that is longer than a page.
@Suite struct JournalPagesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Four calls in the journal, and what reads two at a time.
  private func reading() async throws -> ContentsReading {
    let script =
      (1...4).map { "new\nset event E\($0)\nset userId u\($0)\nsend\n" }.joined() + "quit\n"
    let run = try await ProgramRun(["console", "--plain"], input: script, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let options = try CommonOptions.parse(["--config", folder.path])
    let moment = Timestamp(milliseconds: 1_800_000_000_000)
    return ContentsReading(
      invocation: Invocation(options), settings: Settings(), profile: "sandbox",
      journal: try Journal(at: folder.path + "/state/kustomer-console/journal.sqlite") { moment },
      pageLength: 2)
  }

  @Test func `the journal is read page by page, none twice`() async throws {
    let reading = try await reading()
    let start = try reading.contents(draft: "compose", notice: nil)
    #expect(start.entries.map(\.id.number) == [4, 3])
    #expect(start.olderCalls == 2)
    let older = try reading.older(than: .init(3))
    #expect(older.entries.map(\.id.number) == [2, 1])
    #expect(older.entries.map(\.facts.event.userId) == ["u2", "u1"])
    #expect(!older.sessions.sessions(of: .user("u1")).isEmpty)
    #expect(older.left == 0)
    #expect(try reading.older(than: .init(1)).entries.isEmpty)
  }
}
