/// Identify calls become customers.
extension Mapper {
  mutating func mapCustomer() {
    traceIdentityIds()
    mapLocale()
    var traits = Traits(
      of: envelope[.traits], inContext: context[.traits], document: document)
    if isEngage { traits.setEngageAside(key: engageKey, document) }
    for (index, rule) in CustomerRule.table.enumerated() {
      switch index {
      // The parts are chosen with the whole, so that the name stands in its place in the table.
      case CustomerRule.Index.name: mapName(chooseName(traits))
      case CustomerRule.Index.firstName, CustomerRule.Index.lastName: continue
      default: if let node = choose(traits.candidates(index)) { map(node, by: rule) }
      }
    }
    for node in traits.custom { dropUnlessEmpty(node, .customTrait, customText) }
    for node in traits.engage {
      dropUnlessEmpty(
        node, .engageTrait, "Engage made this trait; the destination takes none of those")
    }
    if let node = traits.sessionId { warnNearMiss(node) }
    checkThatSomethingIsSent(traits)
  }

  private var customText: String {
    "Kustomer takes standard traits alone; custom traits are not sent"
  }

  private mutating func traceIdentityIds() {
    if let visitor {
      rows.append(
        Row(
          visitor.node, to: Target(.identity, "trackingId", .node(visitor.node)),
          rule: "copied", .api))
    }
    guard let user else { return }
    let identity = Target(.identity, "externalId", .node(user.node))
    rows.append(
      Row(
        user.node, to: Target(.customer, "externalId", .node(user.node)),
        and: visitor == nil ? nil : identity, rule: "copied", .documented))
  }

  private mutating func mapLocale() {
    guard let node = context[.locale] else { return }
    if document.isEmpty(node) {
      dropEmpty(node)
    } else if document.kind(node) != .string {
      drop(
        node, .unsupportedValue, "context.locale is \(kindText(node)); write a string",
        isLoss: false)
    } else {
      let text = document.text(node).trimmed
      guard text.unicodeScalars.count <= 16 else {
        drop(
          node, .tooLong, "context.locale is over 16 characters; write it as en-US", isLoss: false)
        return
      }
      send(
        node, leaf(text, of: node), to: (.customer, "locale"), identity: "locale", rule: "copied")
    }
  }

  private mutating func checkThatSomethingIsSent(_ traits: Traits) {
    if !hasUserId, !rows.contains(where: identifies) {
      refuse(
        .nothingToSend, .anonymousNotIdentifiable,
        "without a userId, an email or a phone Kustomer cannot tell who this is; add one")
    }
    let hasEngage = traits.engage.contains { !document.isEmpty($0) }
    if hasEngage, !rows.contains(where: isAttribute) {
      refuse(
        .nothingToSend, .engageOnly,
        "all traits of this identify are Engage's, and the destination takes none of those")
    }
  }

  /// Whether the call has a userId, be it one that cannot be sent.
  private var hasUserId: Bool {
    envelope[.userId].map { !document.isBlank($0) } ?? false
  }

  /// Whether a row is that of an e-mail or phone which a person can be told by.
  private func identifies(_ row: Row) -> Bool {
    guard let target = row.target else { return false }
    if target.place == .customerEmail || target.place == .customerPhone { return true }
    guard target.place == .identity else { return false }
    return target.name.isFixed("email") || target.name.isFixed("phone")
  }

  /// Whether a row sends more than who it is and the locale.
  private func isAttribute(_ row: Row) -> Bool {
    guard let name = row.target?.name else { return false }
    return !name.isFixed("trackingId") && !name.isFixed("externalId") && !name.isFixed("locale")
  }

  func customerRequests(_ mapped: MappedCall) -> [PlannedRequest] {
    let identity = PlannedRequest(
      .post, "/v1/tracking/identity", content: .folded(mapped, .identity))
    guard let user else { return [identity] }
    var requests = companyRequests(mapped)
    requests.reserveCapacity(requests.count + 4)
    requests.append(
      PlannedRequest(
        .get, "/v1/customers/externalId=" + user.text.percentEncoded, content: .none))
    requests.append(
      PlannedRequest(
        .patch, "/v1/customers/{id}", when: .found, content: .folded(mapped, .changes),
        merges: merges(mapped.payload)))
    requests.append(
      PlannedRequest(
        .post, "/v1/customers", when: .notFound, content: .folded(mapped, .customer)))
    if visitor != nil { requests.append(identity) }
    return requests
  }

