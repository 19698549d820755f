internal import Foundation
internal import Glibc

/// What the system refused: the one place where its numbers become sentences that say what to do.
package struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// As in `errno`.
  package let code: Int32
  /// What it was about; nil when the sentence around says it.
  package var path: String?

  /// A refusal of that number.
  package init(_ code: Int32, path: String? = nil) {
    self.code = code
    self.path = path
  }

  /// What Foundation makes of a refusal; nil when there is none behind an error.
  package init?(_ error: any Error) {
    var error = error as NSError
    let path = error.userInfo[NSFilePathErrorKey] as? String
    while error.domain != NSPOSIXErrorDomain {
      guard let reason = error.userInfo[NSUnderlyingErrorKey] as? NSError else { return nil }
      error = reason
    }
    self.init(Int32(truncatingIfNeeded: error.code), path: path)
  }

  /// `permission denied; …`, behind the path where there is one.
  package var description: String { path.map { "\($0): \(sentence)" } ?? sentence }

  private var sentence: String {
    let reason = String(cString: strerror(code)).lowercased()
    return advice.map { "\(reason); \($0)" } ?? reason
  }

  private var advice: String? {
    switch code {
    case EACCES, EPERM: "change the permissions with chmod or chown, or name another place"
    case ENOENT: "check the path"
    case ENOTDIR: "a part of the path is a file; name a folder"
    case EISDIR: "name a file"
    case ENOSPC, EDQUOT: "make room and try again"
    case EROFS: "name a place that can be written"
    case EFBIG: "files may not grow further here; raise the limit with ulimit -f unlimited"
    case EMFILE: "raise the limit of open files with ulimit -n 1024"
    case ENFILE: "the whole system has too many open files; end other programs"
    case ENOMEM: "raise the limit of memory with ulimit -v unlimited, or end other programs"
    case ELOOP: "its links lead in a circle"
    case ENAMETOOLONG: "choose a shorter name"
    case EBUSY, ETXTBSY: "another program uses it"
    case EIO: "the disk reports an error; check it"
    case ENXIO, ECONNREFUSED: "nobody reads there"
    case EBADF: "it is closed; open it, or name a file"
    case EPIPE: "whoever read it has closed it"
    default: nil
    }
  }
}
