/// A look at the bytes and nodes of a document while `JSONDocument.withView` lends them.
///
/// Unsafe buffers, because mapping looks at hundreds of nodes a call and an array would count
/// references at each. Node numbers come from the parser alone; no view outlives its body.
struct JSONView {
  typealias Kind = JSONDocument.Kind
  typealias Node = JSONDocument.Node

  let bytes: UnsafeBufferPointer<UInt8>
  let nodes: UnsafeBufferPointer<Node>

  @inline(__always)
  func kind(_ node: Int) -> Kind { nodes[node].kind }

  /// The node behind a value and all that it contains.
  @inline(__always)
  func end(of node: Int) -> Int { nodes.end(of: node) }

  /// Elements or members; bytes of a scalar as written.
  @inline(__always)
  func count(_ node: Int) -> Int { Int(nodes[node].length) }

  /// The bytes of a scalar or key as written, without quotes.
  @inline(__always)
  func raw(_ node: Int) -> UnsafeBufferPointer<UInt8> {
    let node = nodes[node]
    let start = Int(node.start)
    return UnsafeBufferPointer(rebasing: bytes[start..<start + Int(node.length)])
  }

  /// The decoded text of a string or key, the literal of a number.
  func text(_ node: Int) -> String {
    nodes[node].isEscaped
      ? JSONDocument.unescaped(raw(node)) : String(decoding: raw(node), as: UTF8.self)
  }

  /// Lends the UTF-8 of `text`.
  @inline(__always)
  func withText<Result>(_ node: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard nodes[node].isEscaped else { return body(raw(node)) }
    var text = text(node)
    return text.withUTF8(body)
  }

  /// Whether the decoded text of a string or key is that ASCII word.
  @inline(__always)
  func text(_ node: Int, equals word: StaticString) -> Bool {
    guard !nodes[node].isEscaped else {
      return word.withUTF8Buffer { text(node).utf8.elementsEqual($0) }
    }
    guard Int(nodes[node].length) == word.utf8CodeUnitCount else { return false }
    return raw(node).starts(with: word)
  }

  /// Key and value node of each member; empty for anything but an object.
  @inline(__always)
  func members(of object: Int) -> Members {
    Members(nodes: nodes, at: object + 1, end: kind(object) == .object ? end(of: object) : 0)
  }

  /// Value node of each element; empty for anything but an array.
  func elements(of array: Int) -> Elements {
    Elements(nodes: nodes, at: array + 1, end: kind(array) == .array ? end(of: array) : 0)
  }

  /// The value node of that member, nil when there is none or this is no object.
  func member(_ name: StaticString, of object: Int) -> Int? {
    for (key, value) in members(of: object) where text(key, equals: name) { return value }
    return nil
  }

  struct Members: Sequence, IteratorProtocol {
    let nodes: UnsafeBufferPointer<Node>
    var at: Int
    let end: Int

    @inline(__always)
    mutating func next() -> (key: Int, value: Int)? {
      guard at < end else { return nil }
      let key = at
      at = nodes.end(of: key + 1)
      return (key, key + 1)
    }
  }

  struct Elements: Sequence, IteratorProtocol {
    let nodes: UnsafeBufferPointer<Node>
    var at: Int
    let end: Int

    mutating func next() -> Int? {
      guard at < end else { return nil }
      let element = at
      at = nodes.end(of: element)
      return element
    }
  }
}

extension JSONView {
  /// The tree of a node.
  func value(at node: Int) -> JSON {
    switch kind(node) {
    case .null: .null
    case .no: .bool(false)
    case .yes: .bool(true)
    case .number: .number(text(node))
    case .string, .key: .string(text(node))
    case .array: .array(elements(of: node).map(value(at:)))
    case .object: .object(JSONObject(distinct: memberTrees(of: node)))
    }
  }

  func memberTrees(of object: Int) -> [JSONObject.Member] {
    members(of: object).map { JSONObject.Member(text($0.key), value(at: $0.value)) }
  }

  /// The key of the object that a value's key stands in; nil in the outermost object.
  func parent(ofKey key: Int) -> Int? {
    let object = Int(nodes[key].link)
    guard object > 0, kind(object - 1) == .key, Int(nodes[object - 1].link) < object else {
      return nil
    }
    return object - 1
  }

  /// Names from the outermost object to a value, as the trace writes them.
  func path(toValueOf key: Int) -> String {
    (parent(ofKey: key).map { path(toValueOf: $0) } ?? "").path(toMember: text(key))
  }
}

extension UnsafeBufferPointer<JSONDocument.Node> {
  @inline(__always)
  fileprivate func end(of node: Int) -> Int {
    switch self[node].kind {
    case .array, .object: Int(self[node].link)
    default: node + 1
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The length and the first seven bytes of a part: different for nearly all different names.
  @inline(__always)
  func signature(at start: Int, length: Int) -> UInt64 {
    let top = UInt64(truncatingIfNeeded: length) << 56
    let kept = Swift.min(length, 7)
    if start + 8 <= count, let baseAddress {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(baseAddress + start).loadUnaligned(as: UInt64.self))
      return word & ((1 << (UInt64(truncatingIfNeeded: kept) * 8)) - 1) | top
    }
    var word: UInt64 = 0
    for offset in 0..<kept { word |= UInt64(self[start + offset]) << (UInt64(offset) * 8) }
    return word | top
  }

  /// Whether the same bytes stand here, compared eight at a step.
  func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    guard let own = UnsafeRawPointer(baseAddress), let other = UnsafeRawPointer(other.baseAddress)
    else { return true }
    if own == other { return true }
    var at = 0
    while at + 8 <= count {
      guard
        own.loadUnaligned(fromByteOffset: at, as: UInt64.self)
          == other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      else { return false }
      at += 8
    }
    while at < count {
      guard
        own.load(fromByteOffset: at, as: UInt8.self)
          == other.load(fromByteOffset: at, as: UInt8.self)
      else { return false }
      at += 1
    }
    return true
  }

  /// Whether these bytes begin with a word that is not longer than they are.
  @inline(__always)
  func starts(with word: StaticString) -> Bool {
    let expected = word.utf8Start
    for at in 0..<word.utf8CodeUnitCount where self[at] != expected[at] { return false }
    return true
  }
}
