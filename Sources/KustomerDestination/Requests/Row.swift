/// A place in the requests of a call; nested places become members of their parent in the order
/// in which they are first used.
enum Place: Int, CaseIterable, Sendable {
  case identity, identityLocation, event, eventMeta, eventMetaTail
  case customer, customerEmail, customerPhone, customerURL, customerLocation, company

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

  /// Where a nested place hangs; nil for the root of a body.
  var parent: (place: Place, name: StaticString, isElement: Bool)? {
    switch self {
    case .identity, .event, .customer, .company: nil
    case .identityLocation: (.identity, "location", false)
    case .eventMeta, .eventMetaTail: (.event, "meta", false)
    case .customerEmail: (.customer, "emails", true)
    case .customerPhone: (.customer, "phones", true)
    case .customerURL: (.customer, "urls", true)
    case .customerLocation: (.customer, "locations", true)
    }
  }
}

/// What a payload leaf holds, told by where the call has it: nothing is copied before it is sent.
enum Leaf: Sendable {
  /// A scalar as it is written in the call.
  case written(Int32)
  /// A list or object of the call as JSON text in a string.
  case compact(Int32)
  /// A text that was made for this call, by its place in `MappedCall.texts`.
  case made(Int32)
  /// A date-time in RFC 3339.
  case moment(Timestamp)
  /// The id of the generated session, `MappedCall.session`.
  case session

  /// A scalar as it is written in the call.
  static func node(_ node: Int) -> Leaf { .written(Int32(truncatingIfNeeded: node)) }

  /// A list or object of the call as JSON text in a string.
  static func jsonText(_ node: Int) -> Leaf { .compact(Int32(truncatingIfNeeded: node)) }
}

/// What a payload leaf is called.
enum LeafName: Sendable {
  case fixed(StaticString)
  /// So many first bytes of a key of the call, and a suffix.
  case key(Int32, length: UInt8, MetaKey.Suffix)
  /// By its place in `MappedCall.texts`.
  case made(Int32)

  /// Whether it is one of our own names.
  func isFixed(_ word: StaticString) -> Bool {
    guard case .fixed(let name) = self, name.utf8CodeUnitCount == word.utf8CodeUnitCount else {
      return false
    }
    return name.withUTF8Buffer { $0.starts(with: word) }
  }
}

/// One leaf of a payload.
struct Target: Sendable {
  var place: Place
  var name: LeafName
  /// Nil when another row of the same target carries the value.
  var value: Leaf?

  init(_ place: Place, _ name: LeafName, _ value: Leaf?) {
    self.place = place
    self.name = name
    self.value = value
  }

  init(_ place: Place, _ name: StaticString, _ value: Leaf?) {
    self.init(place, .fixed(name), value)
  }
}

/// One line of the trace before it is written out: where a value stood, and what became of it.
struct Row: Sendable {
  /// The value's node; 0 for a constant or derived leaf.
  var source: Int
  /// Where its targets stand among those of the call; empty when the value goes nowhere.
  var targets: Range<Int32>
  var rule: StaticString
  var provenance: Provenance?
  /// Nil exactly when there is a target.
  var reason: Code?
  /// Whether it is a loss that the value goes nowhere.
  var isLoss = false

  /// A value that is sent.
  init(
    _ source: Int, to targets: Range<Int32>, rule: StaticString, _ provenance: Provenance
  ) {
    self.source = source
    self.targets = targets
    self.rule = rule
    self.provenance = provenance
  }

  /// A value that goes nowhere.
  init(
    _ source: Int, dropped reason: Code, isLoss: Bool = false, rule: StaticString = "not sent"
  ) {
    self.source = source
    targets = 0..<0
    self.rule = rule
    self.reason = reason
    self.isLoss = isLoss
  }
}
