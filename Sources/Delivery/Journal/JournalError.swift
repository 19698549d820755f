internal import GRDB

/// Why the journal cannot be used.
package enum JournalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file or its folder cannot be opened or created.
  case cannotOpen(path: String, reason: String)
  /// Another process has held the journal for longer than is waited.
  case locked(path: String)
  /// A newer version of this program has changed the file's structure.
  case newer(path: String)
  /// The disk, or what may be written on it, is full.
  case full(path: String, reason: String)
  /// The disk or the file refuses.
  case cannotUse(path: String, reason: String)

  /// One line for people: what, where, what to do.
  package var description: String { "\(what); \(wayOut)" }

  /// What and where.
  var what: String {
    switch self {
    case .cannotOpen(let path, let reason): "cannot open the journal \(path) (\(reason))"
    case .locked(let path): "the journal \(path) is locked by another process"
    case .newer(let path): "the journal \(path) is of a newer version of this program"
    case .full(let path, let reason): "there is no space left for the journal \(path) (\(reason))"
    case .cannotUse(let path, let reason): "the journal \(path) cannot be used (\(reason))"
    }
  }

  /// What to do.
  var wayOut: String {
    switch self {
    case .cannotOpen: "check the folder and its permissions"
    case .locked: "wait for it to finish"
    case .newer: "update, or move the file away"
    case .full: "free some space, send --resume goes on"
    case .cannotUse: "check the disk"
    }
  }

  /// Whether another process is the reason, and waiting is enough.
  var isLock: Bool { if case .locked = self { true } else { false } }

  /// Whether the same may go well a moment later.
  var mayPass: Bool {
    switch self {
    case .locked, .full, .cannotUse: true
    case .cannotOpen, .newer: false
    }
  }

  init(_ error: any Error, path: String) {
    switch error {
    case let error as JournalError: self = error
    case let error as DatabaseError
    where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode):
      self = .locked(path: path)
    case let error as DatabaseError where error.resultCode == .SQLITE_FULL:
      self = .full(path: path, reason: error.message ?? "\(error.resultCode)")
    case let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN:
      self = .cannotOpen(path: path, reason: error.message ?? "\(error.resultCode)")
    case let error as DatabaseError:
      self = .cannotUse(path: path, reason: error.message ?? "\(error.resultCode)")
    default: self = .cannotUse(path: path, reason: "\(error)")
    }
  }
}
