internal import KustomerDestination
internal import Synchronization

/// A clock that is set to the moment of each step of a simulated scenario and runs on from there.
///
/// A class because journal, courier and stage mean the same one.
final class VirtualClock: Sendable {
  private let ahead: Mutex<Milliseconds>

  init(at moment: Timestamp) { ahead = Mutex(moment - Invocation.systemNow) }

  /// The moment that it shows.
  var now: Timestamp { Invocation.systemNow + ahead.withLock(\.self) }

  /// Makes it that moment now.
  func set(to moment: Timestamp) { ahead.withLock { $0 = moment - Invocation.systemNow } }
}
