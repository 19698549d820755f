internal import KustomerDestination
internal import Records

extension ComposeRoom {
  /// ^R: sends the draft, or asks first, also when its time is of another day or its id nobody's.
  mutating func send() -> [Errand] {
    let asks = profile.mode == .ask || isOfAnotherDay || placeholderWarning != nil
    return asks ? [.ask(.send)] : sendNow()
  }

  /// What an id that is nobody's, as `undefined`, would do; nil for others, and in the sandbox.
  private var placeholderWarning: String? {
    guard !profile.isSandbox else { return nil }
    return outcome.plan?.diagnostics.first { $0.code == .idIsPlaceholder }?.message
  }

  /// Why the draft cannot be sent as it stands, in one line; nil when it can.
  var reasonAgainstSending: String? {
    if compose.committing != nil { return "the call is being written into the outbox" }
    if let problem = compose.text?.problem {
      return "not sent: the JSON of the call is broken, \(problem); \(key(.undo)) undoes it"
    }
    if let problem = outcome.reading.problems.first {
      return "not sent: \(problem.path.lastStep): \(problem.sentence)"
    }
    if let complaint = outcome.complaint { return "not sent: " + complaint }
    if let plan = outcome.plan, !plan.verdict.isReady {
      return "not sent: " + (plan.diagnostics.first?.message ?? plan.verdict.words)
    }
    return model.reasonAgainstProfile
  }

  /// Sends the draft as the preview shows it.
  mutating func sendNow() -> [Errand] {
    guard compose.committing == nil, outcome.isSendable, let plan = outcome.plan else { return [] }
    compose.committing = compose.form
    return [
      .outside(
        .send(
          SendableCall(
            source: outcome.reading.call.compact, moment: outcome.moment,
            requests: plan.requests, via: model.route)))
    ]
  }

  /// Lets calls of the profile go straight to Kustomer, or through Segment.
  mutating func toggleRoute() -> [Errand] {
    let route: SendRoute = model.route == .segment ? .kustomer : .segment
    model.routes[profile.name] = route
    say(
      "calls of \(profile.name) go \(route == .segment ? "" : "straight to ")\(profile.place(via: route))"
    )
    return [.outside(.saveRoute(profile: profile.name, route))]
  }

  var reasonAgainstRoute: String? {
    profile.segmentHost == nil
      ? "profile \(profile.name) has no source in Segment: see segment in help config" : nil
  }

  /// Moves the cursor to what keeps the draft from being sent.
  mutating func showProblem() {
    guard let problem = outcome.reading.problems.first else { return }
    compose.pane = .form
    compose.move(to: problem.field)
    compose.isTyping = true
  }

  /// What is asked before the draft is sent.
  var sendingWords: (String, [String]) {
    let call = "\(compose.form.type.rawValue) \(model.draftItem?.title ?? "")"
    let time = timeWarning.map { ["", $0.prefix(1).uppercased() + $0.dropFirst() + "."] } ?? []
    let id = placeholderWarning.map { ["", $0 + "."] } ?? []
    return (
      "Send to \(profile.name)?",
      [
        (model.route == .segment ? "" : "to ") + profile.destinationWords(via: model.route),
        "call: \(call)",
      ] + personWords
        + lossWords + time + id
    )
  }

  /// Whose call it is, and where it stands among what the person did.
  private var personWords: [String] {
    [outcome.plan?.person.map { "of: \($0.words)" }, model.sessionWords].compactMap(\.self)
  }

  /// What is left out, by name.
  private var lossWords: [String] {
    let names = outcome.trace.filter(\.isLoss).compactMap { $0.source?.lastStep }
    return names.isEmpty ? [] : ["lost: " + names.joined(separator: ", ")]
  }
}
