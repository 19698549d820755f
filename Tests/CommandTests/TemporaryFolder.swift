internal import Foundation

/// A folder for one test, removed with everything in it when nobody holds it any more.
final class TemporaryFolder: Sendable {
  /// Its path, without symbolic links.
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(component: "kustomer-console-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(filePath: file))
    try setMode(mode, of: name)
    return file
  }

  /// Permission bits of a file or folder inside.
  func mode(of name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  /// Changes the permission bits of a file or folder inside.
  func setMode(_ mode: Int, of name: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: path + "/" + name)
  }

  /// The text of a file inside.
  func text(of name: String) throws -> String {
    try String(contentsOf: URL(filePath: path + "/" + name), encoding: .utf8)
  }
}
