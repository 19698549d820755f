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
      case CustomerRule.Index.name: mapName(traits)
      case CustomerRule.Index.firstName, CustomerRule.Index.lastName: continue
      default: if let node = choose(traits.candidates(index)) { map(node, by: rule) }
      }
    }
    for node in traits.custom { dropUnlessEmpty(node, .customTrait, customText) }
    for node in traits.engage {
      dropUnlessEmpty(
        node, .engageTrait, "Engage made this trait; the destination takes none of those")
    }
    for node in traits.sessionIds { warnNearMiss(node) }
    checkThatSomethingIsSent(traits)
  }

  private var customText: String {
    "Kustomer takes standard traits alone; custom traits are not sent"
  }

  private mutating func traceIdentityIds() {
    if let visitor {
      rows.append(
        row(
          visitor.node, to: Target(.identity, "trackingId", .node(visitor.node)),
          rule: "copied", .api))
    }
    guard let user else { return }
    let identity = Target(.identity, "externalId", .node(user.node))
    rows.append(
      row(
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
