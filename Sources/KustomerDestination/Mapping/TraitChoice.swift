/// The traits of an identify by the rule that takes them.
struct Traits {
  /// Per row of `CustomerRule.table` four values in the order in which they are tried; 0 for none.
  private var ranked = InlineArray<68, Int32>(repeating: 0)
  var custom: [Int] = []
  /// Traits that Engage made.
  var engage: [Int] = []
  /// Each `kustomer_session_id` among the traits.
  var sessionIds: [Int] = []

  init(of traits: Int?, inContext: Int?, document: JSONView) {
    for (source, firstRank) in [(traits, 0), (inContext, 2)] {
      guard let source else { continue }
      for (key, value) in document.members(of: source) {
        if let (rule, isAlias) = CustomerRule.spellings.meaning(of: key, in: document) {
          ranked[rule * 4 + firstRank + (isAlias ? 1 : 0)] = Int32(truncatingIfNeeded: value)
        } else {
          custom.append(value)
          if document.text(key, equals: "kustomer_session_id") { sessionIds.append(value) }
        }
      }
    }
  }

  /// The values that a row of `CustomerRule.table` may take, first come first served.
  func candidates(_ rule: Int) -> Candidates {
    Candidates(
      first: ranked[rule * 4], ranked[rule * 4 + 1], ranked[rule * 4 + 2], ranked[rule * 4 + 3])
  }

  /// Takes out the trait that Engage computed, or all custom ones when the call does not say
  /// which.
  mutating func setEngageAside(key: String?, _ document: JSONView) {
    guard let key else {
      engage = custom
      custom = []
      return
    }
    func isComputed(_ node: Int) -> Bool {
      document.text(node - 1).utf8.elementsEqual(key.utf8)
    }
    engage = custom.filter(isComputed)
    custom.removeAll(where: isComputed)
    for at in ranked.indices where ranked[at] != 0 && isComputed(Int(ranked[at])) {
      engage.append(Int(ranked[at]))
      ranked[at] = 0
    }
  }
}

/// Up to four values of which one is sent, in the order in which they are tried.
struct Candidates: Sequence, IteratorProtocol {
  private var nodes: (Int32, Int32, Int32, Int32)

  /// 0 stands for none.
  init(first: Int32, _ second: Int32, _ third: Int32 = 0, _ fourth: Int32 = 0) {
    nodes = (first, second, third, fourth)
  }

  mutating func next() -> Int? {
    while nodes != (0, 0, 0, 0) {
      let node = nodes.0
      nodes = (nodes.1, nodes.2, nodes.3, 0)
      if node != 0 { return Int(node) }
    }
    return nil
  }
}

extension Mapper {
  /// The first value that is not empty; says what becomes of the others.
  mutating func choose(_ candidates: Candidates) -> Int? {
    var chosen: Int?
    for node in candidates {
      if document.isEmpty(node) {
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
      traceAside(node, .sameAsAlias, rule: "another spelling of a sent value")
    } else {
      let text = "\(path(first)) has another value and is used; remove one of them"
      traceAside(node, .conflictingAliases, isLoss: isCounted(node))
      warn(.conflictingAliases, .node(node), text)
    }
  }

  /// An address is traced by its parts.
  private mutating func traceAside(
    _ node: Int, _ code: Code, isLoss: Bool = false, rule: StaticString = "not sent"
  ) {
    if isLoss { hasLoss = true }
    guard document.kind(node) == .object, document.text(node - 1, equals: "address") else {
      rows.append(Row(node, dropped: code, isLoss: isLoss, rule: rule))
      return
    }
    for (_, part) in document.members(of: node) {
      rows.append(
        document.isEmpty(part)
          ? Row(part, dropped: .emptyValue)
          : Row(part, dropped: code, isLoss: isLoss, rule: rule))
    }
  }

  /// A number is the same as its literal text.
  private func isSame(_ left: Int, _ right: Int) -> Bool {
    let values = [left, right].map { node in
      switch document.value(at: node) {
      case .string(let text): JSON.string(text.trimmed)
      case .number(let text): JSON.string(text)
      case let other: other
      }
    }
    return Self.isSame(values[0], values[1])
  }

  /// The order of members says nothing.
  private static func isSame(_ left: JSON, _ right: JSON) -> Bool {
    switch (left, right) {
    case (.object(let left), .object(let right)):
      left.members.count == right.members.count
        && left.members.allSatisfy { member in
          right[member.key].map { isSame(member.value, $0) } ?? false
        }
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
    default: left == right
    }
  }

  /// Whether a value stands in `traits`, whose losses count.
  func isCounted(_ node: Int) -> Bool {
    guard let traits = envelope[.traits] else { return false }
    return traits..<document.end(of: traits) ~= node
  }

  /// Drops a trait; what stands in `context.traits` is no loss.
  mutating func dropTrait(_ node: Int, _ code: Code, _ message: String) {
    drop(node, code, message, isLoss: code != .emptyValue && isCounted(node))
  }

  mutating func dropUnlessEmpty(_ node: Int, _ code: Code, _ message: String) {
    if document.isEmpty(node) { dropEmpty(node) } else { dropTrait(node, code, message) }
  }

}
