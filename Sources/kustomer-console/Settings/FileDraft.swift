internal import Glibc
internal import Synchronization
internal import Tools

/// What is being written to a path that a person has named.
///
/// In the place of nothing, or of a regular file, a new one comes only when it is whole, mode 0600,
/// so that a reader sees the old or the new. A device, a pipe, a socket and what is open already,
/// as `/dev/stdout`, are written into as they are.
package struct FileDraft: ~Copyable {
  private let file: PrivateFile
  private let descriptor: Int32
  /// Where it is written until it is whole, and where it goes then; nil when it is written in place.
  private let move: (from: String, to: String)?

  /// An empty draft; the folder of a new file is made when it is missing.
  ///
  /// - Throws: `SettingsError` when nothing can be written there.
  package init(_ path: String) throws(SettingsError) {
    let (descriptor, move) = try Self.opened(WritingPlace(path))
    guard descriptor >= 0 else {
      throw PrivateFile(path).failure("cannot be written", errno, isWriting: true)
    }
    file = PrivateFile(path)
    self.descriptor = descriptor
    self.move = move
  }

  deinit {
    close(descriptor)
    if let move { Files.remove(move.from) }
  }

  /// Writes bytes behind those that are there.
  ///
  /// - Throws: `SettingsError` when they are not taken.
  package func append(_ bytes: [UInt8]) throws(SettingsError) {
    if let code = writeAll(bytes, to: descriptor) {
      throw file.failure("cannot be written", code, isWriting: true)
    }
  }

  /// Takes the place of the file; after that there is nothing left to append to.
  ///
  /// - Throws: `SettingsError` when it cannot.
  package func finish() throws(SettingsError) {
    guard let move else { return }
    let isReady = fchmod(descriptor, 0o600) == 0 && fsync(descriptor) == 0
    guard isReady, Files.move(move.from, to: move.to) else {
      throw file.failure("cannot be written", errno, isWriting: true)
    }
  }
}

extension FileDraft {
  /// The descriptor, negative with the reason in `errno`, and where the file goes.
  private static func opened(
    _ place: WritingPlace
  ) throws(SettingsError) -> (Int32, (from: String, to: String)?) {
    switch place {
    case .open(let number): return (fcntl(number, F_DUPFD_CLOEXEC, 3), nil)
    case .special(let path): return (Files.open(path, O_WRONLY | O_NOCTTY), nil)
    case .socket(let path): return (connectedSocket(path), nil)
    case .file(let path):
      let folder = WritingPlace.folder(of: path)
      try PrivateFile.makeFolder(folder)
      // Not named after the file, whose name may be as long as names can be.
      let number = drafts.add(1, ordering: .relaxed).newValue
      let draft = "\(folder)/.kustomer-console-\(getpid())-\(number)"
      Files.remove(draft)
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
      return (Files.open(draft, flags, 0o600), (draft, path))
    }
  }
}

/// Counts the drafts of this process, so that two at once have two names.
private let drafts = Atomic(0)

/// A connection to whoever listens on a socket of the file system; negative, with the reason in
/// `errno`, when nobody does.
private func connectedSocket(_ path: String) -> Int32 {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  let name = Array(path.utf8)
  guard name.count < MemoryLayout.size(ofValue: address.sun_path) else {
    errno = ENAMETOOLONG
    return -1
  }
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
  let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  guard descriptor >= 0 else { return -1 }
  let isConnected = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
    }
  }
  guard !isConnected else { return descriptor }
  let reason = errno
  close(descriptor)
  errno = reason
  return -1
}
