internal import KustomerDestination
internal import Records

extension Model {
  /// Which session the draft joins or opens, and why, in one or two sentences; nil while it would
  /// not be sent.
  package var sessionWords: String? {
    guard outcome.reading.problems.isEmpty, let plan = outcome.plan, plan.verdict.isReady else {
      return nil
    }
    guard let session = plan.session else { return identifyWords(plan) }
    let before =
      plan.person.map { person in
        entries(of: person).count { $0.session?.id == session.id && $0.status != .failed }
      } ?? 0
    let hidden = plan.person?.isAnonymous == true ? "; hidden until an identify" : ""
    if session.source == .explicit {
      return before > 0
        ? "joins \(session.id) as event \(before + 1), by its id\(hidden)"
        : "opens \(session.id), by its id\(hidden)"
    }
    let mark = session.source == .predicted ? " (predicted)" : ""
    return timeWords(plan, session, event: before + 1) + mark + hidden
  }

  /// What a list would show the draft by.
  var draftTitle: String {
    let event = TimelineEvent(outcome.plan, moment: outcome.moment)
    return CallFacts.title(outcome.reading.call.callTitle, of: outcome.type, event) ?? ""
  }

  private func identifyWords(_ plan: Plan) -> String {
    guard let link = plan.link else { return "an identify belongs to no session" }
    if sessions.links[link.anonymousId] == link.userId {
      return "\(link.anonymousId) is \(link.userId) already"
    }
    let visitor = Person.anonymous(link.anonymousId)
    let waiting = calls.entries(user: nil, visitors: [link.anonymousId]).filter {
      $0.facts.person == visitor && $0.status.isDone && !$0.facts.event.isIdentify
    }
    let gone = waiting.count { $0.moment + AnonymousActivity.kept < outcome.moment }
    let kept = waiting.count - gone
    let lost = gone == 0 ? "" : "; \(counted(gone, "event")) gone after 30 days"
    if kept == 0 { return "\(link.anonymousId) becomes \(link.userId) from now on" + lost }
    return "\(link.anonymousId) becomes \(link.userId): \(counted(kept, "event")) "
      + "that waited will show" + lost
  }

  /// Whether the draft joins a generated session or opens one, and the pause that decides.
  private func timeWords(_ plan: Plan, _ session: PlannedSession, event: Int) -> String {
    let gap = settings.gap.brief
    let known = plan.person.map(sessions.sessions) ?? []
    if let joined = known.first(where: { $0.id == session.id }) {
      let pause = plan.time > joined.last ? plan.time - joined.last : joined.last - plan.time
      return "joins the running session as event \(event): \(pause.words) since its last "
        + "event, gap \(gap)"
    }
    guard let last = known.last(where: { $0.last <= plan.time }) else {
      return "opens the first session of \(plan.person?.id ?? "nobody"), by time, gap \(gap)"
    }
    return "opens a new session: \((plan.time - last.last).words) since the last event, gap \(gap)"
  }
}
