package import KustomerDestination

/// What time it is in the sandbox.
package enum SandboxClock: Sendable, Hashable {
  /// The system's clock and that much; zero is the system's own time.
  case running(ahead: Milliseconds)
  /// Always that moment, until it is set or advanced.
  case frozen(at: Timestamp)

  /// The system's clock.
  package static let system = SandboxClock.running(ahead: Milliseconds(0))

  /// Reads `system`, a date-time from which the clock runs on, or `frozen:` and a date-time.
  ///
  /// - Parameters:
  ///   - text: what stands behind `--clock`.
  ///   - system: the system's time now.
  /// - Throws: `SandboxError.clock`.
  package init(parsing text: String, system: Timestamp) throws(SandboxError) {
    if text == "system" {
      self = .system
    } else if text.hasPrefix("frozen:"), let moment = Timestamp(String(text.dropFirst(7))) {
      self = .frozen(at: moment)
    } else if let moment = Timestamp(text) {
      self = .running(ahead: moment - system)
    } else {
      throw .clock(text)
    }
  }

  func now(system: Timestamp) -> Timestamp {
    switch self {
    case .running(let ahead): system + ahead
    case .frozen(let moment): moment
    }
  }

  /// The same kind of clock, showing that moment now.
  func set(to moment: Timestamp, system: Timestamp) -> SandboxClock {
    switch self {
    case .running: .running(ahead: moment - system)
    case .frozen: .frozen(at: moment)
    }
  }

  func frozen(_ isFrozen: Bool, system: Timestamp) -> SandboxClock {
    let moment = now(system: system)
    return isFrozen ? .frozen(at: moment) : .running(ahead: moment - system)
  }
}
