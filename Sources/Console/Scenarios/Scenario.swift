package import KustomerDestination
package import Records

/// A story in calls: what is sent, when, what to say about it, and what must come of it.
///
///     text ─ parsing ─▶ Scenario ─ script(run, start) ─▶ [ScriptedStep] ─ played ─▶ [StepResult]
package struct Scenario: Sendable, Hashable {
  /// When the first step is sent.
  package enum Start: Sendable, Hashable {
    /// At the moment of playing.
    case now
    /// At that moment; the sandbox's clock follows it.
    case at(Timestamp)
  }

  /// One step.
  package struct Step: Sendable, Hashable {
    /// 1-based, of the text.
    package var line: Int
    /// The pause since the step before.
    package var after: Milliseconds
    /// What to say about it; may be empty.
    package var caption: String
    /// With variables as written; nil for a step that only waits or tells.
    package var call: JSON?
    /// From this step on the pause that ends a session; nil leaves it.
    package var gap: Milliseconds?
    /// What must come of it.
    package var expectation: Expectation
  }

  /// What the list says.
  package var name: String
  /// One sentence on what it shows; may be empty.
  package var about: String
  /// When the first step is sent.
  package var start: Start
  /// The pause that ends a session; nil for that of the settings.
  package var gap: Milliseconds?
  /// At least one.
  package var steps: [Step]
}

/// What a step must lead to; nil of what is not asked.
package struct Expectation: Sendable, Hashable {
  /// The verdict of the plan.
  package var verdict: Verdict?
  /// A code that the plan's diagnostics name.
  package var code: Code?
  /// The id of the session that the event joins.
  package var session: String?
  /// How many sessions the person's timeline has afterwards.
  package var sessions: Int?
  /// How many tracking events the person's timeline has afterwards.
  package var events: Int?
  /// Whether agents see the person's timeline in the org.
  package var isVisible: Bool?
  /// What must be contained in a request.
  package var request: Fragment?
  /// What must have become of the call.
  package var status: Status?

  /// A part of a request.
  package enum Fragment: Sendable, Hashable {
    /// Contained in a body, or in the request with its `method`, `path` and `body`.
    case json(JSON)
    /// Contained in the text of the body.
    case text(String)
  }

  /// What has become of a call.
  package enum Status: Sendable, Hashable {
    /// As `send` says it.
    case word(DeliveryStatus)
    /// The HTTP status of an answer.
    case http(Int)
  }

  /// Nothing is expected.
  package init() {}
}
