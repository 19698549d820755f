package import KustomerDestination
internal import Records

extension ScenarioRun {
  /// What did not come as expected of a step that was played, one line each.
  ///
  /// A call that would be sent must be delivered, unless the step expects another status.
  package func complaints(ofStep place: Int) -> [String] {
    guard results.indices.contains(place), script.indices.contains(place) else { return [] }
    let expected = script[place].expectation
    let result = results[place]
    var complaints = result.sent.map { expected.complaints(of: $0) } ?? []
    complaints += timelineComplaints(ofStep: place)
    return complaints
  }

  /// Those that the person's timeline gives reason for.
  package func timelineComplaints(ofStep place: Int) -> [String] {
    guard results.indices.contains(place), script.indices.contains(place) else { return [] }
    let expected = script[place].expectation
    guard expected.sessions != nil || expected.events != nil || expected.isVisible != nil else {
      return []
    }
    if let problem = results[place].readProblem {
      return ["the timeline could not be read back: \(problem)"]
    }
    let found = standing(afterStep: place)
    return [
      Self.complaint("sessions", expected.sessions, found.sessions),
      Self.complaint("events", expected.events, found.events),
      Self.complaint("visible", expected.isVisible, found.isVisible),
    ].compactMap(\.self)
  }

  /// How the timeline of a step's person stands after it: as the org shows it for a user, as it is
  /// kept for an anonymous visitor.
  package func standing(
    afterStep place: Int
  ) -> (sessions: Int, events: Int, isVisible: Bool) {
    switch person(ofStep: place) {
    case nil: return (0, 0, false)
    case .user(let id)?:
      guard let seen = results[place].seen, seen.userId == id else { return (0, 0, false) }
      return (seen.sessions.count, seen.eventCount, seen.hasCustomer)
    case .anonymous(let visitor)?:
      let kept = hidden(afterStep: place).filter { $0.visitor == visitor }
      let sessions = Set(kept.compactMap { results[$0.step].sent?.session?.id })
      return (sessions.count, kept.count, false)
    }
  }

  private static func complaint<Value: Equatable>(
    _ name: String, _ expected: Value?, _ actual: Value
  ) -> String? {
    guard let expected, expected != actual else { return nil }
    return "\(name): expected \(expected), got \(actual)"
  }
}

extension Expectation {
  fileprivate func complaints(of sent: StepResult.Sent) -> [String] {
    var complaints: [String] = []
    if let verdict, verdict != sent.verdict {
      complaints.append("verdict: expected \(verdict.rawValue), got \(sent.verdict.rawValue)")
    }
    if let code, !sent.codes.contains(code) {
      let got = sent.codes.isEmpty ? "none" : sent.codes.map(\.rawValue).joined(separator: ", ")
      complaints.append("code: expected \(code.rawValue), got \(got)")
    }
    if let session, session != sent.session?.id {
      complaints.append("session: expected \(session), got \(sent.session?.id ?? "none")")
    }
    if let request, !sent.requests.contains(where: request.isContained) {
      let got = sent.requests.map(\.json.compact).joined(separator: " ")
      complaints.append(
        "request: expected \(request.words) in one, got \(got.isEmpty ? "none" : got)")
    }
    if let complaint = statusComplaint(sent) { complaints.append(complaint) }
    return complaints
  }

  private func statusComplaint(_ sent: StepResult.Sent) -> String? {
    let reason = sent.problem.map { " (\($0))" } ?? ""
    switch status {
    case .word(let word)?:
      guard word != sent.status else { return nil }
      return "status: expected \(word.rawValue), got \(sent.status.rawValue)\(reason)"
    case .http(let number)?:
      let got = sent.requests.compactMap(\.status)
      guard !got.contains(number) else { return nil }
      let words = got.isEmpty ? "none" : got.map(String.init).joined(separator: ", ")
      return "status: expected \(number), got \(words)\(reason)"
    case nil:
      guard sent.verdict.isReady, sent.status != .delivered else { return nil }
      return "status: expected delivered, got \(sent.status.rawValue)\(reason)"
    }
  }
}

extension Expectation.Fragment {
  fileprivate func isContained(in request: StepResult.Request) -> Bool {
    switch self {
    case .text(let text): request.body?.compact.contains(text) ?? false
    case .json(let fragment):
      request.body?.contains(fragment) ?? false || request.json.contains(fragment)
    }
  }

  fileprivate var words: String {
    switch self {
    case .text(let text): text
    case .json(let json): json.compact
    }
  }
}

extension JSON {
  /// Whether a fragment is part of this value: each of its members with a value that contains the
  /// fragment's, each of its elements in some element; numbers by their value.
  package func contains(_ fragment: JSON) -> Bool {
    switch (self, fragment) {
    case (.object(let own), .object(let part)):
      part.members.allSatisfy { member in own[member.key]?.contains(member.value) ?? false }
    case (.array(let own), .array(let part)):
      part.allSatisfy { element in own.contains { $0.contains(element) } }
    case (.number(let own), .number(let part)): own == part || Double(own) == Double(part)
    default: self == fragment
    }
  }
}
