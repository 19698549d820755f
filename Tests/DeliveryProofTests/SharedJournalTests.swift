internal import Delivery
internal import Foundation
internal import KustomerDestination
internal import ProofHarness
internal import Testing

/// Several processes on one journal.
@Suite struct SharedJournalTests {
  /// POSIX takes a process's locks on a file away when it closes any descriptor of it; the next
  /// process that ends would then remove the log that this one still writes to.
  @Test func `a journal that is opened twice survives another process`() async throws {
    let folder = try ProofFolder()
    try folder.write("calls.ndjson", Workload(persons: 1).text)
    let first = try Journal(at: folder.journal, clock: { Timestamp(milliseconds: 0) })
    try first.saveDraft(form: "compose", ["a": 1])
    let second = try Journal(at: folder.journal, clock: { Timestamp(milliseconds: 0) })
    let program = try RunningProgram(["send", folder.path + "/calls.ndjson"], in: folder)
    #expect(try await program.end(within: .seconds(120)) == 0)
    try first.saveDraft(form: "compose", ["a": 2])
    #expect(try second.history(limit: 100).count == 10)
    let third = try RunningProgram(["send", "--resume"], in: folder)
    #expect(try await third.end(within: .seconds(120)) == 0)
    #expect(try second.draft(form: "compose")?.json == ["a": 2])
    #expect(FileManager.default.fileExists(atPath: folder.journal + "-wal"))
  }
}