  private func merges(_ payload: Payload) -> [String] {
    let lists: [Place] = [
      .customerEmail, .customerPhone, .customerURL, .customerLocation, .company,
    ]
    return lists.compactMap { list in
      payload.isEmpty(list) ? nil : list == .company ? "company" : list.parent?.name.description
    }
  }
}

// MARK: Which value

/// The traits of an identify by the rule that takes them.
struct Traits {
  /// Per row of `CustomerRule.table` four values in the order in which they are tried; 0 for none.
  private var ranked = InlineArray<68, Int32>(repeating: 0)
  var custom: [Int] = []
  /// Traits that Engage made.
  var engage: [Int] = []
  /// A `kustomer_session_id` among the traits.
  var sessionId: Int?

  init(of traits: Int?, inContext: Int?, document: JSONView) {
    for (source, firstRank) in [(traits, 0), (inContext, 2)] {
      guard let source else { continue }
      for (key, value) in document.members(of: source) {
        if let (rule, isAlias) = CustomerRule.spellings.meaning(of: key, in: document) {
          ranked[rule * 4 + firstRank + (isAlias ? 1 : 0)] = Int32(truncatingIfNeeded: value)
        } else {
          custom.append(value)
          if document.text(key, equals: "kustomer_session_id") { sessionId = value }
        }
      }
    }
  }

  /// The values that a row of `CustomerRule.table` may take, first come first served.
  func candidates(_ rule: Int) -> Candidates {
    Candidates(
      first: ranked[rule * 4], ranked[rule * 4 + 1], ranked[rule * 4 + 2], ranked[rule * 4 + 3])
  }

  /// Takes out the trait that Engage computed, or all custom ones when the call does not say
  /// which.
  mutating func setEngageAside(key: String?, _ document: JSONView) {
    guard let key else {
      engage = custom
      custom = []
      return
    }
    func isComputed(_ node: Int) -> Bool {
      document.text(node - 1).utf8.elementsEqual(key.utf8)
    }
    engage = custom.filter(isComputed)
    custom.removeAll(where: isComputed)
    for at in ranked.indices where ranked[at] != 0 && isComputed(Int(ranked[at])) {
      engage.append(Int(ranked[at]))
      ranked[at] = 0
    }
  }
}

/// Up to four values of which one is sent, in the order in which they are tried.
struct Candidates: Sequence, IteratorProtocol {
  private var nodes: (Int32, Int32, Int32, Int32)

  /// 0 stands for none.
  init(first: Int32, _ second: Int32, _ third: Int32 = 0, _ fourth: Int32 = 0) {
    nodes = (first, second, third, fourth)
  }

  mutating func next() -> Int? {
    while nodes != (0, 0, 0, 0) {
      let node = nodes.0
      nodes = (nodes.1, nodes.2, nodes.3, 0)
      if node != 0 { return Int(node) }
    }
    return nil
  }
}

/// The traits that make a name.
struct NameParts {
  var whole: Int?
  var first: Int?
  var last: Int?
}

extension Mapper {
  /// The first value that is not empty; says what becomes of the others.
  mutating func choose(_ candidates: Candidates) -> Int? {
    var chosen: Int?
    for node in candidates {
      if document.isEmpty(node) {
        dropTrait(node, .emptyValue, "empty values are not sent and never clear a field")
      } else if let first = chosen {
        setAside(node, for: first)
      } else {
        chosen = node
      }
    }
    return chosen
  }

  private mutating func setAside(_ node: Int, for first: Int) {
    if isSame(node, first) {
      rows.append(Row(node, dropped: .sameAsAlias, rule: "another spelling of a sent value"))
    } else {
      let text = "\(path(first)) has another value and is used; remove one of them"
      rows.append(Row(node, dropped: .conflictingAliases))
      warn(.conflictingAliases, .node(node), text)
      if isCounted(node) { hasLoss = true }
    }
  }

