/// Identify calls become customers.
extension Mapper {
  mutating func mapCustomer() {
    traceIdentityIds()
    mapLocale()
    var traits = Traits(
      of: envelope[.traits], inContext: context[.traits], by: rules, document: document)
    if isEngage { traits.setEngageAside(key: engageKey, document) }
    for (rule, candidates) in zip(rules.customer, traits.attributes) {
      map(candidates, by: rule, traits)
    }
    for node in traits.custom { dropUnlessEmpty(node, .customTrait, customText) }
    for node in traits.engage {
      dropUnlessEmpty(
        node, .engageTrait, "Engage made this trait; the destination takes none of those")
    }
    warnOfNearMisses()
    checkThatSomethingIsSent(traits)
  }

  private mutating func map(
    _ candidates: [Traits.Candidate], by rule: CustomerRule, _ traits: Traits
  ) {
    switch rule.conversion {
    case .fullName(let limit): mapName(candidates, by: rule, limit, traits)
    // They are chosen with the whole, so that the name stands in its place in the table.
    case .firstName, .lastName: return
    case .address: mapLocation(choose(candidates), traits)
    case .noCounterpart:
      guard let node = choose(candidates, isSent: false) else { return }
      dropTrait(node, .noCounterpart, "Kustomer's customer has no such attribute")
    case .text, .email, .phone, .webAddress, .website, .birthday, .dateTime, .gender, .company:
      if let node = choose(candidates) { map(node, by: rule) }
    }
  }

  private var customText: String {
    "Kustomer takes standard traits alone; custom traits are not sent"
  }

  private mutating func traceIdentityIds() {
    if let visitor {
      rows.append(
        row(
          visitor.node, to: Target(.identity, "trackingId", visitor.leaf), rule: visitor.rule, .api)
      )
    }
    guard let user else { return }
    let identity = Target(.identity, "externalId", user.leaf)
    rows.append(
      row(
        user.node, to: Target(.customer, "externalId", user.leaf),
        and: visitor == nil ? nil : identity, rule: user.rule, .documented))
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
      sendLocale(node, document.text(node).trimmed)
    }
  }

  /// What follows an `@` are wishes of Apple's about calendar and currency.
  private mutating func sendLocale(_ node: Int, _ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let locale = String(parts[0]).trimmed
    guard !locale.isEmpty else {
      return drop(
        node, .unsupportedValue, "context.locale names no language; write it as en-US",
        isLoss: false)
    }
    guard locale.unicodeScalars.count <= 16 else {
      return drop(
        node, .tooLong, "context.locale is over 16 characters; write it as en-US", isLoss: false)
    }
    send(
      node, leaf(locale, of: node), to: (.customer, "locale"), identity: "locale",
      rule: parts.count == 1 ? "copied" : "what follows the @ is left off")
  }

  private mutating func checkThatSomethingIsSent(_ traits: Traits) {
    if !hasUserId, !targets.contains(where: identifies) {
      refuse(
        .nothingToSend, .anonymousNotIdentifiable,
        "without a userId, an email or a phone Kustomer cannot tell who this is; add one")
    }
    if !traits.engage.isEmpty, !targets.contains(where: isAttribute) {
      refuse(
        .nothingToSend, .engageOnly,
        "all traits of this identify are Engage's, and the destination takes none of those")
    }
  }

  /// Whether the call has a userId, be it one that cannot be sent.
  private var hasUserId: Bool {
    envelope[.userId].map { !document.isBlank($0) } ?? false
  }

  /// Whether the attributes go to the identity call, which takes fewer: nobody but a visitor is named.
  var isForIdentity: Bool { visitor != nil && !hasUserId }

  /// Whether it is an e-mail or phone which a person can be told by.
  private func identifies(_ target: Target) -> Bool {
    if target.place == .customerEmail || target.place == .customerPhone { return true }
    guard target.place == .identity else { return false }
    return target.name.isFixed("email") || target.name.isFixed("phone")
  }

  /// Whether it says more than who it is and the locale.
  private func isAttribute(_ target: Target) -> Bool {
    let name = target.name
    return !name.isFixed("trackingId") && !name.isFixed("externalId") && !name.isFixed("locale")
  }

  func customerRequests(_ mapped: MappedCall) -> [PlannedRequest] {
    let identity = PlannedRequest(.identity, content: .folded(mapped, .identity))
    guard let user else { return [identity] }
    var requests = companyRequests(mapped)
    requests.reserveCapacity(requests.count + 4)
    requests.append(.lookUp("externalId", user.text))
    requests.append(
      PlannedRequest(
        .customerChange, content: .folded(mapped, .changes), merges: merges(mapped.payload)))
    requests.append(PlannedRequest(.customerCreation, content: .folded(mapped, .customer)))
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
