/// The trait `company`: Kustomer's attribute holds the id of a company record, never a name.
extension Mapper {
  /// What stands for the record's id in a plan, before the record is found or created.
  static let companyId = "{company.id}"

  mutating func mapCompany(_ node: Int) {
    guard settings.company == .link else {
      dropTrait(
        node, .companyIsARecord,
        "Kustomer's company is a record of its own; set company = \"link\" to find or create it")
      return
    }
    switch document.kind(node) {
    case .string: link([(node, "name")])
    case .object: linkCompany(partsOf: node)
    default:
      dropTrait(node, .unsupportedValue, "\(path(node)) is \(kindText(node)); write its name")
    }
  }

  private mutating func linkCompany(partsOf object: Int) {
    let id = document.member("id", of: object).flatMap { isUsable($0) && isId($0) ? $0 : nil }
    let name = document.member("name", of: object).flatMap { isUsable($0) ? $0 : nil }
    for (key, value) in document.members(of: object) where value != id && value != name {
      if document.isEmpty(value) {
        dropTrait(value, .emptyValue, "empty values are not sent and never clear a field")
      } else if document.text(key, equals: "id"), !isId(value) {
        dropTrait(value, .tooLong, "\(path(value)) is over \(Self.companyLimit) characters")
      } else if document.text(key, equals: "id") || document.text(key, equals: "name") {
        dropUnsupported(value)
      } else {
        dropTrait(value, .noCounterpart, "only id and name of a company are sent")
      }
    }
    link([id.map { ($0, "externalId") }, name.map { ($0, "name") }].compactMap { $0 })
  }

  private func isUsable(_ node: Int) -> Bool {
    let kind = document.kind(node)
    return kind == .string && !document.isBlank(node) || document.wholeNumber(node) != nil
  }

  /// Whether it is short enough to tell a company by; a cut one would be another's.
  private func isId(_ node: Int) -> Bool {
    document.text(node).trimmed.unicodeScalars.count <= Self.companyLimit
  }

  /// The first part is what the record is found by.
  private mutating func link(_ parts: [(node: Int, name: StaticString)]) {
    guard !isForIdentity else {
      for (node, _) in parts {
        dropTrait(node, .notInIdentity, "without a userId no company can be linked")
      }
      return
    }
    for (at, part) in parts.enumerated() {
      let value = made(companyText(part))
      let id = at == 0 ? Target(.customer, "company", made(Self.companyId)) : nil
      rows.append(
        row(
          part.node, to: Target(.company, part.name, value), and: id,
          rule: "found or created as a company record", .api))
    }
    guard let part = parts.first, parts.count == 1, LeafName.fixed(part.name).isFixed("externalId")
    else { return }
    // A record needs a name; Kustomer's API demands nothing else.
    let name = made(companyText(part))
    rows.append(
      row(
        0, to: Target(.company, "name", name),
        rule: "a company needs a name; its id stands in", .api))
  }

  /// Characters of a company's name and of its externalId.
  private static let companyLimit = 256

  private mutating func companyText(_ part: (node: Int, name: StaticString)) -> String {
    let text = document.wholeNumber(part.node) ?? document.text(part.node).trimmed
    return cut(text, to: Self.companyLimit, of: part.node)
  }

  /// The look-up of the record, and its creation when it is missing.
  ///
  /// Kustomer's `GET /v1/companies` takes `externalId`, or `filter` for a name, but not both.
  func companyRequests(_ mapped: MappedCall) -> [PlannedRequest] {
    guard !mapped.payload.isEmpty(.company) else { return [] }
    let company = mapped.tree(of: .company)
    let query =
      company["externalId"]?.stringValue.map { "externalId=" + $0.percentEncoded }
      ?? "filter=" + (company["name"]?.stringValue ?? "").percentEncoded
    return [
      PlannedRequest(.companyLookUp, PlannedRequest.Kind.companyLookUp.path + query),
      PlannedRequest(.companyCreation, content: .folded(mapped, .company)),
    ]
  }
}
