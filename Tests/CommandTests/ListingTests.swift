internal import Console
internal import KustomerDestination
internal import Testing

/// Lists: a table for people, lines of JSON for programs.
@Suite struct ListingTests {
  private let folder: TemporaryFolder
  private let now = ["--now", "2024-05-02T00:00:00Z"]
  private let calls = """
    {"type":"track","userId":"u1","event":"Signed Up","properties":{"kustomer_session_id":"abc"}}
    {"type":"track","userId":"u1","event":"漢字かな交じりの長い出来事の名前","properties":{"a":1}}
    {"type":"identify","userId":"u\\u001b[31m2","traits":{"plan":"pro","name":"\\u202eN"}}
    {"type":"group","userId":"u1"}

    """

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: [String], _ environment: [String: String] = [:]) async throws
    -> ProgramRun
  {
    try await ProgramRun(arguments + now, input: calls, in: folder, environment: environment)
  }

  private static let lists: [[String]] = [
    ["map"], ["sessions"], ["history"], ["timeline", "u1"], ["profile", "list"], ["theme", "list"],
    ["keys", "list"], ["paths"], ["check", "--profile", "sandbox"],
  ]

  @Test(arguments: lists)
  func `a list is a table where that is asked for, else JSON`(list: [String]) async throws {
    _ = try await run(["send", "--profile", "sandbox"])
    let plain = try await run(list)
    #expect(plain.output.hasPrefix("{"))
    let json = try await run(list + ["--output", "json"], ["KUSTOMER_CONSOLE_OUTPUT": "table"])
    if list[0] != "check" { #expect(json.output == plain.output) }
    #expect(json.output.hasPrefix("{"))
    let table = try await run(list + ["--output", "table"])
    #expect(table.status == plain.status)
    #expect(table.errors == plain.errors)
    #expect(!table.output.contains("{\""))
    let lines = table.output.split(separator: "\n")
    #expect(lines.count > 1, "\(table.output)")
    #expect(lines.allSatisfy { cells(of: String($0)) <= 80 }, "\(table.output)")
    let chosen = try await run(list, ["KUSTOMER_CONSOLE_OUTPUT": "table"])
    if list[0] != "check" { #expect(chosen.output == table.output) }
  }

  @Test func `wide and hostile text stays in its column`() async throws {
    let table = try await run(["map", "--output", "table"])
    let rows = table.output.split(separator: "\n").map(String.init)
    #expect(rows.count == 5)
    #expect(rows[0].hasPrefix("line  type      name"))
    let column = try #require(rows[0].firstRange(of: "verdict")?.lowerBound)
    let place = cells(of: String(rows[0][..<column]))
    for (row, verdict) in zip(rows.dropFirst(), ["ready", "ready", "ready with", "unsupported"]) {
      let start = try #require(row.firstRange(of: verdict)?.lowerBound, "\(table.output)")
      #expect(cells(of: String(row[..<start])) == place, "\(table.output)")
    }
    #expect(!table.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test func `a word that is neither is refused`() async throws {
    let run = try await run(["map"], ["KUSTOMER_CONSOLE_OUTPUT": "xml"])
    #expect(run.status == 64)
    #expect(
      run.errors == "kustomer-console: KUSTOMER_CONSOLE_OUTPUT is xml; write json or table\n")
    #expect(try await self.run(["map", "--output", "xml"]).status == 64)
    let shown = try await self.run(["history", "--show", "1", "--output", "table"])
    #expect(shown.status == 64)
    #expect(shown.errors.contains("leave it out with --show"))
  }
}
