internal import KustomerDestination

/// What agents see in Kustomer after a step, as lines; what is new since the step before is marked.
struct AgentView {
  private let player: Player
  private let place: Int
  private let facts: [CallFacts?]
  /// Whether what is new stands on a ground of its own.
  private let isLit: Bool

  /// Nothing is seen while the title shows.
  ///
  /// - Parameters:
  ///   - player: the scenario.
  ///   - uptime: what the last step brought is lit for a moment.
  init?(_ player: Player, at uptime: Milliseconds) {
    guard let place = player.shown else { return nil }
    isLit = player.litUntil.map { uptime < $0 } ?? false
    self.player = player
    self.place = place
    facts = zip(player.run.script, player.run.results).map { step, result in
      step.call.map { CallFacts(call: $0, moment: result.moment) }
    }
  }

  /// One event on the timeline.
  struct Event {
    var time: Timestamp?
    var type: CallType?
    var title: String
    var isNew: Bool
  }

  /// One session on the timeline.
  struct Session {
    var id: String
    var isExplicit: Bool
    var events: [Event]

    var moments: [Timestamp] { events.compactMap(\.time) }
  }

  private var result: StepResult { player.run.results[place] }

  /// The org's sessions, or nothing where nobody was asked after.
  var sessions: [Session] {
    guard let seen = result.seen else { return [] }
    var former = formerEvents(of: seen.userId)
    return seen.sessions.map { session in
      let events = session.events.map { event -> Event in
        let known = former.firstIndex(of: event).map { former.remove(at: $0) }
        let call = facts(ofEvent: event.name)
        return Event(
          time: event.arrived, type: call?.type, title: call?.title ?? event.name,
          isNew: known == nil)
      }
      return Session(id: session.id, isExplicit: isExplicit(session.id), events: events)
    }
  }

  /// Events of visitors whom nobody has identified.
  var hidden: [Event] {
    player.run.hidden(afterStep: place).map { hidden in
      Event(
        time: player.run.results[hidden.step].moment, type: facts[hidden.step]?.type,
        title: facts[hidden.step]?.title ?? "", isNew: hidden.step == place)
    }
  }

  private func formerEvents(of user: String) -> [SeenTimeline.Event] {
    guard place > 0, let former = player.run.results[place - 1].seen, former.userId == user else {
      return []
    }
    return former.sessions.flatMap(\.events)
  }

  private func isExplicit(_ id: String) -> Bool {
    player.run.results.contains { $0.sent?.session == PlannedSession(id: id, source: .explicit) }
  }

  /// The call that went to Kustomer under a name.
  private func facts(ofEvent name: String) -> CallFacts? {
    let place = player.run.results.firstIndex { result in
      result.sent?.requests.contains { request in
        (request.body?["event"]?["name"] ?? request.body?["name"])?.stringValue == name
      } ?? false
    }
    return place.flatMap { facts[$0] }
  }
}

extension AgentView {
  /// The sessions over an axis of so many columns, hidden events among the others; nil before the
  /// first event.
  func waterfall(columns: Int, gap: Milliseconds) -> Waterfall? {
    let sessions = sessions
    let roles = sessionRoles(sessions.map(\.isExplicit))
    return Waterfall(
      sessions: zip(sessions, roles).compactMap { session, role in
        let events = session.events.compactMap { mark($0, .event, role) }
          .sorted { $0.time < $1.time }
        return events.isEmpty
          ? nil : Waterfall.Session(isNamed: session.isExplicit, events: events, role: role)
      },
      others: hidden.compactMap { mark($0, .hidden, .sessionAnonymous) }, gap: gap,
      columns: columns)
  }

  /// What is new stands on a ground of its own.
  private func mark(_ event: Event, _ glyph: Glyph, _ role: Role) -> Waterfall.Event? {
    event.time.map {
      Waterfall.Event(
        time: $0, glyph: glyph, role: event.isNew && isLit ? .fresh : event.type?.role ?? role)
    }
  }

  /// What a session is called where there is little room.
  func name(of session: Session) -> String {
    session.isExplicit ? session.id : "by pause " + (session.moments.min()?.shortClock ?? "")
  }

