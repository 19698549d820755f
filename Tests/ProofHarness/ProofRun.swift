package import Delivery
internal import Foundation
internal import KustomerDestination
internal import Records

/// One run of a workload by the real binary to a sandbox in a process of its own.
package struct ProofRun {
  /// The input.
  package let workload: Workload
  /// Where its calls go.
  package let sandbox: SandboxProcess
  /// How many processes were killed, by what was just written down.
  package private(set) var kills: [StateChange: Int] = [:]
  /// How many processes came to their end before they could be killed.
  package private(set) var escaped = 0
  private let folder: ProofFolder
  private var turns: [Turn: Int] = [:]
  private var outputs: [RunningProgram] = []

  private enum Turn { case intake, identify, event }

  private static let key = "sandbox-key"
  /// Longer than the sandbox keeps a request that nobody waits for any more.
  private static let settleAfter = Milliseconds.seconds(2)

  /// A run that has not begun.
  ///
  /// - Parameters:
  ///   - persons: with ten calls each.
  ///   - arguments: of the command `sandbox`.
  /// - Throws: when the sandbox does not start.
  package init(persons: Int, sandbox arguments: [String] = []) async throws {
    workload = Workload(persons: persons)
    sandbox = try await SandboxProcess(arguments)
    folder = try ProofFolder()
    try folder.write("calls.ndjson", workload.text)
    try folder.configure(
      baseURL: sandbox.baseURL,
      delivery: [
        "tries = 20", #"backoff_base = "10ms""#, #"backoff_max = "50ms""#, #"timeout = "500ms""#,
      ])
    _ = try journal()
  }

  /// How many processes were killed.
  package var count: Int { kills.values.reduce(0, +) }

  /// For people: how many were killed at what.
  package var figures: String {
    let counts = StateChange.allCases.map { "\(kills[$0, default: 0]) \($0.rawValue)" }
    return "\(count) processes killed at " + counts.joined(separator: ", ")
      + "; \(escaped) ended before"
  }

  /// Kills that many processes, the last few when they have nothing left to send.
  ///
  /// - Throws: when one neither reaches its change nor ends.
  package mutating func kill(_ wanted: Int) async throws {
    let watch = try StateWatch(journal: folder.journal, sandbox: sandbox.state)
    let atTheEnd = max(2, wanted / 100)
    while count < wanted - atTheEnd {
      guard escaped < wanted else { throw ProofError("\(escaped) processes were not killed") }
      guard let change = try nextChange(watch) else { break }
      try await kill(at: change, watch)
    }
    _ = try await finish()
    while count < wanted {
      guard escaped < wanted else { throw ProofError("\(escaped) processes were not killed") }
      try await kill(at: .leaseReleased, watch)
    }
  }

  /// Sends and resumes until nothing waits any more.
  ///
  /// - Returns: how many processes it took.
  /// - Throws: when the outbox does not become empty.
  package mutating func finish() async throws -> Int {
    let journal = try journal()
    for processes in 0..<100 {
      let isThere = try !journal.history(limit: 1).isEmpty
      if isThere, try journal.waitingCount(profile: "acme") == 0 { return processes }
      let program = try start(resuming: isThere)
      _ = try await program.end(within: .seconds(480))
    }
    throw ProofError("the outbox does not become empty")
  }

  /// Finds out about what is uncertain, sends again what has not landed, until all is settled.
  ///
  /// What cannot be told however often it is asked, as the event of a visitor whose identify was
  /// refused, is dropped, as a person would who does not want it twice.
  ///
  /// - Returns: how many calls were uncertain, by what was found.
  /// - Throws: `JournalError`, or when the outbox does not become empty.
  package mutating func settle() async throws -> [String: Int] {
    var findings: [String: Int] = [:]
    let journal = try journal()
    var fruitless = 0
    while fruitless < 10 {
      let reader = OrgReader(try org(), transport: Transport(), clock: { Self.now })
      let found: [(id: Int64, finding: UncertainFinding)]
      do {
        found = try await reader.findOut(journal, settleAfter: Self.settleAfter)
      } catch .read {
        // An org that refuses to be read is asked again, as a person would.
        fruitless += 1
        continue
      }
      if found.isEmpty { return findings }
      fruitless += 1
      for (id, finding) in found {
        if case .cannotTellYet(_, let moment) = finding {
          fruitless = 0
          try await Task.sleep(for: .milliseconds(max((moment - Self.now).count, 1)))
        }
        guard let resolution = finding.resolution else { continue }
        fruitless = 0
        findings[resolution == .sendAgain ? "not landed" : "landed", default: 0] += 1
        _ = try journal.settle(id, as: resolution)
      }
      _ = try await finish()
    }
    for entry in try entries() where entry.status == .uncertain {
      findings["dropped", default: 0] += 1
      _ = try journal.settle(entry.id, as: .drop)
    }
    return findings
  }

  /// What the journal says of each line.
  ///
  /// - Throws: `JournalError`.
  package func entries() throws -> [HistoryEntry] {
    try journal().history(limit: 1_000_000).sorted { $0.line < $1.line }
  }

  /// All attempts of all calls.
  ///
  /// - Throws: `JournalError`.
  package func attempts() throws -> [HistoryDetail.Attempt] {
    var attempts: [HistoryDetail.Attempt] = []
    try journal().export { detail in
      attempts += detail.attempts
      return true
    }
    return attempts
  }

  /// How many identity calls of each line may have landed: those with an answer of success, also a
  /// garbled one, with none, and with that of a gateway, which says nothing about the org's work.
  ///
  /// - Throws: `JournalError`.
  package func landedLinks() throws -> [Int: Int] {
    var links: [Int: Int] = [:]
    try journal().export { detail in
      links[detail.entry.line] = detail.attempts.count { attempt in
        attempt.request.path == "/v1/tracking/identity"
          && attempt.status.map { $0 < 300 || [500, 502, 504].contains($0) } ?? true
      }
      return true
    }
    return links
  }

  /// What was printed about each line, in order.
  ///
  /// - Throws: when a line is no JSON.
  package func printed() throws -> [Int: [String]] {
    var printed: [Int: [String]] = [:]
    for program in outputs {
      for text in try program.lines() {
        let line = try JSON(parsing: text)
        guard let number = line["line"]?.integerValue, let status = line["status"]?.stringValue
        else { throw ProofError("what is this line: \(text)") }
        printed[Int(number), default: []].append(status)
      }
    }
    return printed
  }
}

