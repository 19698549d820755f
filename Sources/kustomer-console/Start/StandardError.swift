internal import Console
internal import Tools

/// Lines for people.
enum StandardError {
  /// Writes one line; what comes from outside is made safe to show.
  static func say(_ message: String) {
    // Where it is not taken nobody is left who could be told.
    _ = writeAll(Array("kustomer-console: \(displaySafe(message))\n".utf8), to: 2)
  }
}
