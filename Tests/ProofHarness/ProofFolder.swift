internal import Foundation

/// Everything that the program writes in one proof, removed when nobody holds it any more.
///
/// A class because it is the identity of that folder.
package final class ProofFolder: Sendable {
  /// Its path, without symbolic links.
  package let path: String

  /// Makes an empty one.
  ///
  /// - Throws: when it cannot be made.
  package init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(component: "kc-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Home, config and state of a program that runs in it.
  package var environment: [String: String] {
    [
      "HOME": path, "PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": path + "/config",
      "XDG_STATE_HOME": path + "/state", "XDG_DATA_HOME": path + "/data",
    ].merging(RuntimeVariables.all) { $1 }
  }

  /// Where the program keeps its outbox and history.
  package var journal: String { path + "/state/kustomer-console/journal.sqlite" }
  /// Where a sandbox keeps its records.
  package var sandbox: String { path + "/state/kustomer-console/sandbox.sqlite" }

  /// Writes a file that only its owner may read, with the folders above it.
  ///
  /// - Returns: its path.
  /// - Throws: when it cannot be written.
  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    return file.path
  }

  /// Writes config.toml with a live profile `acme` at that address, or without one when it is
  /// empty, and with that `[delivery]`.
  ///
  /// Its key is in the environment variable `ACME_KEY`; with `isKeyTold` it comes from a command
  /// that leaves a file `key-was-asked-for`.
  ///
  /// - Throws: when it cannot be written.
  package func configure(
    baseURL: String, delivery: [String] = [], isKeyTold: Bool = false
  ) throws {
    let ask = #"{ command = ["/bin/sh", "-c", "touch \#(path)/key-was-asked-for; echo key"] }"#
    let lines =
      ["[delivery]"] + delivery + ["[profiles.acme]", "mode = \"live\""]
      + (baseURL.isEmpty ? [] : ["base_url = \"\(baseURL)\""])
      + ["api_key = \(isKeyTold ? ask : "{ env = \"ACME_KEY\" }")"]
    try write("config/kustomer-console/config.toml", lines.joined(separator: "\n") + "\n")
  }

  /// Paths of the files inside, at any depth, that hold that text.
  ///
  /// - Throws: when a file cannot be read.
  package func files(holding text: String) throws -> [String] {
    let needle = Data(text.utf8)
    return try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
      var isFolder: ObjCBool = false
      let file = path + "/" + name
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
        !isFolder.boolValue
      else { return false }
      return try Data(contentsOf: URL(filePath: file)).range(of: needle) != nil
    }
  }
}