extension UncertainFinding {
  /// What a person does about it; nil when Kustomer has to be asked again.
  fileprivate var resolution: Resolution? {
    switch self {
    case .landed(let customer): .delivered(customer: customer)
    case .notLanded: .sendAgain
    case .cannotTell, .cannotTellYet: nil
    }
  }
}

extension ProofRun {
  private func journal() throws -> Journal {
    try Journal(at: folder.journal, clock: { Self.now })
  }

  private static var now: Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }

  private func org() throws -> Org {
    Org(
      profile: "acme", baseURL: try BaseURL(sandbox.baseURL), key: try APIKey(Self.key),
      mode: .live)
  }

  /// One change of each kind after the other, among those that the next process comes by.
  private mutating func nextChange(_ watch: StateWatch) throws -> StateChange? {
    let turn: Turn
    let changes: [StateChange]
    if try !watch.isLive {
      (turn, changes) = (.intake, StateChange.ofIntake)
    } else {
      guard let type = try watch.nextType else { return nil }
      (turn, changes) =
        type == "identify" ? (.identify, StateChange.ofIdentify) : (.event, StateChange.ofEvent)
    }
    while true {
      let change = changes[turns[turn, default: 0] % changes.count]
      turns[turn, default: 0] += 1
      if try watch.canCome(change) { return change }
    }
  }

  private mutating func kill(at change: StateChange, _ watch: StateWatch) async throws {
    let isMany = count % 8 == 7 && [.delivered, .trackingArrived, .trackingEnded].contains(change)
    let isIntake = StateChange.ofIntake.contains(change)
    let batches = min(3, (workload.entries.count + 199) / 200)
    let times = change == .callsTakenIn ? 1 + count % batches : isMany ? 3 : 1
    let first = try watch.value(of: change)
    let program = try start(resuming: !isIntake, slowly: !isMany && change != .leaseReleased)
    let before = change == .leaseReleased ? "0" : first
    if change == .leaseReleased {
      _ = try await watch.wait(for: .leaseTaken, times: 1, after: "", of: program)
    }
    if try await watch.wait(for: change, times: times, after: before, of: program) {
      program.kill()
      kills[change, default: 0] += 1
    } else {
      escaped += 1
    }
  }

  /// Slowly: one request each 10 ms, so that changes come one at a time.
  private mutating func start(resuming: Bool, slowly: Bool = false) throws -> RunningProgram {
    var arguments = ["send", "--quiet", "--profile", "acme"]
    arguments += resuming ? ["--resume"] : [folder.path + "/calls.ndjson"]
    if slowly { arguments += ["--rate", "6000/min"] }
    let program = try RunningProgram(
      arguments, in: folder, environment: ["ACME_KEY": Self.key])
    outputs.append(program)
    return program
  }
}
