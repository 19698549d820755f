/// The ids of a call.
extension Mapper {
  mutating func checkIds() {
    let userId = presentId(.userId), anonymousId = presentId(.anonymousId)
    for (node, used) in envelope.unused { warnOfUnused(node, used) }
    if userId == nil, anonymousId == nil {
      refuse(
        .rejected, .noUserAnonId,
        "the call names nobody; give it a userId or an anonymousId")
    }
    user = userId.flatMap { stringId($0) }
    visitor = anonymousId.flatMap { stringId($0) }
    person = sessions.person(ids)
    guard let user, user.text.utf8.count > 256 else { return }
    let length = user.text.unicodeScalars.count
    guard length > 256 else { return }
    refuse(
      .rejected, .externalIdTooLong, path: .node(user.node),
      "\(path(user.node)) has \(length) characters and Kustomer's externalId takes 256")
  }

  /// The node of an id that is there; null, empty and blank count as absent.
  private mutating func presentId(_ field: Envelope.Field) -> Int? {
    guard let node = envelope[field] else { return nil }
    guard document.isBlank(node) else { return node }
    warnOfEmptyId(node)
    return nil
  }

  private mutating func warnOfUnused(_ node: Int, _ used: Int) {
    if document.isBlank(node) {
      warnOfEmptyId(node)
    } else if !document.isSame(node, used) {
      warn(
        .conflictingAliases, .node(node),
        "\(path(used)) has another value and is used; remove one of them")
    }
  }

  private mutating func warnOfEmptyId(_ node: Int) {
    guard document.kind(node) == .string, document.count(node) == 0 else { return }
    warn(.emptyValue, .node(node), "\(path(node)) is empty and counts as absent")
  }

  /// A string as it is, a whole number as its digits; refuses all else.
  private mutating func stringId(_ node: Int) -> Identifier? {
    if let text = document.id(node) {
      let isNumber = document.kind(node) == .number
      if isNumber {
        warn(
          .idNotString, .node(node),
          "\(path(node)) is a number and its digits are sent; write it as a string: \"\(text)\"")
      }
      let id = Identifier(
        node: node, key: ExactText(text), leaf: isNumber ? made(text) : .node(node))
      warnOfPlaceholder(id)
      return id
    }
    let fix =
      document.kind(node) == .number
      ? "; write it as a string: \"\(document.text(node))\"" : "; ids are strings"
    refuse(
      .rejected, .idNotString, path: .node(node), "\(path(node)) is \(kindText(node))\(fix)")
    return nil
  }

  private mutating func warnOfPlaceholder(_ id: Identifier) {
    guard Placeholder.isOne(id.text) else { return }
    warn(
      .idIsPlaceholder, .node(id.node),
      "\(path(id.node)) is \"\(id.text)\", which is nobody's id; it merges strangers for good")
  }
}

/// Words that programs write where an id is missing.
enum Placeholder {
  private static let words: Set<String> = [
    "undefined", "null", "none", "nil", "nan", "[object object]", "true", "false", "0",
    "00000000-0000-0000-0000-000000000000",
  ]

  /// Case and white space around it say nothing.
  static func isOne(_ text: String) -> Bool {
    // None is longer than the nil UUID.
    text.utf8.count <= 40 && words.contains(text.trimmed.lowercased())
  }
}
