internal import ArgumentParser
internal import Console
internal import Foundation
internal import Testing

@testable internal import kustomer_console

/// The manual is made of the program's own tables; what it says beside them is compared with what
/// the readers take.
@Suite struct ManualTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `each subcommand has a page`() throws {
    let pages = try CommandPages(help: RootCommand._dumpHelp()).all.map(\.name)
    let names = RootCommand.subcommandNames.map { "kustomer-console-" + $0 }
    #expect(pages == ["kustomer-console"] + names)
  }

  @Test func `a page of the manual has nothing that mandoc complains of`() async throws {
    let run = try await ProgramRun(
      shell:
        "\"$K\" extras . >written && mandoc -Tlint share/man/man*/*; ls share/man/man*/* | wc -l",
      in: folder)
    #expect(run.errors == "")
    let pages = 1 + RootCommand.subcommandNames.count + ManualPage.topics.count
    #expect(run.lines == ["\(pages)"])
  }

  @Test func `the page of a command has its options with what they mean`() async throws {
    let run = try await ProgramRun(
      shell:
        "\"$K\" extras . >written; mandoc -Tascii -Owidth=200 share/man/man1/*-play.1 | col -b",
      in: folder)
    #expect(run.output.contains("kustomer-console play [OPTIONS] SCENARIO"))
    #expect(run.output.contains("--junit FILE"))
    #expect(run.output.contains("Write the results as JUnit XML too."))
    #expect(run.output.contains("kustomer-console play one-visit\n"))
  }

  @Test func `help keys prints every key of the table`() async throws {
    let run = try await ProgramRun(["help", "keys"], in: folder)
    #expect(run.status == 0)
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for row in KeyTable.standard.bindings where !row.keys.isEmpty {
      let spaced = "\(row.keyNames) \(row.help)".split(separator: " ").joined(separator: " ")
      #expect(words.contains(spaced))
    }
    #expect(run.lines.allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: ["keys", "calls", "delivery", "scenario", "config"])
  func `help of a topic prints its page`(_ topic: String) async throws {
    let run = try await ProgramRun(["help", topic], in: folder)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("kustomer-console-\(topic) - "))
  }

  @Test(arguments: ["[session]", "[mapping]", "[delivery]", "[journal]", "[profiles.NAME]"])
  func `the page of config toml names what a table takes`(_ table: String) {
    #expect(
      Self.words(of: table, on: .config)
        == Self.taken("\(table)\nzzzzzzzzzzzzzzzz = 1") {
          try Settings(parsing: $0, file: "")
        })
  }

  @Test func `the page of config toml names what stands at the top, and each table`() {
    let tables = ManualPage.config.parts.map(\.title).filter { $0.hasPrefix("[") }
      .map { $0.dropFirst().prefix { $0 != "]" && $0 != "." } }.map(String.init)
    let top = Self.words(of: "At the top", on: .config)
    #expect(
      top.union(tables)
        == Self.taken("zzzzzzzzzzzzzzzz = 1") {
          try Settings(parsing: $0, file: "")
        })
  }

  @Test(arguments: [
    ("At the top", "zzzzzzzzzzzzzzzz = 1"),
    ("[[step]]", "schema = 1\nname = \"n\"\n[[step]]\nzzzzzzzzzzzzzzzz = 1"),
    ("expect", "schema = 1\nname = \"n\"\n[[step]]\ncaption = \"c\"\nexpect.zzzzzzzzzzzzzzzz = 1"),
  ])
  func `the page of scenarios names what a scenario takes`(_ part: String, _ text: String) {
    let words = Self.words(of: part, on: .scenario).map { $0 == "[[step]]" ? "step" : $0 }
    #expect(Set(words) == Self.taken(text) { try Scenario(parsing: $0) })
  }

  private static func words(of part: String, on page: ManualPage) -> Set<String> {
    let blocks = page.parts.filter { $0.title == part }.flatMap(\.blocks)
    return Set(
      blocks.flatMap { block in
        guard case .terms(let terms) = block else { return [String]() }
        return terms.map(\.word)
      })
  }

  /// What a reader would have taken instead of a key that it does not know.
  private static func taken<Value>(_ text: String, _ read: (String) throws -> Value) -> Set<String>
  {
    do {
      _ = try read(text)
      return []
    } catch {
      let list = "\(error)".split(separator: "it is one of ").dropFirst().last ?? ""
      return Set(list.split(separator: ", ").map(String.init))
    }
  }
}
