/// Identify calls become customers.
extension Mapper {
  mutating func mapCustomer() {
    traceIdentityIds()
    mapLocale()
    var traits = Traits(document: document, envelope: envelope)
    if isEngage { traits.setEngageAside(key: engageKey) }
    for (index, rule) in CustomerRule.table.enumerated() {
      guard let node = choose(traits.candidates[index]) else { continue }
      traits.chosen[index] = node
      map(node, by: rule)
    }
    mapName(traits)
    for node in traits.custom { dropTrait(node, .customTrait, customText) }
    for node in traits.engage {
      dropTrait(node, .engageTrait, "Engage made this trait; the destination takes none of those")
    }
    if let node = traits.sessionId { warnNearMiss(node) }
    checkThatSomethingIsSent(traits)
  }

  private var customText: String {
    "Kustomer takes standard traits alone; custom traits are not sent"
  }

  private mutating func traceIdentityIds() {
    if let anonymousId {
      let value = JSON.string(document.text(anonymousId))
      rows.append(
        Row(
          anonymousId, to: Target(place: .identity, name: "trackingId", value: value),
          rule: "copied", .api))
    }
    guard let userId else { return }
    let value = JSON.string(document.text(userId))
    let identity = Target(place: .identity, name: "externalId", value: value)
    rows.append(
      Row(
        userId, to: Target(place: .customer, name: "externalId", value: value),
        and: anonymousId == nil ? nil : identity, rule: "copied", .documented))
  }

  private mutating func mapLocale() {
    guard let context = envelope[.context], let node = document.member("locale", of: context)
    else { return }
    if isEmpty(node) {
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
      send(node, .string(text), to: (.customer, "locale"), identity: "locale", rule: "copied")
    }
  }

  private mutating func checkThatSomethingIsSent(_ traits: Traits) {
    let attributes = rows.compactMap(\.target).filter {
      $0.name != "trackingId" && $0.name != "externalId" && $0.name != "locale"
    }
    let identifies = rows.contains {
      $0.target?.place == .identity && ($0.target?.name == "email" || $0.target?.name == "phone")
    }
    if userId == nil, !identifies {
      refuse(
        .nothingToSend, .anonymousNotIdentifiable,
        "without a userId, an email or a phone Kustomer cannot tell who this is; add one")
    }
    if !traits.engage.isEmpty, attributes.isEmpty {
      refuse(
        .nothingToSend, .engageOnly,
        "all traits of this identify are Engage's, and the destination takes none of those")
    }
  }

  func customerRequests(_ payload: Payload) -> [PlannedRequest] {
    let identity = PlannedRequest(
      .post, "/v1/tracking/identity", body: .object(payload.object(.identity)))
    guard let userId else { return [identity] }
    let id = document.text(userId).percentEncoded
    let whole = payload.object(.customer)
    var changes = whole
    changes["externalId"] = nil
    let merges = ["emails", "phones", "urls", "locations", "company"].filter {
      changes[$0] != nil
    }
    return companyRequests(payload) + [
      PlannedRequest(.get, "/v1/customers/externalId=" + id),
      PlannedRequest(
        .patch, "/v1/customers/{id}", when: .found, body: .object(changes), merges: merges),
      PlannedRequest(.post, "/v1/customers", when: .notFound, body: .object(whole)),
    ] + (anonymousId == nil ? [] : [identity])
  }
}

// MARK: Which value

/// The traits of an identify by the rule that takes them.
struct Traits {
  /// Per row of `CustomerRule.table` the values in the order in which they are tried.
  var candidates: [[Int]]
  /// Per row of the table the value that was used.
  var chosen: [Int?]
  var custom: [Int] = []
  /// Traits that Engage made.
  var engage: [Int] = []
  /// A `kustomer_session_id` among the traits.
  var sessionId: Int?

  private let document: JSONDocument

  init(document: JSONDocument, envelope: Envelope) {
    self.document = document
    var ranked: [[(rank: Int, node: Int)]] = Array(
      repeating: [], count: CustomerRule.table.count)
    chosen = Array(repeating: nil, count: CustomerRule.table.count)
    candidates = []
    let inContext = envelope[.context].flatMap { document.member("traits", of: $0) }
    for (source, firstRank) in [(envelope[.traits], 0), (inContext, 2)] {
      guard let source else { continue }
      for (key, value) in document.members(of: source) {
        if let (rule, spelling) = CustomerRule.rule(of: key, in: document) {
          ranked[rule].append((firstRank + spelling, value))
        } else {
          custom.append(value)
          if document.text(key, equals: "kustomer_session_id") { sessionId = value }
        }
      }
    }
    candidates = ranked.map { $0.sorted { $0.rank < $1.rank }.map(\.node) }
  }

