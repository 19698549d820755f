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
    if let object = envelope[.properties] {
      map(membersOf: object, besides: nameNode, &meta)
    }
    if type != .track { mapCategory(&meta) }
    trace(name, from: nameNode, type, meta)
    mapSession()
    warnOfNearMisses()
    rows += meta.rows
    keepTime(isKeepingTime, meta)
    findings += meta.findings
    if meta.hasLoss { hasLoss = true }
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
          user.node, to: Target(.identity, "externalId", user.leaf), rule: user.rule, .documented))
    }
    if let visitor {
      let place: Place = user == nil ? .event : .identity
      rows.append(
        row(
          visitor.node, to: Target(place, "trackingId", visitor.leaf), rule: visitor.rule, .api))
    }
  }
}

// MARK: The event's name

extension Mapper {
  /// The node that names the event.
  private func nameNode(_ type: CallType) -> Int? {
    guard type == .track else { return ViewName.node(document, envelope, properties) }
    guard let event = envelope[.event], document.kind(event) == .string, !document.isBlank(event)
    else { return nil }
    return event
  }

  private mutating func trace(
    _ name: EventName, from node: Int?, _ type: CallType, _ meta: MetaRows
  ) {
    if node == nil, type == .track { return }
    let target = Target(.event, "name", made(name.text))
    guard let node else {
      rows.append(row(0, to: target, rule: "a view without a name", .convention))
      return
    }
    let isFromEvent = type != .track && node == envelope[.event]
    if isFromEvent {
      note(
        .nameFromEvent, .node(node),
        "a \(type.rawValue) is named by name; this one has none, so its event is taken")
    }
    let original = name.isAdapted ? tailOfAdapted(name, node, meta) : nil
    rows.append(
      row(
        node, to: target, and: original, rule: Self.rule(name, type, isFromEvent: isFromEvent),
        type == .track ? .documented : .convention))
  }

  private static func rule(
    _ name: EventName, _ type: CallType, isFromEvent: Bool
  ) -> StaticString {
    switch (name.change, type) {
    case (.none, .track): "event name"
    case (.none, _):
      isFromEvent ? "event as the name, in the style set" : "event name in the style set"
    case (.adapted, _): "event name in the characters that Kustomer takes"
    case (.hashed, _): "event name; a hash tells apart what loses letters"
    }
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
    let (kept, wasCut) = document.text(node).cut(to: MetaRows.longest)
    if wasCut {
      findings.append(cutFinding(node))
      if node == properties[.name] { hasLoss = true }
    }
    return Target(.eventMetaTail, "originalNameStr", made(kept))
  }
}

// MARK: The session

extension Mapper {
  private mutating func mapSession() {
    if let node = properties[.sessionId], let id = explicitSession(node) {
      session = PlannedSession(.text(id), .explicit)
      let isText = document.kind(node) == .string
      rows.append(
        row(
          node, to: Target(.event, "sessionId", made(id)),
          rule: isText ? "explicit session" : "explicit session, a number as its digits",
          .documented))
      return
    }
    guard let person else { return }
    let id = sessions.place(person, ids, at: time, gap: settings.gap, sent: moment)
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
      return warnedOfPlaceholder(document.text(node).trimmed, node)
    case .number:
      warn(
        .sessionIdNotString, .node(node),
        "kustomer_session_id is a number; its digits are sent, write it as a string")
      return warnedOfPlaceholder(document.wholeNumber(node) ?? document.text(node), node)
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

  private mutating func warnedOfPlaceholder(_ id: String, _ node: Int) -> String {
    if Placeholder.isOne(id) {
      warn(
        .sessionIdIsPlaceholder, .node(node),
        "kustomer_session_id is \"\(id)\", which is no session's id; it puts events of all times "
          + "into one session")
    }
    return id
  }

  /// Names what looks like a session id and is none: another spelling, or another place.
  mutating func warnOfNearMisses() {
    for container in [envelope[.properties], envelope[.traits], envelope[.context]] {
      if let container { warnOfNearMisses(in: container) }
    }
    if let node = context[.sessionId], document.isFilled(node) { warnOfNearMiss(node) }
    if let traits = context[.traits] { warnOfNearMisses(in: traits) }
    if let node = envelope.sessionIdAtTop, document.isFilled(node) { warnOfNearMiss(node) }
    for key in envelope.unknown where SessionIdName.isNearMiss(key, in: document) {
      if document.isFilled(key + 1) { warnOfNearMiss(key + 1) }
    }
  }

  private mutating func warnOfNearMisses(in object: Int) {
    for (key, value) in document.members(of: object) where value != properties[.sessionId] {
      if SessionIdName.isNearMiss(key, in: document), document.isFilled(value) {
        warnOfNearMiss(value)
      }
    }
  }

  private mutating func warnOfNearMiss(_ node: Int) {
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

  private mutating func keepTime(_ isKept: Bool, _ meta: MetaRows) {
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
