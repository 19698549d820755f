/// How the listener of the console stands.
package struct ListenerReading: Hashable, Sendable {
  /// Whether it takes calls.
  package enum Phase: Hashable, Sendable {
    case off
    /// Asked to start or to stop.
    case changing
    /// It answers at that address, as `http://127.0.0.1:8090`.
    case on(String)
  }

  /// Tried first, so that an SDK that was pointed there once finds it again.
  package static let usualPort: UInt16 = 8_790

  /// Whether it takes calls.
  package var phase = Phase.off
  /// Requests so far.
  package var requests = 0
  /// Requests that were answered with 400 and the like.
  package var refused = 0
  /// Requests that were told to try again.
  package var busy = 0
  /// The profile that calls are forwarded to; nil while they are not.
  package var forwardsTo: String?
  /// Forwarded calls that the org has, that it does not have, and that wait.
  package var forwarded = 0
  package var failed = 0
  package var waiting = 0

  /// Whether it answers.
  var isOn: Bool { if case .on = phase { true } else { false } }

  /// One that is off.
  package init() {}
}
