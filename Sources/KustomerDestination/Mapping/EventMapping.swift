/// Page, screen and track calls become tracking events.
extension Mapper {
  mutating func mapEvent(_ type: CallType) {
    if type == .track, isEngageTrack {
      refuse(
        .unsupported, .engageEvent, path: "event",
        "Engage made this track; the Kustomer destination takes no audiences or computed traits")
    }
    noteKind(type)
    let properties = envelope[.properties].flatMap { document.kind($0) == .object ? $0 : nil }
    traceIds()
    let isKeepingTime = keepsTime
    let (nameNode, name) = eventName(type, properties)
    let room = MetaRows.limit - (name.isAdapted ? 1 : 0) - (isKeepingTime ? 1 : 0)
    // The name and the session stand before meta, but whether they leave something in meta is
    // known only when the properties are mapped.
    let sessionNode = properties.flatMap { document.member("kustomer_session_id", of: $0) }
    var meta = MetaRows(room: room)
    let findingsBefore = findings
    findings = []
    if let properties {
      map(membersOf: properties, named: "", level: 1, besides: [nameNode, sessionNode], &meta)
    }
    if type != .track { mapCategory(properties, &meta) }
    let findingsOfMeta = findings
    findings = findingsBefore
    trace(name, from: nameNode, type, &meta)
    mapSession(sessionNode)
    warnNearMisses(properties)
    rows += meta.rows
    keepTime(isKeepingTime, &meta)
    findings += findingsOfMeta
  }

  func eventRequests(_ payload: Payload) -> [PlannedRequest] {
    let event = JSON.object(payload.object(.event))
    guard userId != nil else {
      return [PlannedRequest(.post, "/v1/tracking/event", body: event)]
    }
    let identity = JSON.object(payload.object(.identity))
    let body = JSONObject(distinct: [.init("identity", identity), .init("event", event)])
    return [PlannedRequest(.post, "/v1/tracking/identityEvent", body: .object(body))]
  }

  private mutating func noteKind(_ type: CallType) {
    if type == .screen {
      note(
        .screenNotInCatalog, "type",
        "the destination's documentation maps screen calls, Segment's catalogue entry does not "
          + "list them")
    }
    if userId == nil, anonymousId != nil {
      note(
        .anonymousRetention, "",
        "kept 30 days and not visible on a timeline until an identify names the visitor")
    }
  }

  private mutating func traceIds() {
    if let userId {
      let value = JSON.string(document.text(userId))
      rows.append(
        Row(
          userId, to: Target(place: .identity, name: "externalId", value: value), rule: "copied",
          .documented))
    }
    if let anonymousId {
      let value = JSON.string(document.text(anonymousId))
      let place: Place = userId == nil ? .event : .identity
      rows.append(
        Row(
          anonymousId, to: Target(place: place, name: "trackingId", value: value), rule: "copied",
          .api))
    }
  }
}

// MARK: The event's name

extension Mapper {
  /// The node that names the event, and the name that is sent.
  private func eventName(_ type: CallType, _ properties: Int?) -> (node: Int?, EventName) {
    let node = nameNode(type, properties)
    let name = EventName(node.map(document.text), style: settings.eventNames, type: type)
    return (node, name)
  }

  private func nameNode(_ type: CallType, _ properties: Int?) -> Int? {
    let top = envelope[type == .track ? .event : .name]
    if let top, isName(top) { return top }
    guard type != .track, let properties, let name = document.member("name", of: properties),
      isName(name)
    else { return nil }
    return name
  }

  private func isName(_ node: Int) -> Bool {
    document.kind(node) == .string && !document.isBlank(node)
  }

  private mutating func trace(
    _ name: EventName, from node: Int?, _ type: CallType, _ meta: inout MetaRows
  ) {
    if node == nil, type == .track { return }
    let target = Target(place: .event, name: "name", value: .string(name.text))
    guard let node else {
      rows.append(Row(0, to: target, rule: "a view without a name", .convention))
      return
    }
    var row = Row(
      node, to: target, rule: type == .track ? "event name" : "event name in the style set",
      type == .track ? .documented : .convention)
    if name.isAdapted {
      let (original, _) = document.text(node).cut(to: 1_024)
      warn(
        .eventNameAdapted, path(node),
        "Kustomer's event names are letters, digits and - _ . in 2 to 255 characters; "
          + "sent as \(name.text), the original is kept in meta.originalNameStr")
      if !meta.holds("originalNameStr") {
        row.secondTarget = Target(
          place: .eventMetaTail, name: "originalNameStr", value: .string(original))
      }
    }
    rows.append(row)
  }
}

// MARK: The session

extension Mapper {
  private mutating func mapSession(_ node: Int?) {
    if let node, let id = explicitSession(node) {
      session = PlannedSession(id: id, source: .explicit)
      rows.append(
        Row(
          node, to: Target(place: .event, name: "sessionId", value: .string(id)),
          rule: "explicit session", .documented))
      return
    }
    guard
      let person = sessions.person(
        userId: userId.map(document.text), anonymousId: anonymousId.map(document.text))
    else { return }
    let link: Plan.Link? = userId.flatMap { user in
      anonymousId.map {
        Plan.Link(userId: document.text(user), anonymousId: document.text($0))
      }
    }
    let placed = sessions.place(person, at: time, gap: settings.gap, link: link)
    sessionID = placed
    let id = placed.text
    guard settings.ids == .generate else {
      session = PlannedSession(id: id, source: .predicted)
      return
    }
    session = PlannedSession(id: id, source: .generated)
    rows.append(
      Row(
        0, to: Target(place: .event, name: "sessionId", value: .string(id)),
        rule: "generated from the time between events", .documented))
  }

