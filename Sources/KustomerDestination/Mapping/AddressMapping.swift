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
    var candidates: [[(spelling: Int, node: Int)]] = Array(
      repeating: [], count: AddressRule.table.count)
    for (key, value) in document.members(of: object) {
      if let (rule, spelling) = rule(of: key) {
        candidates[rule].append((spelling, value))
      } else if isEmpty(value) {
        dropPart(value, .emptyValue, "empty values are not sent and never clear a field")
      } else {
        dropPart(value, .noCounterpart, "Kustomer's location has no such part")
      }
    }
    for (index, rule) in AddressRule.table.enumerated() {
      let nodes = candidates[index].sorted { $0.spelling < $1.spelling }.map(\.node)
      if let node = choose(nodes) { mapPart(node, rule) }
    }
  }

  private func rule(of key: Int) -> (index: Int, spelling: Int)? {
    for (index, rule) in AddressRule.table.enumerated() {
      for (spelling, name) in rule.names.enumerated() where document.text(key, equals: name) {
        return (index, spelling)
      }
    }
    return nil
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
    let place: Place = userId == nil && anonymousId != nil ? .identityLocation : .customerLocation
    let value = JSON.string(code ?? cut(text, to: rule.limit, of: node))
    rows.append(
      Row(
        node, to: Target(place: place, name: name, value: value),
        rule: code == nil ? "part of the location" : "two-letter code", .documented))
  }

  private mutating func dropPart(_ node: Int, _ code: Code, _ message: String) {
    dropTrait(node, code, message)
  }
}