  /// A number is the same as its literal text.
  private func isSame(_ left: Int, _ right: Int) -> Bool {
    let values = [left, right].map { node in
      switch document.value(at: node) {
      case .string(let text): JSON.string(text.trimmed)
      case .number(let text): JSON.string(text)
      case let other: other
      }
    }
    return values[0] == values[1]
  }

  /// Whether a value stands in `traits`, whose losses count.
  private func isCounted(_ node: Int) -> Bool {
    guard let traits = envelope[.traits] else { return false }
    return traits..<document.end(of: traits) ~= node
  }

  /// Drops a trait; what stands in `context.traits` is no loss.
  mutating func dropTrait(_ node: Int, _ code: Code, _ message: String) {
    drop(node, code, message, isLoss: code != .emptyValue && isCounted(node))
  }

  private mutating func dropUnlessEmpty(_ node: Int, _ code: Code, _ message: String) {
    if document.isEmpty(node) { dropEmpty(node) } else { dropTrait(node, code, message) }
  }

  private mutating func chooseName(_ traits: Traits) -> NameParts {
    NameParts(
      whole: choose(traits.candidates(CustomerRule.Index.name)),
      first: choose(traits.candidates(CustomerRule.Index.firstName)),
      last: choose(traits.candidates(CustomerRule.Index.lastName)))
  }
}

// MARK: What it becomes

extension Mapper {
  private mutating func map(_ node: Int, by rule: CustomerRule) {
    switch rule.conversion {
    case .namePart, .text(_, takesNumber: false): return  // A name is made of several traits.
    case .noCounterpart:
      dropTrait(node, .noCounterpart, "Kustomer's customer has no such attribute")
    case .company: mapCompany(node)
    case .address: mapAddress(node)
    case .dateTime: mapDateTime(node, rule)
    case .text(let limit, takesNumber: true): mapText(node, rule, limit)
    case .email:
      mapString(node, rule, "is no e-mail address; write it as jo@example.com", Conversion.email)
    case .phone: mapPhone(node, rule)
    case .webAddress:
      mapString(node, rule, "is no http or https URL with a host", Conversion.webAddress)
    case .website: mapWebsite(node, rule)
    case .gender:
      mapString(node, rule, "is none of m, male, man, f, female, woman", Conversion.gender)
    }
  }

  /// One attribute is sent: to the customer, or without a userId to the identity if that takes it.
  private mutating func send(
    _ node: Int, _ value: Leaf?, to target: (place: Place, name: StaticString),
    identity name: StaticString?, rule: StaticString
  ) {
    if user != nil || visitor == nil {
      rows.append(
        Row(node, to: Target(target.place, target.name, value), rule: rule, .documented))
    } else if let name {
      rows.append(Row(node, to: Target(.identity, name, value), rule: rule, .documented))
    } else {
      dropTrait(
        node, .notInIdentity,
        "without a userId Kustomer's identity call is used, which takes no such attribute")
    }
  }

  private mutating func send(
    _ node: Int, _ value: Leaf, by rule: CustomerRule, rule text: StaticString
  ) {
    send(node, value, to: rule.target, identity: rule.identityName, rule: text)
  }

  /// The trimmed text of a string, or of a number where that counts; nil for any other kind.
  private func text(_ node: Int, takesNumber: Bool) -> String? {
    switch document.kind(node) {
    case .string: document.text(node).trimmed
    case .number where takesNumber: document.text(node)
    default: nil
    }
  }

  /// A text as a leaf: as it is written in the call when that is the same.
  mutating func leaf(_ text: String, of node: Int) -> Leaf {
    let isWritten =
      document.kind(node) == .string && !document.nodes[node].isEscaped
      && document.count(node) == text.utf8.count && text.utf8.elementsEqual(document.raw(node))
    return isWritten ? .node(node) : made(text)
  }

  private mutating func dropUnsupported(_ node: Int) {
    dropTrait(
      node, .unsupportedValue, "\(path(node)) is \(kindText(node)), which cannot be sent here")
  }

