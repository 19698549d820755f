internal import Delivery
internal import KustomerDestination
internal import Records

/// Ends the uncertainty of calls: by what the org has, or by a person's word.
struct HistorySettling {
  private let invocation: Invocation

  init(_ invocation: Invocation) { self.invocation = invocation }

  /// Reads back which uncertain calls of the profile have landed.
  ///
  /// Those that have are delivered, those that have not wait in the outbox; only where the org
  /// cannot tell they stay uncertain.
  func findOut() throws {
    let settings = try invocation.settings()
    let profile = try invocation.profile(of: settings)
    guard let journal = try invocation.existingJournal(),
      try journal.historyCount(.calls(.uncertain, of: profile.name)) > 0
    else { return say("no call of profile \(profile.name) is uncertain") }
    let findings = try invocation.read(from: profile, settings) { reader in
      try await reader.findOut(journal, settleAfter: settings.delivery.settleAfter)
        .map { Found(id: $0.id, finding: $0.finding) }
    }
    var output = LineOutput(raw: invocation.options.raw)
    for found in findings {
      try journal.settle(found)
      guard let entry = try journal.entry(found.id)?.entry else { continue }
      try output.line(found.line(of: entry))
    }
    try output.flush()
    try conclude(findings.map(\.finding))
  }

  /// Gives calls up: whether they have landed is nobody's question any more.
  func drop(_ ids: [Int64]) throws {
    guard let journal = try invocation.existingJournal() else {
      throw CommandFailure.noCall(ids[0])
    }
    for id in ids { _ = try journal.call(id) }
    var output = LineOutput(raw: invocation.options.raw)
    var others: [String] = []
    for id in ids {
      let isDropped = try journal.settle(id, as: .drop)
      let entry = try journal.call(id).entry
      if !isDropped { others.append("call \(id) is \(entry.status.wordsAgainstDropping)") }
      try output.line(entry.jsonLine())
    }
    try output.flush()
    guard others.isEmpty else {
      throw CommandFailure(
        .partly, "\(others.joined(separator: ", ")): nothing to drop there")
    }
  }

  private func conclude(_ findings: [UncertainFinding]) throws {
    if findings.contains(.notLanded) {
      say("what has not landed waits in the outbox; send --resume or history --send-again sends it")
    }
    let moments = findings.compactMap { finding in
      if case .cannotTellYet(_, let moment) = finding { moment } else { nil }
    }
    if let moment = moments.max() {
      throw CommandFailure(
        .partly, "the org cannot tell of all yet; ask again at \(moment.rfc3339)")
    }
    guard findings.contains(where: \.leavesItOpen) else { return }
    throw CommandFailure(
      .partly, "the org cannot tell of all; history --send-again or --drop settles the rest")
  }

  private func say(_ sentence: String) {
    if !invocation.options.quiet { StandardError.say(sentence) }
  }
}

/// What was found out about one call.
private struct Found: Sendable {
  let id: Int64
  let finding: UncertainFinding

  /// The call as `history` lists it, and what the org says.
  func line(of entry: HistoryEntry) -> String {
    var line = entry.json
    line["finding"] = .string(finding.word)
    switch finding {
    case .landed, .notLanded: break
    case .cannotTellYet(let reason, let moment):
      line["reason"] = .string(reason)
      line["ask_again"] = .string(moment.rfc3339)
    case .cannotTell(let reason): line["reason"] = .string(reason)
    }
    return JSON.object(line).compact
  }
}

extension Journal {
  fileprivate func settle(_ found: Found) throws {
    switch found.finding {
    case .landed(let customer): _ = try settle(found.id, as: .delivered(customer: customer))
    case .notLanded: _ = try settle(found.id, as: .sendAgain)
    case .cannotTell, .cannotTellYet: break
    }
  }
}

extension DeliveryStatus {
  fileprivate var wordsAgainstDropping: String {
    self == .waiting
      ? "being sent just now" : "\(rawValue), neither uncertain nor waiting"
  }
}

extension UncertainFinding {
  fileprivate var word: String {
    switch self {
    case .landed: "landed"
    case .notLanded: "not_landed"
    case .cannotTellYet: "cannot_tell_yet"
    case .cannotTell: "cannot_tell"
    }
  }

  fileprivate var leavesItOpen: Bool {
    switch self {
    case .landed, .notLanded: false
    case .cannotTell, .cannotTellYet: true
    }
  }
}
