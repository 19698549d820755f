internal import Foundation
internal import Glibc

/// A file on its way into the place of another, so that a reader sees the old or the new.
///
/// It is gone when nobody holds it any more and `replace` was not called.
package struct PrivateFileDraft: ~Copyable {
  private let file: PrivateFile
  /// The file itself, links followed: people keep their configuration in a repository.
  private let target: String
  private let path: String
  private let descriptor: Int32

  /// An empty draft beside the file; its folder is made when it is missing.
  ///
  /// - Throws: `SettingsError` when it cannot be made.
  package init(of file: PrivateFile) throws(SettingsError) {
    try PrivateFile.makeFolder((file.path as NSString).deletingLastPathComponent)
    let target = (file.path as NSString).resolvingSymlinksInPath
    let path = target + ".new-\(getpid())"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw file.failure("cannot be written", isWriting: true) }
    self.file = file
    self.target = target
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  /// Writes bytes behind those that are there.
  ///
  /// - Throws: `SettingsError` when the disk does not take them.
  package func append(_ bytes: [UInt8]) throws(SettingsError) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw file.failure("cannot be written", isWriting: true) }
      done += count
    }
  }

  /// Takes the place of the file; after that there is nothing left to append to.
  ///
  /// - Throws: `SettingsError` when it cannot.
  package func replace() throws(SettingsError) {
    let isReady = fchmod(descriptor, 0o600) == 0 && fsync(descriptor) == 0
    guard isReady, rename(path, target) == 0 else {
      throw file.failure("cannot be written", isWriting: true)
    }
  }
}
