/// The traits of an identify by the rule that takes them.
struct Traits {
  /// A value that a rule may take.
  struct Candidate {
    var key: Int
    /// How far it is from Segment's own spelling in `traits`: the nearest comes first.
    var distance: Int
    /// Whether it is written neither as Segment writes it nor in snake_case.
    var isUnusual: Bool
    var node: Int { key + 1 }

    init(_ key: Int, _ rank: Spelling.Rank, place: Int = 0) {
      self.key = key
      distance = place * 4 + rank.rawValue
      isUnusual = rank >= .other
    }
  }

  /// Per row of the table of customers, the nearest first.
  private(set) var attributes: [[Candidate]]
  /// Per row of the table of addresses, parts that stand beside the other traits.
  private(set) var parts: [[Candidate]]
  var custom: [Int] = []
  /// Traits that Engage made.
  var engage: [Int] = []

  init(of traits: Int?, inContext: Int?, by rules: MappingRules, document: JSONView) {
    attributes = Array(repeating: [], count: rules.customer.count)
    parts = Array(repeating: [], count: rules.address.count)
    for (source, place) in [(traits, 0), (inContext, 2)] {
      if let source { add(membersOf: source, place: place, rules, document) }
    }
    for rule in attributes.indices { attributes[rule].sort(in: document) }
    for rule in parts.indices { parts[rule].sort(in: document) }
  }

  private mutating func add(
    membersOf object: Int, place: Int, _ rules: MappingRules, _ document: JSONView
  ) {
    var partsByThemselves: [(rule: Int, Candidate)] = []
    var namesPlace = false
    for (key, value) in document.members(of: object) {
      switch rules.role(ofTrait: key, in: document) {
      case (.attribute(let rule), let rank)?:
        attributes[rule].append(Candidate(key, rank, place: place))
      case (.part(let rule, isFlattened: true), let rank)?:
        parts[rule].append(Candidate(key, rank, place: place + 1))
      case (.part(let rule, isFlattened: false), let rank)?:
        let isPlace = rules.address[rule].isPlace
        if isPlace, !document.isEmpty(value) { namesPlace = true }
        let candidate = Candidate(key, rank, place: place)
        if isPlace {
          parts[rule].append(candidate)
        } else {
          partsByThemselves.append((rule, candidate))
        }
      case nil: custom.append(value)
      }
    }
    for (rule, candidate) in partsByThemselves {
      if namesPlace { parts[rule].append(candidate) } else { custom.append(candidate.node) }
    }
  }

  /// Takes out the trait that Engage computed, or all custom ones when the call does not say
  /// which.
  mutating func setEngageAside(key: String?, _ document: JSONView) {
    guard let key else {
      engage = custom
      custom = []
      return
    }
    func isComputed(_ node: Int) -> Bool { document.text(node - 1).isExactly(key) }
    let all = custom + (attributes + parts).flatMap { $0.map(\.node) }
    engage = all.filter(isComputed)
    custom.removeAll(where: isComputed)
    for rule in attributes.indices { attributes[rule].removeAll { isComputed($0.node) } }
    for rule in parts.indices { parts[rule].removeAll { isComputed($0.node) } }
  }
}

extension [Traits.Candidate] {
  /// The nearest first; of equally near ones that whose name sorts first by code points.
  mutating func sort(in document: JSONView) {
    guard count > 1 else { return }
    sort { left, right in
      left.distance != right.distance
        ? left.distance < right.distance
        : document.text(left.key).utf8.lexicographicallyPrecedes(document.text(right.key).utf8)
    }
  }
}

extension Mapper {
  /// The first value that is not empty; says what becomes of the others.
  mutating func choose(_ candidates: [Traits.Candidate], isSent: Bool = true) -> Int? {
    var chosen: Int?
    for candidate in candidates {
      let node = candidate.node
      if document.isEmpty(node) {
        dropTrait(node, .emptyValue, "empty values are not sent and never clear a field")
      } else if let first = chosen {
        setAside(node, for: first)
      } else {
        chosen = node
        if isSent, candidate.isUnusual { noteSpelling(of: node) }
      }
    }
    return chosen
  }

  private mutating func noteSpelling(of node: Int) {
    note(
      .spelling, .node(node),
      "\(path(node)) is read as another spelling of a standard trait, as Segment's libraries do")
  }

  private mutating func setAside(_ node: Int, for first: Int) {
    if document.isSame(node, first) {
      traceAside(node, .sameAsAlias, rule: "another spelling of a sent value")
    } else {
      traceAside(node, .conflictingAliases, isLoss: isCounted(node))
      warnOfConflict(node, with: path(first))
    }
  }

  mutating func warnOfConflict(_ node: Int, with used: String) {
    warn(
      .conflictingAliases, .node(node), "\(used) has another value and is used; remove one of them")
    if isCounted(node) { hasLoss = true }
  }

  /// An address is traced by its parts.
  private mutating func traceAside(
    _ node: Int, _ code: Code, isLoss: Bool = false, rule: StaticString = "not sent"
  ) {
    guard document.kind(node) == .object, isAddress(node) else {
      rows.append(Row(node, dropped: code, isLoss: isLoss, rule: rule))
      return
    }
    for (_, part) in document.members(of: node) {
      rows.append(
        document.isEmpty(part)
          ? Row(part, dropped: .emptyValue)
          : Row(part, dropped: code, isLoss: isLoss, rule: rule))
    }
  }

  private func isAddress(_ node: Int) -> Bool {
    guard case .attribute(let rule)? = rules.role(ofTrait: node - 1, in: document)?.meaning,
      case .address = rules.customer[rule].conversion
    else { return false }
    return true
  }

  /// Whether losing a value counts: it stands in `traits`, or these are missing and it stands in
  /// `context.traits`, where mobile and RudderStack's libraries write them.
  func isCounted(_ node: Int) -> Bool {
    let traits = envelope[.traits].flatMap { document.isEmpty($0) ? nil : $0 }
    guard let counted = traits ?? context[.traits] else { return false }
    return counted..<document.end(of: counted) ~= node
  }

  /// Drops a trait; what stands in `context.traits` beside others is no loss.
  mutating func dropTrait(_ node: Int, _ code: Code, _ message: String) {
    drop(node, code, message, isLoss: code != .emptyValue && isCounted(node))
  }

  mutating func dropUnlessEmpty(_ node: Int, _ code: Code, _ message: String) {
    if document.isEmpty(node) { dropEmpty(node) } else { dropTrait(node, code, message) }
  }
}
