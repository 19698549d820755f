internal import GRDB

/// Why the journal cannot be used.
package enum JournalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file or its folder cannot be opened or created.
  case cannotOpen(path: String, reason: String)
  /// Another process has held the journal for longer than is waited.
  case locked(path: String)
  /// A newer version of this program has changed the file's structure.
  case newer(path: String)
  /// The disk or the file refuses.
  case cannotUse(path: String, reason: String)

  /// One line for people: what, where, what to do.
  package var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "cannot open the journal \(path) (\(reason)); check the folder and its permissions"
    case .locked(let path):
      "the journal \(path) is locked by another process; wait for it to finish"
    case .newer(let path):
      "the journal \(path) is of a newer version of this program; update, or move the file away"
    case .cannotUse(let path, let reason):
      "the journal \(path) cannot be used (\(reason)); check the disk"
    }
  }

  init(_ error: any Error, path: String) {
    switch error {
    case let error as JournalError: self = error
    case let error as DatabaseError
    where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode):
      self = .locked(path: path)
    case let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN:
      self = .cannotOpen(path: path, reason: error.message ?? "\(error.resultCode)")
    case let error as DatabaseError:
      self = .cannotUse(path: path, reason: error.message ?? "\(error.resultCode)")
    default: self = .cannotUse(path: path, reason: "\(error)")
    }
  }
}
