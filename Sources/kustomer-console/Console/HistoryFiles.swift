internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records
internal import Terminal

/// Files of the History: calls that are exported, and what should have been sent.
extension Mailbox<Message> {
  /// Writes calls with their requests and answers into a new file that nobody else may read, a line
  /// each.
  ///
  /// - Throws: `CommandFailure` when the file is there already, else `SettingsError` or
  ///   `JournalError`.
  func export(
    _ ids: [CallID], of journal: Journal, to path: String
  ) throws {
    guard try !WritingPlace(path).isReplaced else {
      throw CommandFailure(.cannotWrite, "\(path) exists already; give another name")
    }
    var bytes: [UInt8] = []
    for id in ids {
      guard let detail = try journal.entry(id.number) else { continue }
      bytes.append(contentsOf: detail.jsonLine().utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    try PrivateFile(path).write(bytes)
    post(.succeeded("\(counted(ids.count, "call")) in \(path)"))
  }

  /// Reads a file that says what should have been sent.
  ///
  /// - Throws: `CommandFailure` when there is none, or when it is no JSON.
  func readExpected(_ path: String) throws {
    guard let bytes = try PrivateFile(path).read(limit: 1 << 20)?.bytes else {
      throw CommandFailure(.missingInput, "there is no file \(path)")
    }
    do throws(JSONError) {
      post(.expectedRead(try JSON(parsing: bytes), path: path))
    } catch {
      throw CommandFailure(.unreadableInput, "\(path), \(error.message())")
    }
  }
}
