package import KustomerDestination

/// A step as it is to be played: its moment known, its variables filled in.
package struct ScriptedStep: Sendable, Hashable {
  /// 0-based place in the scenario.
  package var place: Int
  /// 1-based line of the text.
  package var line: Int
  /// The moment at which it is sent, by the virtual clock.
  package var moment: Timestamp
  /// The pause before it.
  package var after: Milliseconds
  /// What to say about it.
  package var caption: String
  /// The call; nil for a step that only waits or tells.
  package var call: JSON?
  /// The pause that ends a session from here on; nil for that of the settings.
  package var gap: Milliseconds?
  /// What must come of it.
  package var expectation: Expectation
}

extension Scenario {
  /// When the first step is played by the virtual clock.
  package func start(at now: Timestamp) -> Timestamp {
    switch start {
    case .now: now
    case .at(let moment): moment
    }
  }

  /// The steps of one run.
  ///
  /// - Parameters:
  ///   - run: what `{{run}}` stands for.
  ///   - now: the moment that `start = "now"` means.
  /// - Returns: one for each step, in order.
  package func script(run: String, now: Timestamp) -> [ScriptedStep] {
    var moment = start(at: now)
    var gap = gap
    return steps.enumerated().map { place, step in
      moment = moment + step.after
      gap = step.gap ?? gap
      let variables = Variables(run: run, now: moment)
      var expectation = step.expectation
      expectation.fill(variables)
      return ScriptedStep(
        place: place, line: step.line, moment: moment, after: step.after,
        caption: variables.fill(step.caption), call: step.call.map(variables.fill), gap: gap,
        expectation: expectation)
    }
  }

  /// All its pauses together.
  package var length: Milliseconds {
    Milliseconds(steps.reduce(0) { $0 + $1.after.count })
  }
}

extension Expectation {
  fileprivate mutating func fill(_ variables: Variables) {
    session = session.map(variables.fill)
    switch request {
    case .json(let json): request = .json(variables.fill(json))
    case .text(let text): request = .text(variables.fill(text))
    case nil: break
    }
  }
}
