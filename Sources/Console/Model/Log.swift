package import KustomerDestination

/// All that the message line has said since the start, so that nothing vanishes unread.
package struct Log: Hashable, Sendable {
  /// One message.
  package struct Line: Hashable, Sendable {
    /// When it was said.
    package var time: Timestamp
    /// What was said.
    package var note: Note
  }

  /// The oldest first; the newest few hundred are kept.
  package private(set) var lines: [Line] = []
  /// Messages that another one replaced before any key was pressed; none once the log was read.
  package private(set) var unread = 0

  private static let limit = 500

  package init() {}

  /// Keeps a message; `isOverUnread` says that the one before it was still on the screen.
  mutating func add(_ note: Note, at time: Timestamp, isOverUnread: Bool) {
    if isOverUnread, let last = lines.last, last.note.kind.matters, last.note != note {
      unread += 1
    }
    lines.append(Line(time: time, note: note))
    if lines.count > Self.limit { lines.removeFirst() }
  }

  /// The person has seen them all.
  mutating func markRead() { unread = 0 }
}

extension Note.Kind {
  /// Whether somebody must be able to read it later.
  fileprivate var matters: Bool {
    switch self {
    case .warning, .problem: true
    case .info, .good: false
    }
  }
}
