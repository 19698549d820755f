internal import ArgumentParser
internal import Foundation
internal import Glibc
internal import ProofHarness
internal import Testing

@testable internal import kustomer_console

/// What help shows as an example is run here as it stands.
@Suite struct HelpExampleTests {
  /// Of each command that is not only a name for others.
  private static let examples: [(command: String, lines: [String])] = commands(RootCommand.self)
    .map { ($0.path, HelpParts($0.type.configuration.discussion).examples) }

  @Test func `each command has an example, but for the one that only a terminal can run`() {
    let bare = Self.examples.filter(\.lines.isEmpty).map(\.command)
    #expect(bare == ["kustomer-console keys test"])
  }

  @Test(arguments: examples.flatMap(\.lines))
  func `an example of the help does what it says`(_ line: String) async throws {
    let org = try await TestOrg()
    let segment = RawServer { _, _ in .answer(http(200, #"{"success":true}"#)) }
    defer { segment.stop() }
    let folder = try folder(with: org, segment.port)
    let serves = line.contains("console listen") || line.contains("console sandbox")
    let run = serves ? "\(line) 2>said & \(Self.stop)" : line
    let end = try await ProgramRun(
      shell: """
        export PATH="${K%/*}:$PATH" ACME_KEY=sandbox-key ACME_WRITE_KEY=w
        kustomer-console send --quiet calls.ndjson >sent
        \(run.replacing(#/--port [0-9]+/#, with: "--port 0"))
        """, in: folder)
    #expect(end.status == 0, "\(end.errors)")
    await org.stop()
  }

  /// Waits until a server answers, and ends it as Ctrl-C does.
  private static let stop = """
    server=$!
    until grep -q 'answers on' said; do kill -0 $server || exit 9; done
    kill -INT $server
    wait $server
    """

  /// What the examples name.
  private func folder(with org: TestOrg, _ segment: UInt16) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("calls.ndjson", seedCalls)
    try folder.write("calls.csv", "type,userId,event\ntrack,u1,Registered\n")
    try folder.write("demo.key", "sandbox-key")
    try folder.write(
      "visit.toml", try Self.text("Sources/Console/Scenarios/Bundled/one-visit.toml"))
    try folder.write("mine.toml", try Self.text("themes/dark.toml"))
    let config = folder.path + "/config/kustomer-console"
    try FileManager.default.createDirectory(atPath: config, withIntermediateDirectories: true)
    try folder.write(
      "config/kustomer-console/config.toml",
      """
      [profiles.acme]
      base_url = "\(org.options[1])"
      api_key = { env = "ACME_KEY" }

      [profiles.acme.segment]
      write_key = { env = "ACME_WRITE_KEY" }
      endpoint = "http://127.0.0.1:\(segment)"

      """)
    return folder
  }

  private static func text(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private static func commands(
    _ type: any ParsableCommand.Type, below path: String = ""
  ) -> [(path: String, type: any ParsableCommand.Type)] {
    let name = path + (path.isEmpty ? "" : " ") + (type.configuration.commandName ?? "")
    let below = type.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    let isNameOnly = !path.isEmpty && !below.isEmpty
    return (isNameOnly ? [] : [(name, type)]) + below.flatMap { commands($0, below: name) }
  }
}
