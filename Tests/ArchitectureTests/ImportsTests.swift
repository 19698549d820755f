internal import Foundation
internal import Testing

/// The house rules on imports: arrows point down only, and the pure modules stay pure.
@Suite struct ImportsTests {
  /// What each folder of the sources may import.
  private static let allowed: [String: Set<String>] = [
    "KustomerDestination": [],
    "Tools": ["KustomerDestination", "TOMLKit", "Glibc"],
    "Records": ["KustomerDestination"],
    "Audit": ["KustomerDestination"],
    "CallFormats": ["KustomerDestination", "Records", "CZlib"],
    "Delivery": free.union(["KustomerDestination", "Records", "GRDB", "CCurl"]),
    "LoopbackHTTP": free.union(["FlyingSocks"]),
    "Sandbox": free.union([
      "KustomerDestination", "LoopbackHTTP", "FlyingSocks", "GRDB",
    ]),
    "Listener": free.union([
      "KustomerDestination", "CallFormats", "LoopbackHTTP", "FlyingSocks", "CZlib",
    ]),
    "Console": ["KustomerDestination", "Records", "CallFormats", "Tools"],
    "Terminal": ["Console", "Tools", "CNcurses", "CTerminalGuard", "Glibc", "Synchronization"],
    "kustomer-console": free.union([
      "KustomerDestination", "CallFormats", "Delivery", "Sandbox", "Listener", "LoopbackHTTP",
      "Console", "Terminal", "Records", "Tools", "Audit", "ArgumentParser", "CTerminalGuard",
    ]),
  ]
  private static let free: Set<String> = [
    "Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization",
  ]
  /// The one place of the core that needs Unicode compatibility decomposition.
  private static let exceptions: [String: Set<String>] = [
    "KustomerDestination/Mapping/EventName.swift": ["Foundation"]
  ]

  @Test func `every file imports only what its module may`() throws {
    var broken: [String] = []
    for file in try Self.swiftFiles() {
      let module = String(file.prefix { $0 != "/" })
      let allowed = Self.allowed[module]?.union(Self.exceptions[file] ?? [])
      for name in try Self.imports(of: file) where allowed?.contains(name) != true {
        broken.append("\(file) imports \(name)")
      }
    }
    #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
  }

  @Test func `every folder with Swift files stands in the table`() throws {
    let folders = Set(try Self.swiftFiles().map { String($0.prefix { $0 != "/" }) })
    #expect(folders.subtracting(Self.allowed.keys).isEmpty)
    #expect(folders.contains("KustomerDestination"))
  }

  @Test func `every exception is still needed`() throws {
    for (file, names) in Self.exceptions {
      #expect(Set(try Self.imports(of: file)).isSuperset(of: names), "\(file)")
    }
  }

  private static var sources: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(component: "Sources")
  }

  /// Paths from `Sources` on.
  private static func swiftFiles() throws -> [String] {
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    return files.filter { $0.hasSuffix(".swift") }.sorted()
  }

  /// Module names of the import lines; `import struct A.B` is an import of `A`.
  private static func imports(of file: String) throws -> [String] {
    let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
    let line =
      #/^\s*(?:(?:@\w+(?:\(.*?\))?|public|package|internal|private|fileprivate)\s+)*import\s+/#
      .anchorsMatchLineEndings()
    return text.matches(of: line).compactMap { match in
      let words = text[match.range.upperBound...].prefix { $0 != "\n" }
        .split { $0 == " " || $0 == "." || $0 == ";" }
      let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      return words.first { !kinds.contains(String($0)) }.map(String.init)
    }
  }
}
