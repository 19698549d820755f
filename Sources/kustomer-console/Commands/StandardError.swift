internal import Console
internal import Glibc

/// Lines for people.
enum StandardError {
  /// Writes one line; what comes from outside is made safe to show.
  static func say(_ message: String) {
    var line = Array(("kustomer-console: " + displaySafe(message) + "\n").utf8)[...]
    while !line.isEmpty {
      let count = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // Nobody is left who could be told.
      guard count > 0 else { return }
      line = line.dropFirst(count)
    }
  }
}
