package import KustomerDestination

/// How many requests an org may make in a window of time.
package enum SandboxRate: Sendable, Hashable {
  /// No limit; the headers show a million.
  case unlimited
  /// That many requests in each window of that length.
  case limited(requests: Int, window: Milliseconds)

  /// Reads `N/DURATION`: `300/min`, `300/1m`, `5/10s`.
  ///
  /// - Parameter text: `min`, `s`, `m`, `h` stand for one of them; a window is a day at most.
  /// - Throws: `SandboxError.rate`.
  package init(parsing text: String) throws(SandboxError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let requests = Int(parts[0]), requests > 0,
      let window = Self.window(parts[1]), 1...86_400_000 ~= window.count
    else { throw .rate(text) }
    self = .limited(requests: requests, window: window)
  }

  private static func window(_ text: Substring) -> Milliseconds? {
    switch text {
    case "min": .minutes(1)
    case "s", "m", "h": Milliseconds("1\(text)")
    default: Milliseconds(String(text))
    }
  }
}
