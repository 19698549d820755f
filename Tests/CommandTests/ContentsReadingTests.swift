internal import ArgumentParser
internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records
internal import Testing

@testable internal import kustomer_console

/// What the screens read of a real journal.
@Suite struct ContentsReadingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What reads the journal that the binary has written.
  private func reading(pageLength: Int) throws -> ContentsReading {
    let moment = Timestamp(milliseconds: 1_800_000_000_000)
    return ContentsReading(
      invocation: Invocation(try CommonOptions.parse(["--config", folder.path])),
      settings: Settings(), profile: "sandbox",
      journal: try Journal(at: folder.path + "/state/kustomer-console/journal.sqlite") { moment },
      pageLength: pageLength)
  }

  @Test func `the journal is read page by page, none twice`() async throws {
    let script =
      (1...4).map { "new\nset event E\($0)\nset userId u\($0)\nsend\n" }.joined() + "quit\n"
    let run = try await ProgramRun(["console", "--plain"], input: script, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let reading = try reading(pageLength: 2)
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

  @Test func `a call that was tried again has its pause`() async throws {
    let org = try await TestOrg(fault: "503:1")
    let call = #"{"type":"page","anonymousId":"v","name":"Pricing"}"#
    _ = try await ProgramRun(["send"] + org.options, input: call, in: folder)
    let entries = try reading(pageLength: 1).contents(draft: "compose", notice: nil).entries
    let exchanges = try #require(entries.first).exchanges
    #expect(exchanges.map(\.status) == [503, 204])
    #expect(exchanges.map(\.pause?.reason) == [nil, "back-off"])
    let pause = try #require(exchanges.last?.pause)
    #expect(exchanges[0].begun + pause.length <= exchanges[1].begun)
    await org.stop()
  }
}