  /// The pane's lines.
  func lines(columns: Int) -> [Line] {
    var lines: [Line] = []
    if let seen = result.seen {
      lines.append(customerLine(seen, columns))
      lines.append(Line())
    }
    for (session, role) in zip(sessions, sessionRoles(sessions.map(\.isExplicit))) {
      lines.append(Self.line(of: session, role, columns))
      lines += session.events.map { line(of: $0, columns) }
    }
    if sessions.isEmpty, result.seen?.hasCustomer == true {
      lines.append(Line("  no event on the timeline", .muted))
    }
    if let problem = result.readProblem {
      lines += wrapped("not read back: " + problem, to: columns).map { Line($0, .error) }
    }
    let hidden = hidden
    if !hidden.isEmpty { lines += [Line(), Line("Not visible to agents yet:", .muted)] }
    lines += hidden.map { event in
      let text = "    " + (event.time?.shortClock ?? "") + "  " + event.title + " (anonymous)"
      return marked(Line(text, .sessionAnonymous), event.isNew, columns)
    }
    return lines.isEmpty ? [Line("nothing: Kustomer has no customer yet", .muted)] : lines
  }

  private func customerLine(_ seen: SeenTimeline, _ columns: Int) -> Line {
    guard seen.hasCustomer else { return Line("no customer \(seen.userId)", .muted) }
    let former = place > 0 ? player.run.results[place - 1].seen : nil
    let isNew = former?.userId != seen.userId || former?.hasCustomer != true
    return marked(Line(customerWords(seen.userId), .title), isNew, columns)
  }

  /// Name and email as the calls so far give them, else the id.
  private func customerWords(_ user: String) -> String {
    let traits = player.run.script.prefix(place + 1).compactMap(\.call)
      .filter { $0["userId"]?.stringValue == user }.compactMap { $0["traits"] }
    let email = traits.reversed().compactMap { $0["email"]?.stringValue }.first
    let name = traits.reversed().compactMap { $0["name"]?.stringValue }.first
    let isMasked = player.isMasked
    let words = [
      name.map { isMasked ? Masking.name($0) : $0 }, email.map { isMasked ? Masking.text($0) : $0 },
    ].compactMap(\.self)
    return words.isEmpty ? user : words.joined(separator: "  ")
  }

  private static func line(of session: Session, _ role: Role, _ columns: Int) -> Line {
    let name = session.isExplicit ? session.id : "by pause"
    let span = [session.moments.min(), session.moments.max()].compactMap { $0?.shortClock }
    let times = span.first == span.last ? span.first ?? "" : span.joined(separator: " - ")
    let count = session.events.count
    let isNarrow = columns < 46
    let right = (isNarrow ? String(count) : counted(count, "event")) + "  " + times
    let head = Glyph.open.text + (isNarrow ? " " : " Session  ")
    let room = max(6, columns - cells(of: head) - cells(of: right) - 2)
    let left = Line(head, .muted) + Line(fitted(name, to: room), role)
    let blanks = max(2, columns - left.width - cells(of: right))
    return left + Line(Console.blanks(blanks) + right, .muted)
  }

  private func line(of event: Event, _ columns: Int) -> Line {
    var line = Line("    " + (event.time?.shortClock ?? "  ?  ") + "  ", .text)
    line.append(Glyph.event.text + " ", event.type?.role ?? .muted)
    line.append(
      (event.type?.rawValue.capitalizedFirst ?? "").padded(to: 8), event.type?.role ?? .muted)
    line.append(" " + event.title, .text)
    return marked(line, event.isNew, columns)
  }

  /// What is new stands on a ground of its own over the whole width, and says so at its end.
  private func marked(_ line: Line, _ isNew: Bool, _ columns: Int) -> Line {
    guard isNew else { return line }
    let text = fitted(line.plain, to: columns - 5)
    let end = blanks(columns - cells(of: text) - 4)
    if isLit { return Line(text + end + "NEW ", .fresh) }
    return line.width <= columns - 5 ? line + Line(end + "NEW ", .ok) : line
  }
}

extension String {
  /// With its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
