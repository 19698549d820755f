/// A chosen trait becomes its attribute, or says why not.
extension Mapper {
  mutating func map(_ node: Int, by rule: CustomerRule) {
    switch rule.conversion {
    case .fullName, .firstName, .lastName, .address, .noCounterpart: return  // See `mapCustomer`.
    case .company: mapCompany(node)
    case .birthday: mapBirthday(node, rule)
    case .dateTime: mapDateTime(node, rule)
    case .text(let limit): mapText(node, rule, limit)
    case .email:
      mapString(node, rule, "is no e-mail address; write it as jo@example.com", Conversion.email)
    case .phone: mapPhone(node, rule)
    case .webAddress: mapString(node, rule, Self.noAddress, Conversion.webAddress)
    case .website: mapWebsite(node, rule)
    case .gender:
      mapString(node, rule, "is none of m, male, man, f, female, woman", Conversion.gender)
    }
  }

  private static let noAddress = "is no http or https URL with a host, as https://example.com"

  /// One attribute is sent: to the customer, or without a userId to the identity if that takes it.
  mutating func send(
    _ node: Int, _ value: Leaf?, to target: (place: Place, name: StaticString),
    identity name: StaticString?, rule: StaticString
  ) {
    if !isForIdentity {
      rows.append(
        row(node, to: Target(target.place, target.name, value), rule: rule, .documented))
    } else if let name {
      rows.append(row(node, to: Target(.identity, name, value), rule: rule, .documented))
    } else {
      dropTrait(
        node, .notInIdentity,
        "without a userId Kustomer's identity call is used, which takes no such attribute")
    }
  }

  mutating func send(
    _ node: Int, _ value: Leaf?, by rule: CustomerRule, rule text: StaticString
  ) {
    send(node, value, to: rule.target, identity: rule.identityName, rule: text)
  }

  /// The trimmed text of a string, or where that counts the digits of a whole number without a
  /// sign; nil for anything else.
  func text(_ node: Int, takesNumber: Bool) -> String? {
    switch document.kind(node) {
    case .string: document.text(node).trimmed
    case .number where takesNumber:
      document.wholeNumber(node).flatMap { $0.hasPrefix("-") ? nil : $0 }
    default: nil
    }
  }

  /// A text as a leaf: as it is written in the call when that is the same.
  mutating func leaf(_ text: String, of node: Int) -> Leaf {
    guard document.kind(node) == .string, !document.nodes[node].isEscaped,
      document.count(node) == text.utf8.count
    else { return made(text) }
    var written = text
    return written.withUTF8 { $0.equals(document.raw(node)) } ? .node(node) : made(text)
  }

  mutating func dropUnsupported(_ node: Int) {
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
    let complaint = "is no phone number; write an optional + and 3 to 15 digits"
    if let text = text(node, takesNumber: true) {
      finish(node, Conversion.phone(text), rule, complaint)
    } else if document.kind(node) == .number {
      dropTrait(node, .invalidPhone, "\(path(node)) \(complaint)")
    } else {
      dropUnsupported(node)
    }
  }

  private mutating func mapWebsite(_ node: Int, _ rule: CustomerRule) {
    guard let text = text(node, takesNumber: false) else { return dropUnsupported(node) }
    let (converted, addsScheme) = Conversion.website(text)
    finish(node, converted, rule, Self.noAddress)
    guard targets.last?.place == .customerURL else { return }
    if addsScheme { note(.schemeAdded, .node(node), "https:// is put before \(path(node))") }
    let type = Target(.customerURL, "type", made("website"))
    rows.append(row(0, to: type, rule: "constant", .api))
  }

  private mutating func finish(
    _ node: Int, _ converted: Converted, _ rule: CustomerRule, _ complaint: String
  ) {
    switch converted {
    case .value(let text, let words): send(node, leaf(text, of: node), by: rule, rule: words)
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
    guard let reading = dateTime(node) else { return }
    send(node, .moment(reading.moment), by: rule, rule: "date-time in UTC")
  }

  /// A birthday is a day of the calendar: its offset is left out, not converted.
  private mutating func mapBirthday(_ node: Int, _ rule: CustomerRule) {
    guard let reading = dateTime(node) else { return }
    guard Self.firstBirthday...max(Self.firstBirthday, moment) ~= reading.local else {
      dropTrait(
        node, .invalidDate,
        "\(path(node)) is \(reading.local.rfc3339.prefix(10)), before 1900 or in the future; it is "
          + "no birthday of somebody alive")
      return
    }
    send(node, .moment(reading.local), by: rule, rule: "calendar day, an offset is left out")
  }

  /// 1900-01-01T00:00:00Z.
  private static let firstBirthday = Timestamp(milliseconds: -2_208_988_800_000)

  private mutating func dateTime(_ node: Int) -> Timestamp.Reading? {
    guard document.kind(node) == .string || document.kind(node) == .number else {
      dropUnsupported(node)
      return nil
    }
    let reading = reading(node)
    if reading == nil {
      dropTrait(
        node, .invalidDate,
        "\(path(node)) is no date that exists; write it as 1990-02-28 or 1990-02-28T10:00:00Z")
    }
    return reading
  }
}
