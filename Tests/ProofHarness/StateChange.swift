/// A change of what is written down, at which the sending process may be killed.
package enum StateChange: String, Sendable, Hashable, CaseIterable {
  /// The input is being taken in.
  case runBegun, callsTakenIn, cutRunDiscarded, runLive
  /// A courier has the profile, and what an earlier one left open is settled.
  case leaseTaken, openAttemptsSettled
  /// A request is committed, and its first byte may go out.
  case lookUpBegun, writeBegun, trackingBegun
  /// The sandbox has it in its log; the answer may be on its way.
  case writeArrived, trackingArrived
  /// The answer is committed.
  case lookUpEnded, writeEnded, trackingEnded
  /// A call is done, or the courier with all of them.
  case delivered, leaseReleased

  /// Whose value changes with it, in the journal; nil when the sandbox's log tells.
  var inJournal: String? {
    switch self {
    case .runBegun: Self.last(of: "run")
    case .callsTakenIn: Self.last(of: "delivery")
    case .cutRunDiscarded: "SELECT coalesce(min(id), 0) FROM run WHERE state = 'intake'"
    case .runLive: "SELECT count(*) FROM run WHERE state = 'live'"
    case .leaseTaken: "SELECT coalesce(max(holder), '') FROM lease"
    case .leaseReleased: "SELECT count(*) = 0 FROM lease"
    case .openAttemptsSettled: Self.attempts("failure = 'process_ended'")
    case .lookUpBegun: Self.attempts("method = 'GET'")
    case .lookUpEnded: Self.attempts("method = 'GET' AND status > 0")
    case .writeBegun: Self.attempts("\(Self.isWrite)")
    case .writeEnded: Self.attempts("\(Self.isWrite) AND status > 0")
    case .trackingBegun: Self.attempts("\(Self.isTracking)")
    case .trackingEnded: Self.attempts("\(Self.isTracking) AND status > 0")
    case .delivered: "SELECT count(*) FROM delivery WHERE status = 'delivered'"
    case .writeArrived, .trackingArrived: nil
    }
  }

  /// How the paths of the arrivals that tell begin.
  var arrivals: String { self == .writeArrived ? "/v1/customers" : "/v1/tracking/" }

  /// Those of the process that takes the input in.
  static let ofIntake: [StateChange] = [
    .runBegun, .cutRunDiscarded, .callsTakenIn, .cutRunDiscarded, .callsTakenIn, .runLive,
  ]
  /// Those that a process comes by whose first call is an identify.
  static let ofIdentify: [StateChange] = [
    .lookUpBegun, .lookUpEnded, .writeBegun, .openAttemptsSettled, .writeArrived, .writeEnded,
    .leaseTaken, .trackingBegun, .trackingArrived, .trackingEnded, .delivered,
  ]
  /// Those that a process comes by whose first call is an event.
  static let ofEvent: [StateChange] = [
    .trackingBegun, .openAttemptsSettled, .trackingArrived, .trackingEnded, .delivered,
    .leaseTaken,
  ]

  private static let isWrite = "path LIKE '/v1/customers%' AND method <> 'GET'"
  private static let isTracking = "path LIKE '/v1/tracking/%'"

  /// The highest id that was ever given, rows that are gone included.
  private static func last(of table: String) -> String {
    "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '\(table)'"
  }

  private static func attempts(_ condition: String) -> String {
    "SELECT count(*) FROM attempt WHERE \(condition)"
  }
}
