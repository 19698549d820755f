/// The traits `name`, `firstName` and `lastName` become the customer's one name.
extension Mapper {
  mutating func mapName(_ traits: Traits) {
    let firstNames = traits.candidates(CustomerRule.Index.firstName)
    let lastNames = traits.candidates(CustomerRule.Index.lastName)
    let whole = choose(traits.candidates(CustomerRule.Index.name))
    if let whole, let text = text(whole, takesNumber: false) {
      sendName(whole, leaf(cut(text, to: 256, of: whole), of: whole))
      for part in firstNames { setAsidePart(part) }
      for part in lastNames { setAsidePart(part) }
      return
    }
    if let whole { dropUnsupported(whole) }
    switch (part(choose(firstNames)), part(choose(lastNames))) {
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

  /// Leaves half a name out, whatever it is, because the whole one is sent.
  private mutating func setAsidePart(_ node: Int) {
    if document.isEmpty(node) { return dropEmpty(node) }
    rows.append(Row(node, dropped: .alreadyUsed, rule: "name is sent"))
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
