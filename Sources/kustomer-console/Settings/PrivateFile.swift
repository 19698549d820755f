internal import Glibc

/// A file that nobody else may read: mode 0600, its folders 0700 when they are made here.
package struct PrivateFile: Sendable {
  /// What a file holds, and who else may do what with it.
  package struct Contents: Sendable {
    /// All of it.
    package var bytes: [UInt8]
    /// Permission bits of the file that was read.
    package var mode: UInt32
    /// The file is neither ours nor the system's; who is root trusts all owners.
    package var isForeign: Bool

    /// Whether others may turn what stands in it.
    package var othersMayWrite: Bool { mode & 0o022 != 0 || isForeign }
    /// Whether others may read it.
    package var othersMayRead: Bool { mode & 0o044 != 0 || isForeign }
  }

  /// The path of the file.
  package let path: String

  /// A file that may exist or not.
  package init(_ path: String) { self.path = path }

  /// The contents, nil when there is no file; with `isAnyKind` a pipe or device is read too, however
  /// long that takes.
  ///
  /// - Throws: `SettingsError` when it cannot be read or is longer than `limit` bytes.
  package func read(limit: Int, isAnyKind: Bool = false) throws(SettingsError) -> Contents? {
    // Of a pipe without a writer, opening would not return.
    let descriptor = Files.open(path, O_RDONLY | (isAnyKind ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("cannot be read", errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("cannot be read", errno) }
    guard isAnyKind || status.st_mode & S_IFMT == S_IFREG else {
      throw failure("is a folder, pipe or device; name a file")
    }
    let isForeign = ![0, geteuid()].contains(status.st_uid) && geteuid() != 0
    return Contents(
      bytes: try bytes(of: descriptor, limit: limit), mode: status.st_mode & 0o7777,
      isForeign: isForeign)
  }

  private func bytes(of descriptor: Int32, limit: Int) throws(SettingsError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("cannot be read", errno) }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: chunk.prefix(count))
    }
    throw failure("is over \(limit) bytes; this cannot be the right file")
  }

  /// Puts bytes in the place of what is there, so that a reader sees the old or the new.
  ///
  /// - Throws: `SettingsError` when folder or file cannot be written.
  package func write(_ bytes: [UInt8]) throws(SettingsError) {
    let draft = try FileDraft(path)
    try draft.append(bytes)
    try draft.finish()
  }

  /// Makes a folder with mode 0700, and those above it.
  ///
  /// - Throws: `SettingsError` when it cannot be made.
  package static func makeFolder(_ path: String) throws(SettingsError) {
    var made = ""
    // By bytes: a combining mark may follow a slash.
    for part in path.utf8.split(separator: UInt8(ascii: "/")) {
      made += (made.isEmpty && path.utf8.first != UInt8(ascii: "/") ? "" : "/") + Substring(part)
      guard !Files.makeFolder(made) else { continue }
      let reason = errno
      // A folder that is there may lie in one in which nothing can be made.
      if reason != EEXIST, !Files.exists(made) {
        throw PrivateFile(made).failure("cannot be made", reason, isWriting: true)
      }
    }
  }

  /// Refuses a folder in which somebody else could put files in the place of ours.
  ///
  /// - Throws: `SettingsError` when others may write it, or it is neither ours nor the system's.
  package static func requireOwn(folder path: String) throws(SettingsError) {
    let file = PrivateFile(path)
    guard let status = Files.status(path) else {
      throw file.failure("cannot be looked at", errno, isWriting: true)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw file.failure("cannot be used", ENOTDIR, isWriting: true)
    }
    guard [0, geteuid()].contains(status.st_uid) || geteuid() == 0 else {
      throw file.failure(
        "this folder belongs to somebody else; name one of yours with XDG_STATE_HOME",
        isWriting: true)
    }
    guard status.st_mode & 0o022 == 0 else {
      throw file.failure("others may write this folder; run: chmod 700 \(path)", isWriting: true)
    }
  }

  func failure(_ what: String, _ reason: Int32? = nil, isWriting: Bool = false) -> SettingsError {
    let words = reason.map { "\(what): \(SystemError($0))" } ?? what
    var error = SettingsError(words, file: path)
    error.isWriting = isWriting
    return error
  }
}