  /// Takes out the trait that Engage computed, or all custom ones when the call does not say
  /// which.
  mutating func setEngageAside(key: String?) {
    guard let key else {
      engage = custom
      custom = []
      return
    }
    func isComputed(_ node: Int) -> Bool {
      document.text(node - 1).utf8.elementsEqual(key.utf8)
    }
    engage = custom.filter(isComputed) + candidates.joined().filter(isComputed)
    custom.removeAll(where: isComputed)
    for at in candidates.indices { candidates[at].removeAll(where: isComputed) }
  }
}

extension Mapper {
  /// The first value that is not empty; says what becomes of the others.
  mutating func choose(_ candidates: [Int]) -> Int? {
    var chosen: Int?
    for node in candidates {
      if isEmpty(node) {
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
      warn(.conflictingAliases, path(node), text)
      if isCounted(node) { hasLoss = true }
    }
  }

  private func isSame(_ left: Int, _ right: Int) -> Bool {
    let values = [left, right].map { node in
      switch document.value(at: node) {
      case .string(let text): JSON.string(text.trimmed)
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

  /// Drops a trait; one in `context.traits` is traced, but no finding unless somebody must act.
  mutating func dropTrait(_ node: Int, _ code: Code, _ message: String) {
    if isCounted(node) {
      drop(node, code, message, isLoss: code != .emptyValue)
    } else {
      rows.append(Row(node, dropped: code))
    }
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
    _ node: Int, _ value: JSON?, to target: (place: Place, name: String), identity name: String?,
    rule: StaticString
  ) {
    if userId != nil || anonymousId == nil {
      let target = Target(place: target.place, name: target.name, value: value)
      rows.append(Row(node, to: target, rule: rule, .documented))
    } else if let name {
      let target = Target(place: .identity, name: name, value: value)
      rows.append(Row(node, to: target, rule: rule, .documented))
    } else {
      dropTrait(
        node, .notInIdentity,
        "without a userId Kustomer's identity call is used, which takes no such attribute")
    }
  }

  private mutating func send(
    _ node: Int, _ value: JSON, by rule: CustomerRule, rule text: StaticString
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
    if addsScheme { note(.schemeAdded, path(node), "https:// is put before \(path(node))") }
    finish(node, converted, rule, "")
    guard rows.last?.target?.place == .customerURL else { return }
    let type = Target(place: .customerURL, name: "type", value: "website")
    rows.append(Row(0, to: type, rule: "constant", .api))
  }

  private mutating func finish(
    _ node: Int, _ converted: Converted, _ rule: CustomerRule, _ complaint: String
  ) {
    switch converted {
    case .value(let value, _): send(node, value, by: rule, rule: "standard trait")
    case .dropped(let code): dropTrait(node, code, "\(path(node)) \(complaint)")
    }
  }

  private mutating func mapText(_ node: Int, _ rule: CustomerRule, _ limit: Int) {
    guard let text = text(node, takesNumber: true) else { return dropUnsupported(node) }
    send(node, .string(cut(text, to: limit, of: node)), by: rule, rule: "standard trait")
  }

  mutating func cut(_ text: String, to limit: Int, of node: Int) -> String {
    let (kept, wasCut) = text.cut(to: limit)
    if wasCut {
      warn(.truncated, path(node), "\(path(node)) is cut at \(limit) characters")
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
    send(node, .string(moment.rfc3339), by: rule, rule: "date-time in UTC")
  }
}

// MARK: The name

extension Mapper {
  private mutating func mapName(_ traits: Traits) {
    let name = traits.chosen[CustomerRule.Index.name]
    let first = part(traits.chosen[CustomerRule.Index.firstName])
    let last = part(traits.chosen[CustomerRule.Index.lastName])
    if let name, let text = text(name, takesNumber: false) {
      let kept = cut(text, to: 256, of: name)
      sendName(name, .string(kept))
      for part in [first, last] {
        guard let part else { continue }
        rows.append(Row(part.node, dropped: .alreadyUsed, rule: "name is sent"))
      }
      return
    }
    if let name { dropUnsupported(name) }
    switch (first, last) {
    case (let first?, let last?):
      sendName(first.node, .string(cut(first.text + " " + last.text, to: 256, of: first.node)))
      sendName(last.node, nil)
    case (let alone?, nil), (nil, let alone?):
      dropTrait(
        alone.node, .nameIncomplete,
        "half a name would overwrite a full one; send firstName and lastName, or name")
    case (nil, nil): break
    }
  }

  private mutating func sendName(_ node: Int, _ value: JSON?) {
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