  /// The trimmed id, nil when there is none to use; says why.
  private mutating func explicitSession(_ node: Int) -> String? {
    switch document.kind(node) {
    case .string where !document.isBlank(node):
      return document.text(node).trimmed
    case .number:
      warn(
        .sessionIdNotString, path(node),
        "kustomer_session_id is a number; its digits are sent, write it as a string")
      return document.text(node)
    case .string, .null:
      rows.append(Row(node, dropped: .sessionIdEmpty))
      warn(
        .sessionIdEmpty, path(node), "kustomer_session_id is empty; a session is generated instead")
    default:
      drop(
        node, .sessionIdInvalid,
        "kustomer_session_id is \(kindText(node)); write a string, a session is generated instead")
    }
    return nil
  }

  private mutating func warnNearMisses(_ properties: Int?) {
    let context = envelope[.context]
    let misses: [Int?] = [
      properties.flatMap { document.member("kustomerSessionId", of: $0) },
      context.flatMap { document.member("sessionId", of: $0) },
      envelope[.traits].flatMap { document.member("kustomer_session_id", of: $0) },
      context.flatMap { document.member("traits", of: $0) }
        .flatMap { document.member("kustomer_session_id", of: $0) },
      envelope.sessionIdAtTop,
    ]
    for node in misses { if let node { warnNearMiss(node) } }
  }

  mutating func warnNearMiss(_ node: Int) {
    warn(
      .sessionIdNearMiss, path(node),
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
    guard isKept, !meta.holds("occurredAt") else { return }
    rows.append(
      Row(
        0, to: Target(place: .eventMetaTail, name: "occurredAt", value: .string(time.rfc3339)),
        rule: "the call's own time", .convention))
    guard isAwayFromMoment else { return }
    note(
      .timeKeptInMeta, "timestamp",
      "Kustomer stamps events on arrival; the call's own time is kept in meta.occurredAt")
  }
}

// MARK: Meta

extension Mapper {
  /// Objects deeper than this are sent as JSON text.
  private static let deepest = 5

  private mutating func map(
    membersOf object: Int, named parent: String, level: Int, besides used: [Int?],
    _ meta: inout MetaRows
  ) {
    for (key, value) in document.members(of: object) where !used.contains(value) {
      let own = document.text(key)
      let name = parent.isEmpty && level == 1 ? own : MetaKey.joined(parent, own)
      if isEmpty(value) {
        dropEmpty(value)
      } else if document.kind(value) == .object, level <= Self.deepest {
        map(membersOf: value, named: name, level: level + 1, besides: [], &meta)
      } else if level == 1, repeatsName(key, value) {
        rows.append(Row(value, dropped: .alreadyUsed, rule: "equals the view's name"))
      } else {
        map(value, named: name, &meta)
      }
    }
  }

  /// A page's or screen's property `name` that says what the call's own name says.
  private func repeatsName(_ key: Int, _ value: Int) -> Bool {
    guard type != .track, document.text(key, equals: "name"), let top = envelope[.name],
      isName(top), document.kind(value) == .string
    else { return false }
    return document.text(top).trimmed.utf8.elementsEqual(document.text(value).trimmed.utf8)
  }

  private mutating func map(
    _ node: Int, named name: String, _ meta: inout MetaRows, _ provenance: Provenance = .api
  ) {
    guard !meta.isFull else {
      drop(node, .tooManyKeys, "Kustomer takes 100 meta keys; send fewer properties")
      return
    }
    let (suffix, value, rule) = metaValue(node)
    let added = meta.add(
      node, under: MetaKey(name, suffix: suffix), value: value, rule: rule, provenance)
    guard added.isNumbered else { return }
    note(
      .keyCollision, path(node),
      "another property has the same key after cleaning; this one is sent as \(added.key)")
  }

  private mutating func metaValue(_ node: Int) -> (MetaKey.Suffix, JSON, StaticString) {
    switch document.kind(node) {
    case .number: return (.number, .number(document.text(node)), "number, suffix Num")
    case .yes: return (.boolean, .bool(true), "boolean, suffix Bool")
    case .no: return (.boolean, .bool(false), "boolean, suffix Bool")
    case .string: return metaText(node)
    default:
      return (.text, .string(cut(compact(node), of: node)), "JSON text, suffix Str")
    }
  }

  private mutating func metaText(_ node: Int) -> (MetaKey.Suffix, JSON, StaticString) {
    let text = document.text(node)
    if case (let moment, .dateTime)? = Timestamp.read(text) {
      return (.dateTime, .string(moment.rfc3339), "date-time, suffix At")
    }
    return (.text, .string(cut(text, of: node)), "string, suffix Str")
  }

  private mutating func cut(_ text: String, of node: Int) -> String {
    let (kept, wasCut) = text.cut(to: 1_024)
    if wasCut {
      warn(.truncated, path(node), "\(path(node)) is cut at 1024 characters")
      hasLoss = true
    }
    return kept
  }

  private func compact(_ node: Int) -> String {
    var writer = JSONWriter()
    writer.write(node, of: document)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private mutating func mapCategory(_ properties: Int?, _ meta: inout MetaRows) {
    guard let node = envelope[.category], isName(node) else { return }
    let own = properties.flatMap { document.member("category", of: $0) }
    if let own, !document.isBlank(own) {
      rows.append(Row(node, dropped: .alreadyUsed, rule: "properties.category is sent"))
    } else if meta.isFull {
      rows.append(Row(node, dropped: .tooManyKeys))
      warn(.tooManyKeys, path(node), "Kustomer takes 100 meta keys; send fewer properties")
    } else {
      let (text, _) = document.text(node).cut(to: 1_024)
      _ = meta.add(
        node, under: MetaKey("category", suffix: .text), value: .string(text),
        rule: "as property category", .convention)
    }
  }
}
