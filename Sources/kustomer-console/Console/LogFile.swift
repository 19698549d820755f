internal import Console
package import Delivery
internal import Foundation
internal import Glibc
package import KustomerDestination
internal import Tools

/// console.log: what the console asked of an org and how it ended, for whoever looks for a fault
/// afterwards.
///
/// A line has time, method, path, status and duration; neither key nor bodies stand in it.
package struct LogFile: Sendable {
  private let path: String
  private let clock: @Sendable () -> Timestamp

  /// A longer one is put aside at the next start, in the place of the one before.
  private static let limit = 1 << 20

  /// The log of some places; its file is made with its first line, mode 0600.
  package init(_ places: Places, clock: @escaping @Sendable () -> Timestamp) {
    path = places.log
    self.clock = clock
    if let status = Files.status(path, ofLink: true), status.st_mode & S_IFMT == S_IFREG,
      status.st_size > Self.limit
    {
      _ = Files.move(path, to: path + ".old")
    }
  }

  /// Adds a line about a request that has come to its end.
  @Sendable package func note(_ request: HTTPRequest, _ exchange: Delivery.Exchange) {
    let line = "\(clock().rfc3339) \(request.base.host) \(request.line(of: exchange))"
    let bytes = Array((displaySafe(line) + "\n").utf8)
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK
    let descriptor = Files.open(path, flags, 0o600)
    // A request is worth more than its line: what cannot be logged stands in the journal all the
    // same, and there is no second place to complain in.
    guard descriptor >= 0 else { return }
    _ = writeAll(bytes, to: descriptor)
    close(descriptor)
  }
}

extension Invocation {
  /// The console's log; nil when no place for it is known, which is told where it is needed.
  var consoleLog: LogFile? {
    do {
      return LogFile(try places(), clock: runningClock())
    } catch {
      return nil
    }
  }
}
