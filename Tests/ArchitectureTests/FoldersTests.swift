internal import Foundation
internal import Testing

/// Inside a module arrows point one way too: a folder uses types of the folders before it alone, so
/// that a reader who begins with the first meets nothing that was not introduced.
@Suite struct FoldersTests {
  /// The folders of each module that has some, the lowest first; "." is the module's own folder.
  private static let order: [String: [String]] = [
    "KustomerDestination": [
      "Time", "Identity", "JSON", "Calls", "Sessions", "Requests", "Mapping",
    ],
    "Tools": ["Text", "System", "TOML"],
    "Delivery": ["Org", "Transport", "Journal", "Courier", "ReadBack"],
    "Sandbox": [
      "SandboxRules", "Messages", "SandboxFaults", "Options", "SandboxState", "LocalKustomer",
      "SandboxServer",
    ],
    "kustomer-console": [
      "Settings", "Start", "Forwarding", "Scenarios", "Console", "Manual", "Commands", ".",
    ],
  ]

  @Test(arguments: order.keys.sorted()) func `folders use only what stands before them`(
    module: String
  ) throws {
    let order = try #require(Self.order[module])
    let arrows = try Self.arrows(in: module)
    #expect(!arrows.isEmpty)
    let backward = arrows.filter { arrow in
      guard let from = order.firstIndex(of: arrow.from.folder),
        let to = order.firstIndex(of: arrow.to.folder)
      else { return true }
      return from < to
    }
    let told = backward.map { "\($0.from.path) uses \($0.type) of \($0.to.path)" }
    #expect(told.isEmpty, "\(told.joined(separator: "\n"))")
  }

  @Test(arguments: order.keys.sorted()) func `every folder stands in the order`(
    module: String
  ) throws {
    #expect(Set(try Self.files(of: module).map(\.folder)) == Set(Self.order[module] ?? []))
  }

  private struct File {
    var path: String
    /// Words of the code, without comments and texts.
    var words: Set<Substring>
    /// The types that it defines for others.
    var types: Set<Substring>
    /// The first folder of its path.
    var folder: String {
      path.contains("/") ? String(path.prefix { $0 != "/" }) : "."
    }
  }

  /// A file that uses a type which one other file of the module defines.
  private static func arrows(
    in module: String
  ) throws -> [(from: File, type: Substring, to: File)] {
    let files = try files(of: module)
    let defined = Dictionary(
      grouping: files.indices.flatMap { file in
        files[file].types.map { (type: $0, file: file) }
      }, by: \.type)
    return files.indices.flatMap { from in
      files[from].words.compactMap { word in
        guard let only = defined[word], only.count == 1, only[0].file != from else { return nil }
        return (files[from], word, files[only[0].file])
      }
    }
  }

  private static func files(of module: String) throws -> [File] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/\(module)")
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { path in
        let code = code(of: try String(contentsOf: root.appending(path: path), encoding: .utf8))
        return File(path: path, words: Set(words(of: code[...])), types: types(in: code))
      }
  }

  /// Types at the left margin that other files can see.
  private static func types(in code: String) -> Set<Substring> {
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "actor", "protocol", "typealias",
    ]
    let hidden: Set<Substring> = ["private", "fileprivate", "extension"]
    let types = code.split(separator: "\n").compactMap { line -> Substring? in
      guard line.first?.isLetter == true else { return nil }
      let words = words(of: line)
      guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count,
        !words[..<kind].contains(where: hidden.contains)
      else { return nil }
      return words[kind + 1]
    }
    return Set(types)
  }

  private static func words(of code: Substring) -> [Substring] {
    code.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
  }

  /// A text without its comments and the contents of its literals.
  private static func code(of text: String) -> String {
    var code: [UInt8] = []
    let bytes = Array(text.utf8)
    var at = 0
    func skip(to end: [UInt8]) {
      while at < bytes.count, !bytes[at...].starts(with: end) {
        at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
      }
      at += end.count
    }
    while at < bytes.count {
      if bytes[at...].starts(with: Array("//".utf8)) {
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
      } else if bytes[at] == UInt8(ascii: "\"") {
        let isLong = bytes[at...].starts(with: Array("\"\"\"".utf8))
        let quote = [UInt8](repeating: UInt8(ascii: "\""), count: isLong ? 3 : 1)
        at += quote.count
        skip(to: quote)
        code.append(UInt8(ascii: " "))
      } else {
        code.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: code, as: UTF8.self)
  }
}
