/// A place in the requests of a call; nested places become members of their parent in the order
/// in which they are first used.
enum Place: Int, CaseIterable, Sendable {
  case identity, identityLocation, event, eventMeta, eventMetaTail
  case customer, customerEmail, customerPhone, customerURL, customerLocation, company

  /// Every place, made once.
  static let all = allCases

  /// What stands before the name in a trace.
  var prefix: String {
    switch self {
    case .identity: "identity."
    case .identityLocation: "identity.location."
    case .event: "event."
    case .eventMeta, .eventMetaTail: "event.meta."
    case .customer: "customer."
    case .customerEmail: "customer.emails[0]."
    case .customerPhone: "customer.phones[0]."
    case .customerURL: "customer.urls[0]."
    case .customerLocation: "customer.locations[0]."
    case .company: "company."
    }
  }

  /// Where a nested place hangs; nil for the root of a body, and for the tail of meta, which the
  /// fold appends itself.
  var parent: (place: Place, name: String, isElement: Bool)? {
    switch self {
    case .identity, .event, .customer, .company, .eventMetaTail: nil
    case .identityLocation: (.identity, "location", false)
    case .eventMeta: (.event, "meta", false)
    case .customerEmail: (.customer, "emails", true)
    case .customerPhone: (.customer, "phones", true)
    case .customerURL: (.customer, "urls", true)
    case .customerLocation: (.customer, "locations", true)
    }
  }
}

/// One leaf of a payload.
struct Target: Sendable {
  var place: Place
  var name: String
  /// Nil when another row of the same target carries the value.
  var value: JSON?

  var path: String { place.prefix + name }

  /// Whether it stands behind all other members of meta.
  var isTail: Bool { place == .eventMetaTail }
}

/// One line of the trace before it is written out: where a value stood, and what became of it.
struct Row: Sendable {
  /// The value's node; 0 for a constant or derived leaf.
  var source: Int
  var target: Target?
  var secondTarget: Target?
  var rule: StaticString
  var provenance: Provenance?
  /// Nil exactly when there is a target.
  var reason: Code?

  /// A value that is sent.
  init(
    _ source: Int, to target: Target, and second: Target? = nil, rule: StaticString,
    _ provenance: Provenance
  ) {
    self.source = source
    self.target = target
    secondTarget = second
    self.rule = rule
    self.provenance = provenance
  }

  /// A value that goes nowhere.
  init(_ source: Int, dropped reason: Code, rule: StaticString = "not sent") {
    self.source = source
    self.rule = rule
    self.reason = reason
  }

  func traced(in document: JSONDocument) -> FieldTrace {
    let targets = [target, secondTarget].compactMap { $0 }
    return FieldTrace(
      source: source == 0 ? nil : document.path(toValueOf: source - 1),
      value: source == 0 ? targets.first?.value ?? .null : document.value(at: source),
      targets: targets.map(\.path), rule: rule.description, provenance: provenance,
      reason: reason)
  }
}

/// The bodies that the rows of a call fold into.
struct Payload {
  private var members: [[JSONObject.Member]]
  /// Where in its parent a nested place stands.
  private var anchors: [Int?]

  /// Folds: the only way from a mapped value to a request.
  init(folding rows: [Row]) {
    members = Array(repeating: [], count: Place.all.count)
    anchors = Array(repeating: nil, count: Place.all.count)
    // The tail last: a name's row leaves its original in meta, which stands behind the session.
    for isTail in [false, true] {
      for row in rows {
        if let target = row.target, target.isTail == isTail { add(target) }
        if let target = row.secondTarget, target.isTail == isTail { add(target) }
      }
    }
  }

  /// The object at a root place, with all that hangs below it.
  func object(_ place: Place) -> JSONObject {
    var all = members[place.rawValue]
    for child in Place.all {
      guard let parent = child.parent, parent.place == place, let anchor = anchors[child.rawValue]
      else { continue }
      let object = JSON.object(object(child))
      all[anchor].value = parent.isElement ? .array([object]) : object
    }
    if place == .eventMeta { all += members[Place.eventMetaTail.rawValue] }
    return JSONObject(distinct: all)
  }

  func isEmpty(_ place: Place) -> Bool { members[place.rawValue].isEmpty }

  private mutating func add(_ target: Target) {
    guard let value = target.value else { return }
    anchor(target.place == .eventMetaTail ? .eventMeta : target.place)
    members[target.place.rawValue].append(JSONObject.Member(target.name, value))
  }

  private mutating func anchor(_ place: Place) {
    guard let parent = place.parent, anchors[place.rawValue] == nil else { return }
    anchors[place.rawValue] = members[parent.place.rawValue].count
    members[parent.place.rawValue].append(JSONObject.Member(parent.name, .null))
  }
}
