internal import GRDB
internal import Sandbox

/// Looks at journal and sandbox from outside, as often as it can.
struct StateWatch: Sendable {
  private let journal: DatabaseQueue
  private let sandbox: SandboxState

  /// A watch over a journal that exists.
  init(journal path: String, sandbox: SandboxState) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    journal = try DatabaseQueue(path: path, configuration: configuration)
    self.sandbox = sandbox
  }

  /// What changes with a state change.
  func value(of change: StateChange) throws -> String {
    guard let sql = change.inJournal else {
      return String(try sandbox.arrivals(path: change.arrivals).count)
    }
    return try one(sql)
  }

  /// Waits until the value has changed that many times.
  ///
  /// - Returns: false when the program ended before.
  func wait(
    for change: StateChange, times: Int, after first: String, of program: RunningProgram
  ) async throws -> Bool {
    let patience = Duration.seconds(120)
    let deadline = ContinuousClock.now + patience
    var last = first
    var left = times
    while ContinuousClock.now < deadline {
      let now = try value(of: change)
      if now != last {
        last = now
        left -= 1
        if left == 0 { return true }
      }
      if program.hasEnded { return false }
      try await Task.sleep(for: .microseconds(100))
    }
    program.kill()
    throw ProofError("\(change.rawValue) did not come within \(patience)")
  }

  /// Whether a run is in the outbox as a whole.
  var isLive: Bool {
    get throws { try one("SELECT count(*) FROM run WHERE state = 'live'") != "0" }
  }

  /// Type of the call that goes out next; nil when nothing waits.
  var nextType: String? {
    get throws {
      let type = try one(
        "SELECT coalesce(min(id) || ' ' || type, '') FROM delivery WHERE status = 'waiting'")
      return type.split(separator: " ").last.map(String.init)
    }
  }

  /// Whether the next process comes by a change that puts in order what an earlier one has left.
  func canCome(_ change: StateChange) throws -> Bool {
    switch change {
    case .cutRunDiscarded: try value(of: change) != "0"
    case .openAttemptsSettled:
      try one("SELECT count(*) FROM attempt WHERE ended IS NULL") != "0"
    default: true
    }
  }

  private func one(_ sql: String) throws -> String {
    try journal.read { try String.fetchOne($0, sql: sql) ?? "" }
  }
}
