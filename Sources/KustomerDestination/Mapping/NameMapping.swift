/// The traits `name`, `firstName` and `lastName` become the customer's one name.
extension Mapper {
  mutating func mapName(
    _ candidates: [Traits.Candidate], by rule: CustomerRule, _ limit: Int, _ traits: Traits
  ) {
    let firstNames = halves(of: traits) { if case .firstName = $0 { true } else { false } }
    let lastNames = halves(of: traits) { if case .lastName = $0 { true } else { false } }
    let whole = choose(candidates)
    if let whole, let text = text(whole, takesNumber: false) {
      send(whole, leaf(cut(text, to: limit, of: whole), of: whole), by: rule, rule: "name")
      for part in firstNames + lastNames { setAsidePart(part.node) }
      return
    }
    if let whole { dropUnsupported(whole) }
    switch (part(choose(firstNames)), part(choose(lastNames))) {
    case (let first?, let last?):
      let text = cut(first.text + " " + last.text, to: limit, of: first.node)
      send(first.node, made(text), by: rule, rule: "first and last name")
      send(last.node, nil, by: rule, rule: "first and last name")
    case (let alone?, nil), (nil, let alone?):
      dropTrait(
        alone.node, .nameIncomplete,
        "half a name would overwrite a full one; send firstName and lastName, or name")
    case (nil, nil): break
    }
  }

  private func halves(
    of traits: Traits, _ isHalf: (CustomerRule.Conversion) -> Bool
  ) -> [Traits.Candidate] {
    rules.customer.indices.flatMap {
      isHalf(rules.customer[$0].conversion) ? traits.attributes[$0] : []
    }
  }

  /// Leaves half a name out, whatever it is, because the whole one is sent.
  private mutating func setAsidePart(_ node: Int) {
    if document.isEmpty(node) { return dropEmpty(node) }
    rows.append(Row(node, dropped: .alreadyUsed, rule: "name is sent"))
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