  private mutating func mapString(
    _ node: Int, _ rule: CustomerRule, _ complaint: String, _ convert: (String) -> Converted
  ) {
    guard let text = text(node, takesNumber: false) else { return dropUnsupported(node) }
    finish(node, convert(text), rule, complaint)
  }

  private mutating func mapPhone(_ node: Int, _ rule: CustomerRule) {
    guard let text = text(node, takesNumber: true) else { return dropUnsupported(node) }
    finish(
      node, Conversion.phone(text), rule,
      "is no phone number; write an optional + and 3 to 15 digits")
  }

  private mutating func mapWebsite(_ node: Int, _ rule: CustomerRule) {
    guard let text = text(node, takesNumber: false) else { return dropUnsupported(node) }
    let (converted, addsScheme) = Conversion.website(text)
    guard case .value = converted else {
      return finish(node, converted, rule, "is no http or https URL with a host")
    }
    if addsScheme { note(.schemeAdded, .node(node), "https:// is put before \(path(node))") }
    finish(node, converted, rule, "")
    guard rows.last?.target?.place == .customerURL else { return }
    let type = Target(.customerURL, "type", made("website"))
    rows.append(Row(0, to: type, rule: "constant", .api))
  }

  private mutating func finish(
    _ node: Int, _ converted: Converted, _ rule: CustomerRule, _ complaint: String
  ) {
    switch converted {
    case .value(let text):
      send(node, leaf(text, of: node), by: rule, rule: "standard trait")
    case .dropped(let code): dropTrait(node, code, "\(path(node)) \(complaint)")
    }
  }

  private mutating func mapText(_ node: Int, _ rule: CustomerRule, _ limit: Int) {
    guard let text = text(node, takesNumber: true) else { return dropUnsupported(node) }
    let kept = cut(text, to: limit, of: node)
    send(node, leaf(kept, of: node), by: rule, rule: "standard trait")
  }

  mutating func cut(_ text: String, to limit: Int, of node: Int) -> String {
    let (kept, wasCut) = text.cut(to: limit)
    if wasCut {
      warn(.truncated, .node(node), "\(path(node)) is cut at \(limit) characters")
      if isCounted(node) { hasLoss = true }
    }
    return kept
  }

  private mutating func mapDateTime(_ node: Int, _ rule: CustomerRule) {
    guard document.kind(node) == .string || document.kind(node) == .number else {
      return dropUnsupported(node)
    }
    guard let moment = timestamp(node) else {
      dropTrait(
        node, .invalidDate,
        "\(path(node)) is no date that exists; write it as 1990-02-28 or 1990-02-28T10:00:00Z")
      return
    }
    send(node, .moment(moment), by: rule, rule: "date-time in UTC")
  }
}

// MARK: The name

extension Mapper {
  private mutating func mapName(_ name: NameParts) {
    let first = part(name.first)
    let last = part(name.last)
    if let name = name.whole, let text = text(name, takesNumber: false) {
      sendName(name, leaf(cut(text, to: 256, of: name), of: name))
      for part in [first, last] {
        guard let part else { continue }
        rows.append(Row(part.node, dropped: .alreadyUsed, rule: "name is sent"))
      }
      return
    }
    if let name = name.whole { dropUnsupported(name) }
    switch (first, last) {
    case (let first?, let last?):
      let text = cut(first.text + " " + last.text, to: 256, of: first.node)
      sendName(first.node, made(text))
      sendName(last.node, nil)
    case (let alone?, nil), (nil, let alone?):
      dropTrait(
        alone.node, .nameIncomplete,
        "half a name would overwrite a full one; send firstName and lastName, or name")
    case (nil, nil): break
    }
  }

  private mutating func sendName(_ node: Int, _ value: Leaf?) {
    send(node, value, to: (.customer, "name"), identity: "name", rule: "name")
  }

  private mutating func part(_ node: Int?) -> (node: Int, text: String)? {
    guard let node else { return nil }
    guard let text = text(node, takesNumber: true) else {
      dropUnsupported(node)
      return nil
    }
    return (node, text)
  }
}
