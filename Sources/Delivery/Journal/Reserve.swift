internal import Foundation
internal import Glibc

/// Space on the disk that is kept while requests are under way, and given up when the disk is full:
/// an answer that comes then can still be written down.
struct Reserve {
  /// Enough for the answers to all requests that can be under way.
  private static let size = off_t(512 << 10)
  private let path: String

  /// Takes the space, in a file beside the journal.
  ///
  /// - Throws: `JournalError` when there is not so much.
  init(beside journal: String, for profile: String) throws(JournalError) {
    path = "\(journal)-reserve-\(profile)"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Self.error(journal, errno) }
    defer { close(file) }
    let code = posix_fallocate(file, 0, Self.size)
    // A file system that cannot set space aside has none to give up either.
    if code == 0 || code == EOPNOTSUPP || code == EINVAL { return }
    unlink(path)
    throw Self.error(journal, code)
  }

  /// Gives the space up; more than once changes nothing.
  func release() { unlink(path) }

  private static func error(_ journal: String, _ code: Int32) -> JournalError {
    let reason = String(cString: strerror(code)).lowercased()
    return .full(
      path: journal, reason: "\(reason), \(size >> 10) kB are needed before anything is sent")
  }
}
