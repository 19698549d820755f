internal import Foundation
internal import Testing

/// The folders of the console: each names only types of those below it, and no room names another.
@Suite struct ConsoleFoldersTests {
  /// Of which folders the files of each may name types, besides their own; `Rooms/…` stands for the
  /// folder of each room.
  private static let allowed: [String: Set<String>] = [
    "TOML": [],
    "Drawing": [],
    "Scenarios": ["TOML"],
    "Pictures": ["Drawing"],
    "Themes": ["Drawing", "TOML"],
    "Input": ["Drawing", "TOML"],
    "Contents": ["Drawing", "TOML", "Scenarios"],
    "Draft": ["Drawing", "Input", "Contents"],
    "Model": ["Drawing", "Input", "Contents", "Draft", "Scenarios", "Themes"],
    "Rooms": below,
    "Rooms/…": below.union(["Rooms"]),
    "Overlays": below.union(["Rooms"]),
  ]
  private static let below: Set<String> = [
    "Drawing", "Input", "Contents", "Draft", "Scenarios", "Pictures", "Model",
  ]
  /// What knows the rooms: the shell, and the console line by line that stands on it.
  private static let shells: Set<String> = ["Shell", "Plain"]

  @Test func `each folder names only types of those below it`() throws {
    let files = try Self.files()
    let homes = Self.homes(of: files)
    var broken: [String] = []
    for (path, text) in files {
      let folder = Self.folder(of: path)
      guard !Self.shells.contains(folder) else { continue }
      let row = folder.hasPrefix("Rooms/") ? "Rooms/…" : folder
      let allowed = try #require(Self.allowed[row], "\(folder) stands in the table")
      for name in Self.names(in: text) {
        guard let home = homes[name], home != folder, !allowed.contains(home) else { continue }
        broken.append("\(path) names \(name) of \(home)")
      }
    }
    #expect(broken.isEmpty, "\(broken.sorted().joined(separator: "\n"))")
  }

  @Test func `only the shells know more than one room`() throws {
    let files = try Self.files()
    let homes = Self.homes(of: files)
    let shell = try #require(files.first { $0.path == "Shell/ShellRooms.swift" })
    let rooms = Set(Self.names(in: shell.text).compactMap { homes[$0] })
    #expect(rooms.isSuperset(of: ["Rooms/Compose", "Rooms/Timeline", "Rooms/Live", "Overlays"]))
  }

  private static func files() throws -> [(path: String, text: String)] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Console")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try paths.filter { $0.hasSuffix(".swift") }.map { path in
      (path, try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }
  }

  private static func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }

  /// The folder of each type that is seen outside its file; a name that two folders have is left out.
  private static func homes(of files: [(path: String, text: String)]) -> [String: String] {
    let line =
      #/^(?:(?:package|public|indirect) )*(?:struct|enum|protocol|typealias) (\w+)/#
      .anchorsMatchLineEndings()
    var homes: [String: Set<String>] = [:]
    for (path, text) in files {
      for match in text.matches(of: line) {
        homes[String(match.output.1), default: []].insert(folder(of: path))
      }
    }
    return homes.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  /// The words in upper case of a file, without comments and texts.
  private static func names(in text: String) -> Set<String> {
    let code = text.replacing(#/"(?:[^"\\\n]|\\.)*"/#, with: "").replacing(#/\/\/.*/#, with: "")
    return Set(code.matches(of: #/\b[A-Z]\w*/#).map { String($0.output) })
  }
}
