internal import Delivery
package import Records

/// What must hold between what the program says and what the sandbox's log says.
package struct Truth {
  /// One line per thing that does not hold.
  package private(set) var lies: [String] = []
  /// How many calls ended with each status, by the journal.
  package private(set) var statuses: [DeliveryStatus: Int] = [:]
  /// How many customer writes, which may be repeated, arrived more than once.
  package private(set) var repeatedWrites = 0
  /// How many identity calls, which may be repeated, arrived more than once.
  package private(set) var repeatedLinks = 0
  private let arrived: ArrivedCalls
  /// By line.
  private let landedLinks: [Int: Int]

  /// Compares while some calls may still be uncertain; `isSettled`: when none may be.
  ///
  /// - Throws: when log, journal or output cannot be read.
  package init(of run: ProofRun, isSettled: Bool) throws {
    arrived = try ArrivedCalls(run.sandbox.state)
    landedLinks = try run.landedLinks()
    lies += arrived.strange.map { "arrived, but nobody sent it: \($0)" }
    let entries = try run.entries()
    if entries.map(\.line) != run.workload.entries.map(\.line) {
      lies.append("the journal has \(entries.count) calls of \(run.workload.entries.count)")
      return
    }
    for (entry, call) in zip(entries, run.workload.entries) {
      statuses[entry.status, default: 0] += 1
      compare(entry, call, isSettled: isSettled)
    }
    try compare(try run.printed(), with: entries)
    compareWriters(entries, run.workload)
  }

  /// For people: what became of the calls.
  package var figures: String {
    let counts = statuses.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
    return "\(counts); repeated, as they may be: \(repeatedWrites) customer writes,"
      + " \(repeatedLinks) identity calls"
  }

  private mutating func compare(
    _ entry: HistoryEntry, _ call: Workload.Entry, isSettled: Bool
  ) {
    let times = call.step == 2 ? arrived.links[call.person, default: 0] : arrived.events[call.line]
    let count = times ?? 0
    let place = "line \(call.line) is \(entry.status.rawValue) and"
    if call.isIdentify {
      repeatedWrites += arrived.writes[call.line, default: 0] > 1 ? 1 : 0
      if entry.status == .delivered, arrived.writes[call.line, default: 0] == 0 {
        lies.append("\(place) has not written its customer")
      }
      if call.step == 6 { return }
    }
    switch entry.status {
    case .delivered:
      // An identity call of which nobody knows whether it landed is simply made again.
      let most = call.isIdentify ? landedLinks[call.line, default: 0] : 1
      if call.isIdentify, count > 1 { repeatedLinks += 1 }
      if count < 1 || count > most { lies.append("\(place) arrived \(count) times") }
    case .uncertain:
      if isSettled || count > 1 { lies.append("\(place) arrived \(count) times") }
    case .failed:
      if count > mostOfFailed(entry, call) { lies.append("\(place) arrived \(count) times") }
    case .waiting, .sending, .notSent, .accepted: lies.append("\(place) nothing waits any more")
    }
  }

  /// How often what failed may have arrived.
  ///
  /// An event that was dropped by hand may have landed. An identify whose identity call was cut off
  /// is simply made again, and may then be refused.
  private func mostOfFailed(_ entry: HistoryEntry, _ call: Workload.Entry) -> Int {
    if call.isIdentify { return landedLinks[call.line, default: 0] }
    return entry.problem?.code == "dropped" ? 1 : 0
  }

  /// Nothing that was printed may turn out otherwise.
  private mutating func compare(_ printed: [Int: [String]], with entries: [HistoryEntry]) throws {
    for entry in entries {
      let delivered = printed[entry.line, default: []].count { $0 == "delivered" }
      if delivered > 1 { lies.append("line \(entry.line) was delivered \(delivered) times") }
      if delivered > 0, entry.status != .delivered {
        lies.append("line \(entry.line) was printed as delivered and is \(entry.status.rawValue)")
      }
    }
  }

  /// A person has one customer, as the latest identify left it.
  private mutating func compareWriters(_ entries: [HistoryEntry], _ workload: Workload) {
    for (person, count) in arrived.creations where count != 1 {
      lies.append("person \(person) was created \(count) times")
    }
    var latest: [Int: Int] = [:]
    var undecided: Set<Int> = []
    for (entry, call) in zip(entries, workload.entries) where call.isIdentify {
      if entry.status == .delivered { latest[call.person] = call.line }
      if entry.status == .failed { undecided.insert(call.person) }
    }
    for (person, line) in latest.sorted(by: { $0.key < $1.key })
    where !undecided.contains(person) && arrived.lastWriter[person] != line {
      let writer = arrived.lastWriter[person].map { "line \($0)" } ?? "nobody"
      lies.append("person \(person) is as \(writer) left it, not as line \(line)")
    }
  }
}
