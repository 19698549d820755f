internal import Glibc

/// A file that nobody else may read: mode 0600, its folders 0700 when they are made here.
package struct PrivateFile: Sendable {
  /// The path of the file.
  package let path: String

  /// A file that may exist or not.
  package init(_ path: String) { self.path = path }

  /// All bytes, nil when there is no file.
  ///
  /// - Throws: `SettingsError` when it cannot be read or is longer than `limit` bytes.
  package func read(limit: Int) throws(SettingsError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("cannot be read")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("cannot be read") }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: chunk.prefix(count))
    }
    throw SettingsError("is over \(limit) bytes; this cannot be the right file", file: path)
  }

  /// Permission bits, nil when there is no file.
  package func mode() throws(SettingsError) -> UInt32? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw failure("cannot be looked at")
    }
    return status.st_mode & 0o7777
  }

  /// Puts bytes in the place of what is there, so that a reader sees the old or the new.
  ///
  /// - Throws: `SettingsError` when folder or file cannot be written.
  package func write(_ bytes: [UInt8]) throws(SettingsError) {
    let draft = try PrivateFileDraft(of: self)
    try draft.append(bytes)
    try draft.replace()
  }

  /// Makes a folder with mode 0700, and those above it.
  ///
  /// - Throws: `SettingsError` when it cannot be made.
  package static func makeFolder(_ path: String) throws(SettingsError) {
    var made = ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
      if mkdir(made, 0o700) != 0, errno != EEXIST, access(made, F_OK) != 0 {
        throw PrivateFile(made).failure("cannot be made", isWriting: true)
      }
    }
  }

  func failure(_ what: String, isWriting: Bool = false) -> SettingsError {
    let reason = String(cString: strerror(errno)).lowercased()
    var error = SettingsError("\(what): \(reason)", file: path)
    error.isWriting = isWriting
    return error
  }
}
