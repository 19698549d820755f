internal import Foundation
package import KustomerDestination
internal import LoopbackHTTP
internal import Synchronization

/// What can be changed while the sandbox runs: its clock, faults, rate and keys; a class because
/// every connection looks at the same one.
///
/// In the process that runs the server: `server.kustomer.controls.add([SandboxFault(.cutAfter,
/// .next(1))])`, `.clearFaults()`, `.advanceClock(by: .minutes(35))`, `.rate = …`, all at once and
/// from any thread; `SandboxFault(parsing: "500:20%")` reads what a person types, and
/// `fault.description` is what a list shows. From outside: the paths under `/sandbox/`, see
/// `ControlRoute.all`.
package final class SandboxControls: Sendable {
  private struct Values: Sendable {
    var clock: SandboxClock
    var faults = FaultSequence()
    var rate: SandboxRate
    var windows: [String: RateWindow] = [:]
    var keys: [SandboxKey] = []
  }

  private let values: Mutex<Values>

  init(_ options: SandboxOptions) {
    var first = Values(clock: options.clock, rate: options.rate)
    first.faults.add(options.faults)
    values = Mutex(first)
    add(options.keys)
  }

  /// The sandbox's time.
  package var now: Timestamp { clock.now(system: .system) }

  /// How the sandbox's clock goes; to set it is to move every later stamp.
  package var clock: SandboxClock {
    get { values.withLock(\.clock) }
    set { values.withLock { $0.clock = newValue } }
  }

  /// Makes it that moment now; a frozen clock stays frozen.
  package func setClock(to moment: Timestamp) {
    values.withLock { $0.clock = $0.clock.set(to: moment, system: .system) }
  }

  /// Makes it that much later; negative goes back, and nothing leaves the years 0000 to 9999.
  package func advanceClock(by length: Milliseconds) {
    let tenThousandYears = Milliseconds.days(3_652_425)
    let length = Milliseconds(
      min(max(length.count, -tenThousandYears.count), tenThousandYears.count))
    values.withLock { values in
      let system = Timestamp.system
      values.clock = values.clock.set(to: values.clock.now(system: system) + length, system: system)
    }
  }

  /// Stops the clock where it is, or lets it run on.
  package func freezeClock(_ isFrozen: Bool) {
    values.withLock { $0.clock = $0.clock.frozen(isFrozen, system: .system) }
  }

  /// The faults in force, without those whose number is used up.
  package var faults: [SandboxFault] { values.withLock(\.faults.faults) }

  /// Puts faults behind those in force.
  package func add(_ faults: [SandboxFault]) {
    values.withLock { $0.faults.add(faults) }
  }

  /// Ends all faults.
  package func clearFaults() {
    values.withLock { $0.faults.clear() }
  }

  /// The limit of each org; to set it begins a new window.
  package var rate: SandboxRate {
    get { values.withLock(\.rate) }
    set {
      values.withLock { values in
        values.rate = newValue
        values.windows = [:]
      }
    }
  }

  /// The keys that are known; any other is a 401.
  package var keys: [SandboxKey] { values.withLock(\.keys) }

  /// Makes keys known; one of the same text takes the other's place.
  package func add(_ keys: [SandboxKey]) {
    values.withLock { values in
      for key in keys {
        values.keys.removeAll { $0.text == key.text }
        values.keys.append(key)
      }
    }
  }

  /// The key of that text, compared byte by byte; nil when it is not known.
  func key(_ text: Substring) -> SandboxKey? {
    values.withLock { $0.keys.first { $0.text.utf8.elementsEqual(text.utf8) } }
  }

  func decide(_ request: WireRequest) -> FaultDecision {
    values.withLock { $0.faults.decide(request) }
  }

  /// Takes one request of the org's rate.
  func take(of org: String, at now: Timestamp) -> RateStanding {
    values.withLock { values in
      guard case .limited(let requests, let length) = values.rate else { return .unlimited }
      var window = values.windows[org] ?? RateWindow(start: now)
      let standing = window.take(requests, each: length, at: now)
      values.windows[org] = window
      return standing
    }
  }
}

extension Timestamp {
  /// The system's clock: the one place where the sandbox looks at it.
  static var system: Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
  }
}
