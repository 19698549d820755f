/// Properties become the members of an event's meta.
extension Mapper {
  /// Objects deeper than this are sent as JSON text.
  private static let deepest = 5
  /// Characters of a text.
  private static let longest = 1_024

  /// All but the session id and the property that became the event's name.
  mutating func map(membersOf object: Int, besides name: Int?, _ meta: inout MetaRows) {
    let session = properties[.sessionId]
    for (key, value) in document.members(of: object) where value != name && value != session {
      if repeatsName(key, value) {
        rows.append(Row(value, dropped: .alreadyUsed, rule: "equals the view's name"))
      } else {
        map(value, key: key, parent: nil, level: 1, &meta)
      }
    }
  }

  /// `parent` is the name of the object that holds the property; nil at level 1.
  private mutating func map(
    _ value: Int, key: Int, parent: String?, level: Int, _ meta: inout MetaRows
  ) {
    if document.isEmpty(value) {
      dropEmpty(value)
    } else if document.kind(value) == .object, level <= Self.deepest {
      let own = document.text(key)
      let name = parent.map { MetaKey.joined($0, own) } ?? own
      for (key, value) in document.members(of: value) {
        map(value, key: key, parent: name, level: level + 1, &meta)
      }
    } else {
      send(value, key: key, parent: parent, &meta)
    }
  }

  private static let tooManyText = "Kustomer takes 100 meta keys; send fewer properties"

  /// A page's or screen's property `name` that says what the call's own name says.
  private func repeatsName(_ key: Int, _ value: Int) -> Bool {
    guard type != .track, properties[.name] == value, let top = envelope[.name],
      document.kind(top) == .string, !document.isBlank(top), document.kind(value) == .string,
      !document.isBlank(value)
    else { return false }
    return document.text(top).trimmed.utf8.elementsEqual(document.text(value).trimmed.utf8)
  }

  private mutating func send(
    _ node: Int, key: Int, parent: String?, _ meta: inout MetaRows
  ) {
    if meta.isFull { return drop(node, .tooManyKeys, Self.tooManyText) }
    let suffix = suffix(of: node)
    if parent == nil, let length = MetaKey.lengthOfBase(document, key, suffix) {
      let entry = MetaRows.Entry(of: key, length: length, suffix, in: document)
      guard meta.hasRoom(for: entry, document) else {
        return drop(node, .tooManyKeys, Self.tooManyText)
      }
      if !meta.holds(entry, document) {
        let (leaf, rule) = metaValue(node, suffix)
        let name = LeafName.key(Int32(truncatingIfNeeded: key), length: UInt8(length), suffix)
        let row = row(node, to: Target(.eventMeta, name, leaf), rule: rule, .api)
        meta.add(row, entry, document)
        return
      }
    }
    let own = document.text(key)
    let name = parent.map { MetaKey.joined($0, own) } ?? own
    guard let free = free(MetaKey(name, suffix: suffix), in: &meta) else {
      return drop(node, .tooManyKeys, Self.tooManyText)
    }
    let (leaf, rule) = metaValue(node, suffix)
    send(node, as: free, leaf, rule: rule, .api, &meta)
  }

  private mutating func send(
    _ node: Int, as free: FreeKey, _ leaf: Leaf, rule: StaticString, _ provenance: Provenance,
    _ meta: inout MetaRows
  ) {
    let name = LeafName.made(keep(free.key.text))
    meta.add(
      row(node, to: Target(.eventMeta, name, leaf), rule: rule, provenance),
      MetaRows.Entry(of: free.key), document)
    guard free.isNumbered else { return }
    note(
      .keyCollision, .node(node),
      "another property has the same key after cleaning; this one is sent as \(free.key.text)")
  }

  /// A key that is not taken; a number tells it from another of its name.
  private typealias FreeKey = (key: MetaKey, isNumbered: Bool)

  /// The key, or the first of its numbered forms that is not taken; nil when there is no room.
  private func free(_ key: MetaKey, in meta: inout MetaRows) -> FreeKey? {
    // Asked first, because counting through the forms of a thousand equal keys takes long.
    guard meta.hasRoom(for: MetaRows.Entry(of: key), document) else { return nil }
    guard holds(key, in: meta) else { return (key, false) }
    var number = meta.numbers[key.text] ?? 1
    var free = key
    repeat {
      number += 1
      free = key.numbered(number)
    } while holds(free, in: meta)
    meta.numbers[key.text] = number
    return meta.hasRoom(for: MetaRows.Entry(of: free), document) ? (free, true) : nil
  }

  func holds(_ key: MetaKey, in meta: MetaRows) -> Bool {
    meta.holds(MetaRows.Entry(of: key), document)
  }

  private func suffix(of node: Int) -> MetaKey.Suffix {
    switch document.kind(node) {
    case .number: return .number
    case .yes, .no: return .boolean
    case .string:
      if case (_, .dateTime)? = document.withText(node, Timestamp.read) { return .dateTime }
      return .text
    default: return .text
    }
  }

  private mutating func metaValue(
    _ node: Int, _ suffix: MetaKey.Suffix, isLoss: Bool = true
  ) -> (Leaf, StaticString) {
    let written = Leaf.node(node)
    switch suffix {
    case .number: return (written, "number, suffix Num")
    case .boolean: return (written, "boolean, suffix Bool")
    case .dateTime:
      let moment = document.withText(node, Timestamp.read)?.0
      return (moment.map { .moment($0) } ?? written, "date-time, suffix At")
    case .text where document.kind(node) == .string:
      let isShort = document.count(node) <= Self.longest
      let cut = isShort ? nil : cut(document.text(node), of: node, isLoss: isLoss)
      return (cut ?? written, "string, suffix Str")
    case .text:
      let isShort = document.sizeLimit(of: node) <= Self.longest
      let cut = isShort ? nil : cut(document.compact(node), of: node, isLoss: isLoss)
      return (cut ?? .jsonText(node), "JSON text, suffix Str")
    }
  }

  /// The cut text; nil when nothing has to be cut.
  mutating func cut(_ text: String, of node: Int, isLoss: Bool = true) -> Leaf? {
    let (kept, wasCut) = text.cut(to: Self.longest)
    guard wasCut else { return nil }
    warn(.truncated, .node(node), "\(path(node)) is cut at 1024 characters")
    if isLoss { hasLoss = true }
    return made(kept)
  }

  mutating func mapCategory(_ meta: inout MetaRows) {
    guard let node = envelope[.category], document.kind(node) == .string, !document.isBlank(node)
    else { return }
    if let own = properties[.category], !document.isEmpty(own) {
      rows.append(Row(node, dropped: .alreadyUsed, rule: "properties.category is sent"))
      return
    }
    let suffix = suffix(of: node)
    guard let free = free(MetaKey("category", suffix: suffix), in: &meta) else {
      return drop(node, .tooManyKeys, Self.tooManyText, isLoss: false)
    }
    let (leaf, _) = metaValue(node, suffix, isLoss: false)
    send(node, as: free, leaf, rule: "as property category", .convention, &meta)
  }
}

extension JSONView {
  /// A number of bytes that the compact text of a list or object does not exceed.
  func sizeLimit(of node: Int) -> Int {
    var size = 0
    for at in node..<end(of: node) {
      switch kind(at) {
      case .array, .object: size += 3
      default: size += count(at) + 3
      }
    }
    return size
  }
}
