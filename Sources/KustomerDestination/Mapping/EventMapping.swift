/// Page, screen and track calls become tracking events.
extension Mapper {
  mutating func mapEvent(_ type: CallType) {
    if type == .track, isEngageTrack {
      refuse(
        .unsupported, .engageEvent, path: .text("event"),
        "Engage made this track; the Kustomer destination takes no audiences or computed traits")
    }
    noteKind(type)
    traceIds()
    let isKeepingTime = keepsTime
    let nameNode = nameNode(type)
    let name = EventName(nameNode.map(document.text), style: settings.eventNames, type: type)
    let ownKeys = (name.isAdapted ? [MetaKey.originalName] : []) + (isKeepingTime ? [.ownTime] : [])
    // The name and the session stand before meta, but whether they leave something in meta is
    // known only when the properties are mapped.
    var meta = MetaRows(reserving: ownKeys)
    let findingsBefore = findings
    findings = []
    if let object = envelope[.properties] {
      map(membersOf: object, besides: nameNode, &meta)
    }
    if type != .track { mapCategory(&meta) }
    let findingsOfMeta = findings
    findings = findingsBefore
    trace(name, from: nameNode, type, &meta)
    mapSession()
    warnNearMisses()
    rows += meta.rows
    keepTime(isKeepingTime, &meta)
    findings += findingsOfMeta
  }

  func eventRequests(_ mapped: MappedCall) -> [PlannedRequest] {
    let isNamed = user != nil
    return [
      PlannedRequest(
        isNamed ? .identityEvent : .event,
        content: .folded(mapped, isNamed ? .identityAndEvent : .event))
    ]
  }

  private mutating func noteKind(_ type: CallType) {
    if type == .screen {
      note(
        .screenNotInCatalog, .text("type"),
        "the destination's documentation maps screen calls, Segment's catalogue entry does not "
          + "list them")
    }
    if user == nil, visitor != nil {
      note(
        .anonymousRetention, .text(""),
        "kept 30 days and not visible on a timeline until an identify names the visitor")
    }
  }

  private mutating func traceIds() {
    if let user {
      rows.append(
        row(
          user.node, to: Target(.identity, "externalId", .node(user.node)), rule: "copied",
          .documented))
    }
    if let visitor {
      let place: Place = user == nil ? .event : .identity
      rows.append(
        row(
          visitor.node, to: Target(place, "trackingId", .node(visitor.node)), rule: "copied",
          .api))
    }
  }
}

// MARK: The event's name

extension Mapper {
  /// The node that names the event.
  private func nameNode(_ type: CallType) -> Int? {
    let top = envelope[type == .track ? .event : .name]
    if let top, isName(top) { return top }
    guard type != .track, let name = properties[.name], isName(name) else { return nil }
    return name
  }

  private func isName(_ node: Int) -> Bool {
    document.kind(node) == .string && !document.isBlank(node)
  }

  private mutating func trace(
    _ name: EventName, from node: Int?, _ type: CallType, _ meta: inout MetaRows
  ) {
    if node == nil, type == .track { return }
    let target = Target(.event, "name", made(name.text))
    guard let node else {
      rows.append(row(0, to: target, rule: "a view without a name", .convention))
      return
    }
    let original = name.isAdapted ? tailOfAdapted(name, node, meta) : nil
    rows.append(
      row(
        node, to: target, and: original,
        rule: type == .track ? "event name" : "event name in the style set",
        type == .track ? .documented : .convention))
  }

  /// Says that a name was adapted, and keeps the original unless a property has its key.
  private mutating func tailOfAdapted(
    _ name: EventName, _ node: Int, _ meta: MetaRows
  ) -> Target? {
    warn(
      .eventNameAdapted, .node(node),
      "Kustomer's event names are letters, digits and - _ . in 2 to 255 characters; "
        + "sent as \(name.text), the original is kept in meta.originalNameStr")
    if holds(.originalName, in: meta) { return nil }
    let text = document.text(node)
    let leaf = cut(text, of: node, isLoss: node == properties[.name]) ?? made(text)
    return Target(.eventMetaTail, "originalNameStr", leaf)
  }
}

// MARK: The session

extension Mapper {
  private mutating func mapSession() {
    if let node = properties[.sessionId], let id = explicitSession(node) {
      session = PlannedSession(.text(id), .explicit)
      rows.append(
        row(
          node, to: Target(.event, "sessionId", made(id)), rule: "explicit session", .documented))
      return
    }
    guard let person else { return }
    let id = sessions.place(person, ids, at: time, gap: settings.gap)
    sessionID = id
    guard settings.ids == .generate else {
      session = PlannedSession(.generated(id), .predicted)
      return
    }
    session = PlannedSession(.generated(id), .generated)
    rows.append(
      row(
        0, to: Target(.event, "sessionId", .session),
        rule: "generated from the time between events", .documented))
  }

  /// The trimmed id, nil when there is none to use; says why.
  private mutating func explicitSession(_ node: Int) -> String? {
    switch document.kind(node) {
    case .string where !document.isBlank(node):
      return document.text(node).trimmed
    case .number:
      warn(
        .sessionIdNotString, .node(node),
        "kustomer_session_id is a number; its digits are sent, write it as a string")
      return document.text(node)
    case .string, .null:
      rows.append(Row(node, dropped: .sessionIdEmpty))
      warn(
        .sessionIdEmpty, .node(node), "kustomer_session_id is empty; a session is generated instead"
      )
    default:
      drop(
        node, .sessionIdInvalid,
        "kustomer_session_id is \(kindText(node)); write a string, a session is generated instead")
    }
    return nil
  }

  private mutating func warnNearMisses() {
    if let node = properties[.sessionIdNearMiss] { warnNearMiss(node) }
    if let node = context[.sessionId] { warnNearMiss(node) }
    for traits in [envelope[.traits], context[.traits]] {
      guard let traits, let node = document.member("kustomer_session_id", of: traits) else {
        continue
      }
      warnNearMiss(node)
    }
    if let node = envelope.sessionIdAtTop { warnNearMiss(node) }
  }

  mutating func warnNearMiss(_ node: Int) {
    warn(
      .sessionIdNearMiss, .node(node),
      "\(path(node)) names no session; write it as properties.kustomer_session_id")
  }
}

// MARK: The time

extension Mapper {
  private var keepsTime: Bool {
    switch settings.occurredAt {
    case .always: true
    case .never: false
    case .auto: isAwayFromMoment
    }
  }

  private var isAwayFromMoment: Bool { abs((time - moment).count) > 60_000 }

  private mutating func keepTime(_ isKept: Bool, _ meta: inout MetaRows) {
    guard isKept, !holds(.ownTime, in: meta) else { return }
    rows.append(
      row(
        0, to: Target(.eventMetaTail, "occurredAt", .moment(time)), rule: "the call's own time",
        .convention))
    guard isAwayFromMoment else { return }
    note(
      .timeKeptInMeta, timeNode.map { .node($0) } ?? .text(""),
      "Kustomer stamps events on arrival; the call's own time is kept in meta.occurredAt")
  }
}
