internal import Console
internal import Foundation
internal import Testing

@testable internal import kustomer_console

/// README shows what the program has: each part between its marks is made here and compared.
@Suite struct ReadmeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func `README shows the program as it is`() throws {
    let file = Self.root.appending(path: "README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    var expected = text
    for (name, part) in try Self.parts() { try Self.put(part, as: name, into: &expected) }
    if expected != text, ProcessInfo.processInfo.environment["RECORD_README"] != nil {
      try Data(expected.utf8).write(to: file)
    }
    #expect(text == expected, "run RECORD_README=1 swift test --filter ReadmeTests")
  }

  private static func parts() throws -> [(name: String, text: String)] {
    [
      ("keys", try keys()),
      ("library", "```swift\n\(try library())\n```"),
    ]
  }

  /// The lines that the library's own test compiles and runs.
  private static func library() throws -> String {
    let test = root.appending(path: "Tests/KustomerDestinationTests/LibraryTests.swift")
    let lines = try String(contentsOf: test, encoding: .utf8).split(separator: "\n")
    let example = lines.filter { $0.hasPrefix("  let ") }.map { String($0.dropFirst(2)) }
    return (["import KustomerDestination", ""] + example).joined(separator: "\n")
  }

  /// Of all keys those that somebody needs on the first day.
  private static let commands: [Command] = [
    .send, .cycleType, .addRow, .valueType, .nextView, .copy, .undo, .importFile, .openSandbox,
    .present, .openPalette, .openHelp,
  ]

  private static func keys() throws -> String {
    let bindings = KeyTable.standard.bindings.filter {
      $0.context == .everywhere || $0.context == .form || $0.context == .formRow
    }
    let rows = try commands.map { command in
      let binding = try #require(bindings.first { $0.command == command }, "\(command)")
      return "| \(binding.keyNames) | \(binding.help) |"
    }
    return (["| keys | does |", "|---|---|"] + rows).joined(separator: "\n")
  }

  private static func put(_ part: String, as name: String, into text: inout String) throws {
    let start = try #require(text.range(of: "<!-- begin \(name) -->\n"))
    let end = try #require(text.range(of: "<!-- end \(name) -->"))
    let bare = part.hasSuffix("\n") ? part : part + "\n"
    text.replaceSubrange(start.upperBound..<end.lowerBound, with: bare)
  }
}
