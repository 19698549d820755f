/// The trait `address` becomes one element of the customer's locations.
extension Mapper {
  mutating func mapAddress(_ node: Int) {
    switch document.kind(node) {
    case .string: sendPart(node, document.text(node).trimmed, AddressRule.table[0])
    case .object: mapAddress(partsOf: node)
    default:
      dropPart(
        node, .unsupportedValue, "\(path(node)) is \(kindText(node)); write an object or a string")
    }
  }

  private mutating func mapAddress(partsOf object: Int) {
    var named = InlineArray<5, Int32>(repeating: 0)
    var aliased = InlineArray<5, Int32>(repeating: 0)
    for (key, value) in document.members(of: object) {
      switch AddressRule.spellings.meaning(of: key, in: document) {
      case (let rule, isAlias: false)?: named[rule] = Int32(truncatingIfNeeded: value)
      case (let rule, isAlias: true)?: aliased[rule] = Int32(truncatingIfNeeded: value)
      case nil where document.isEmpty(value):
        dropPart(value, .emptyValue, "empty values are not sent and never clear a field")
      case nil: dropPart(value, .noCounterpart, "Kustomer's location has no such part")
      }
    }
    for (index, rule) in AddressRule.table.enumerated() {
      let candidates = Candidates(first: named[index], aliased[index])
      if let node = choose(candidates) { mapPart(node, rule) }
    }
  }

  private mutating func mapPart(_ node: Int, _ rule: AddressRule) {
    switch document.kind(node) {
    case .string: sendPart(node, document.text(node).trimmed, rule)
    case .number: sendPart(node, document.text(node), rule)
    default:
      dropPart(node, .unsupportedValue, "\(path(node)) is \(kindText(node)); write a string")
    }
  }

  private mutating func sendPart(_ node: Int, _ text: String, _ rule: AddressRule) {
    let code = rule.code == nil ? nil : Conversion.twoLetterCode(text)
    let name = code == nil ? rule.target : rule.code ?? rule.target
    let place: Place = isForIdentity ? .identityLocation : .customerLocation
    let value = leaf(code ?? cut(text, to: rule.limit, of: node), of: node)
    rows.append(
      row(
        node, to: Target(place, name, value),
        rule: code == nil ? "part of the location" : "two-letter code", .documented))
  }

  private mutating func dropPart(_ node: Int, _ code: Code, _ message: String) {
    dropTrait(node, code, message)
  }
}
