/// The trait `address`, and its parts where they stand beside the other traits, become one element
/// of the customer's locations.
extension Mapper {
  /// Maps the address, if there is one, and the parts beside it; those inside it win.
  mutating func mapLocation(_ address: Int?, _ traits: Traits) {
    var inside = Array(repeating: [Traits.Candidate](), count: rules.address.count)
    if let address {
      switch document.kind(address) {
      case .object: collect(partsOf: address, &inside)
      case .string:
        if let text = document.jsonObject(in: address) {
          return mapAddress(address, text, beside: traits)
        }
        inside[AddressRule.wholeText] = [Traits.Candidate(address - 1, .own)]
      default:
        dropTrait(
          address, .unsupportedValue,
          "\(path(address)) is \(kindText(address)); write an object or a string")
      }
    }
    for (at, rule) in rules.address.enumerated() {
      if let node = choose(inside[at] + traits.parts[at]) { mapPart(node, rule) }
    }
  }

  private mutating func collect(partsOf object: Int, _ parts: inout [[Traits.Candidate]]) {
    for (key, value) in document.members(of: object) {
      if let (part, rank) = rules.part(key, in: document) {
        parts[part].append(Traits.Candidate(key, rank))
      } else if document.isEmpty(value) {
        dropTrait(value, .emptyValue, "empty values are not sent and never clear a field")
      } else {
        dropTrait(value, .noCounterpart, "Kustomer's location has no such part")
      }
    }
    for part in parts.indices { parts[part].sort(in: document) }
  }

  private mutating func mapPart(_ node: Int, _ rule: AddressRule) {
    guard let text = text(node, takesNumber: true) else { return dropUnsupported(node) }
    let (target, isCode) = target(text, of: node, by: rule)
    rows.append(
      row(node, to: target, rule: isCode ? "two-letter code" : "part of the location", .documented))
  }

  private mutating func target(
    _ text: String, of node: Int, by rule: AddressRule
  ) -> (Target, isCode: Bool) {
    let place: Place = isForIdentity ? .identityLocation : .customerLocation
    if let name = rule.code, let code = Conversion.twoLetterCode(text) {
      return (Target(place, name, leaf(code, of: node)), true)
    }
    let kept = cut(text, to: rule.limit, of: node)
    return (Target(place, rule.target, leaf(kept, of: node)), false)
  }
}

// MARK: An address as JSON text

extension Mapper {
  /// A text that is a JSON object is read as that; the text is the one source of all its parts.
  private mutating func mapAddress(_ node: Int, _ text: JSONDocument, beside traits: Traits) {
    let parts = text.withView { partTexts(in: $0, of: node) }
    let start = Int32(truncatingIfNeeded: targets.count)
    for (rule, part) in zip(rules.address, parts) {
      if let part { targets.append(target(part, of: node, by: rule).0) }
    }
    let end = Int32(truncatingIfNeeded: targets.count)
    if start < end {
      rows.append(Row(node, to: start..<end, rule: "JSON text, read as its parts", .documented))
    } else if text.withView({ $0.isFilled(0) }) {
      dropTrait(node, .unsupportedValue, "\(path(node)) names no part of an address")
    } else {
      dropTrait(node, .emptyValue, "empty values are not sent and never clear a field")
    }
    for (at, rule) in rules.address.enumerated() {
      if let part = parts[at] {
        setAside(traits.parts[at], for: part, in: node)
      } else if let other = choose(traits.parts[at]) {
        mapPart(other, rule)
      }
    }
  }

  /// The text of each part, nil for one that is not there.
  private mutating func partTexts(in text: JSONView, of node: Int) -> [String?] {
    var found = rules.address.map { _ in [Traits.Candidate]() }
    for (key, value) in text.members(of: 0) where !text.isEmpty(value) {
      if let (part, rank) = rules.part(key, in: text) {
        found[part].append(Traits.Candidate(key, rank))
      } else {
        lose(text.text(key), in: node, .noCounterpart, "Kustomer's location has no such part")
      }
    }
    return found.map { candidates in
      var sorted = candidates
      sorted.sort(in: text)
      guard let first = sorted.first?.node else { return nil }
      for other in sorted.dropFirst() where !text.isSame(other.node, first) {
        lose(
          text.text(other.key), in: node, .conflictingAliases,
          "\(text.text(first - 1)) has another value and is used; remove one of them")
      }
      if text.kind(first) == .string { return text.text(first).trimmed }
      if let digits = text.wholeNumber(first), !digits.hasPrefix("-") { return digits }
      lose(text.text(first - 1), in: node, .unsupportedValue, "only texts can be sent here")
      return nil
    }
  }

  private mutating func lose(_ name: String, in node: Int, _ code: Code, _ message: String) {
    warn(code, .text("\(path(node)).\(name)"), message)
    if isCounted(node) { hasLoss = true }
  }

  private mutating func setAside(
    _ others: [Traits.Candidate], for part: String, in address: Int
  ) {
    for other in others {
      if document.isEmpty(other.node) {
        dropTrait(
          other.node, .emptyValue, "empty values are not sent and never clear a field")
      } else if text(other.node, takesNumber: true)?.isExactly(part) ?? false {
        rows.append(
          Row(other.node, dropped: .sameAsAlias, rule: "another spelling of a sent value"))
      } else {
        rows.append(
          Row(other.node, dropped: .conflictingAliases, isLoss: isCounted(other.node)))
        warnOfConflict(other.node, with: path(address))
      }
    }
  }
}

extension JSONView {
  /// The object that a string holds as JSON text, nil for any other text.
  fileprivate func jsonObject(in node: Int) -> JSONDocument? {
    let text = text(node).trimmed
    guard text.utf8.first == UInt8(ascii: "{"), let document = try? JSONDocument(parsing: text),
      document.kind(0) == .object
    else { return nil }
    return document
  }
}
