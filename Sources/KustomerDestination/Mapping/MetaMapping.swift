/// Properties become the members of an event's meta.
extension Mapper {
  /// Objects deeper than this are sent as JSON text.
  private static let deepest = 5
  /// All but the session id and the property that became the event's name.
  mutating func map(membersOf object: Int, besides name: Int?, _ meta: inout MetaRows) {
    let session = properties[.sessionId]
    for (key, value) in document.members(of: object) where value != name && value != session {
      if repeatsName(key, value) {
        meta.leaveOut(value, rule: "equals the view's name")
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
      meta.drop(
        value, .emptyValue, "empty values are not sent and never clear a field", isLoss: false)
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
    if meta.isFull { return meta.drop(node, .tooManyKeys, Self.tooManyText) }
    let suffix = suffix(of: node)
    if parent == nil, let length = MetaKey.lengthOfBase(document, key, suffix) {
      let entry = MetaRows.Entry(of: key, length: length, suffix, in: document)
      guard meta.hasRoom(for: entry, document) else {
        return meta.drop(node, .tooManyKeys, Self.tooManyText)
      }
      if !meta.holds(entry, document) {
        let (leaf, rule) = value(node, suffix, &meta)
        let name = LeafName.key(Int32(truncatingIfNeeded: key), length: UInt8(length), suffix)
        let row = row(node, to: Target(.eventMeta, name, leaf), rule: rule, .api)
        meta.add(row, entry, document)
        return
      }
    }
    let own = document.text(key)
    let name = parent.map { MetaKey.joined($0, own) } ?? own
    guard let free = free(MetaKey(name, suffix: suffix), in: &meta) else {
      return meta.drop(node, .tooManyKeys, Self.tooManyText)
    }
    let (leaf, rule) = value(node, suffix, &meta)
    send(node, as: free, leaf, rule: free.key.isPadded ? Self.paddedRule : rule, .api, &meta)
  }

  private static let paddedRule: StaticString = "suffix, p- before a name that is too short"

  private mutating func send(
    _ node: Int, as free: FreeKey, _ leaf: Leaf, rule: StaticString, _ provenance: Provenance,
    _ meta: inout MetaRows
  ) {
    let name = LeafName.made(keep(free.key.text))
    meta.add(
      row(node, to: Target(.eventMeta, name, leaf), rule: rule, provenance),
      MetaRows.Entry(of: free.key), document)
    guard free.isNumbered else { return }
    meta.findings.append(
      Finding(
        severity: .note, code: .keyCollision, path: .node(node),
        message: "another property has the same key after cleaning; this one is sent as "
          + free.key.text))
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
      if case .dateTime? = document.withText(node, Timestamp.read)?.precision { return .dateTime }
      return .text
    default: return .text
    }
  }

  private mutating func value(
    _ node: Int, _ suffix: MetaKey.Suffix, _ meta: inout MetaRows, isLoss: Bool = true
  ) -> (Leaf, StaticString) {
    let written = Leaf.node(node)
    switch suffix {
    case .number: return (written, "number, suffix Num")
    case .boolean: return (written, "boolean, suffix Bool")
    case .dateTime:
      let moment = document.withText(node) { Timestamp.read($0) }?.moment
      return (moment.map { .moment($0) } ?? written, "date-time, suffix At")
    case .text where document.kind(node) == .string:
      guard document.count(node) > MetaRows.longest else { return (written, Self.textRule) }
      let (kept, wasCut) = document.text(node).cut(to: MetaRows.longest)
      guard wasCut else { return (written, Self.textRule) }
      meta.findings.append(cutFinding(node))
      if isLoss { meta.hasLoss = true }
      return (made(kept), "string, suffix Str, cut")
    case .text: return jsonText(node, &meta)
    }
  }

  private static let textRule: StaticString = "string, suffix Str"

  /// That a text is cut.
  func cutFinding(_ node: Int) -> Finding {
    Finding(
      severity: .warning, code: .truncated, path: .node(node),
      message: "\(path(node)) is cut at \(MetaRows.longest) characters")
  }

  mutating func mapCategory(_ meta: inout MetaRows) {
    guard let node = envelope[.category], document.kind(node) == .string, !document.isBlank(node),
      properties[.category].map(document.isEmpty) ?? true
    else { return }
    let suffix = suffix(of: node)
    guard let free = free(MetaKey("category", suffix: suffix), in: &meta) else {
      return meta.drop(node, .tooManyKeys, Self.tooManyText, isLoss: false)
    }
    let (leaf, _) = value(node, suffix, &meta, isLoss: false)
    send(node, as: free, leaf, rule: "as property category", .convention, &meta)
  }
}

// MARK: Lists, and objects that stand too deep

extension Mapper {
  /// A list or object as JSON text; one that is too long is cut after its last whole element or
  /// member that fits.
  private mutating func jsonText(_ node: Int, _ meta: inout MetaRows) -> (Leaf, StaticString) {
    let rule: StaticString = "JSON text, suffix Str"
    guard document.sizeLimit(of: node) > MetaRows.longest else { return (.jsonText(node), rule) }
    let whole = document.compact(node)
    guard whole.unicodeScalars.count > MetaRows.longest else { return (.jsonText(node), rule) }
    meta.hasLoss = true
    guard let (kept, count) = document.compact(node, within: MetaRows.longest) else {
      meta.findings.append(cutFinding(node))
      return (made(whole.cut(to: MetaRows.longest).text), "JSON text, suffix Str, cut")
    }
    let left = document.count(node) - count
    meta.findings.append(
      Finding(
        severity: .warning, code: .truncated, path: .node(node),
        message: "\(path(node)) is cut at \(MetaRows.longest) characters: \(left) of "
          + "\(document.count(node)) "
          + (document.kind(node) == .array ? "elements are" : "members are") + " left out"))
    return (made(kept), "JSON text, suffix Str, cut after its last whole part that fits")
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

  /// The compact text of the first elements or members of a list or object that fit into so many
  /// characters, and how many they are; nil when not even one does.
  func compact(_ node: Int, within limit: Int) -> (text: String, count: Int)? {
    let isList = kind(node) == .array
    let parts =
      isList
      ? elements(of: node).map(compact)
      : members(of: node).map { compact($0.key) + ":" + compact($0.value) }
    var length = 1
    let fitting = parts.prefix { part in
      // With the comma or bracket behind it.
      length += part.unicodeScalars.count + 1
      return length <= limit
    }
    guard !fitting.isEmpty else { return nil }
    let inside = fitting.joined(separator: ",")
    return (isList ? "[\(inside)]" : "{\(inside)}", fitting.count)
  }
}
