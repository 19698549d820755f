package import KustomerDestination
internal import Records

/// A scenario as far as it has been played.
package struct ScenarioRun: Sendable, Hashable {
  /// An event of an anonymous visitor that Kustomer keeps and hides.
  package struct Hidden: Sendable, Hashable {
    /// The anonymousId.
    package var visitor: String
    /// The step that sent it, 0-based.
    package var step: Int
    /// From then on it is gone.
    package var until: Timestamp
  }

  /// The steps with their moments and calls.
  package let script: [ScriptedStep]
  /// Of the steps that were played, in order.
  package private(set) var results: [StepResult] = []

  /// A run of which nothing was played.
  package init(_ script: [ScriptedStep]) { self.script = script }

  /// The step that comes next; nil behind the last.
  package var next: ScriptedStep? {
    script.indices.contains(results.count) ? script[results.count] : nil
  }

  /// Takes over what came of the next step.
  package mutating func note(_ result: StepResult) { results.append(result) }

  /// The user whose timeline the org is asked for after a step; nil while nobody is known.
  package func user(after sent: StepResult.Sent?) -> String? {
    if case .user(let id)? = sent?.person { return id }
    return users.last
  }

  /// The users of the steps so far, the latest last.
  private var users: [String] {
    results.compactMap { result in
      guard case .user(let id)? = result.sent?.person else { return nil }
      return id
    }
  }

  /// Whose timeline a step that was played is about; nil when nobody was named so far.
  package func person(ofStep place: Int) -> Person? {
    results.prefix(place + 1).reversed().compactMap { $0.sent?.person }.first
  }

  /// What waits as anonymous after a step, oldest first.
  package func hidden(afterStep place: Int) -> [Hidden] {
    guard results.indices.contains(place) else { return [] }
    let now = results[place].moment
    let played = results.prefix(place + 1)
    let known = Set(played.compactMap { $0.sent?.link?.anonymousId })
    return played.enumerated().compactMap { step, result in
      guard let sent = result.sent, sent.status == .delivered, sent.session != nil,
        case .anonymous(let visitor)? = sent.person, !known.contains(visitor)
      else { return nil }
      let until = result.moment + Self.retention
      return now < until ? Hidden(visitor: visitor, step: step, until: until) : nil
    }
  }

  /// How long Kustomer keeps what a visitor did who is not identified (the seed).
  static let retention = Milliseconds.days(30)
}
