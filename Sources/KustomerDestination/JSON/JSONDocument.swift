/// A parsed JSON text as a flat index over its bytes: nothing is copied until it is asked for.
///
/// Node 0 is the value of the text. A container is followed by its content: an array by its
/// elements, an object by key and value in turn; `link` of a container is the node after its
/// last descendant, `link` of a key is its object.
public struct JSONDocument: Sendable {
  /// The kind of a node; keys of members are nodes of their own.
  enum Kind: UInt8, Sendable { case null, no, yes, number, string, array, object, key }

  /// One value or key: where it stands in the bytes, and what it is linked to.
  struct Node: Sendable {
    /// First byte; of a string the first behind the quote.
    var start: UInt32
    /// Bytes of a scalar's text; elements or members of a container.
    var length: UInt32
    /// See `JSONDocument`.
    var link: UInt32
    var kind: Kind
    /// A string or key that holds a backslash.
    var isEscaped: Bool
  }

  let bytes: [UInt8]
  let nodes: [Node]
  /// The text without white space is what `oversize` measures; it is never longer than this.
  let extent: Int
  /// Only while duplicate keys are being folded away.
  private let hasRepeatedKeys: Bool
  /// Paths of keys that stood more than once in their object; the last value won.
  public let duplicateKeys: [String]

  /// Parses a whole text.
  ///
  /// - Parameter text: UTF-8; a leading BOM is skipped.
  /// - Throws: `JSONError` with the position of the first problem.
  public init(parsing text: some Collection<UInt8>) throws(JSONError) {
    try self.init(owning: Array(text))
  }

  /// Parses a whole text.
  ///
  /// - Parameter text: may start with a BOM.
  /// - Throws: `JSONError` with the position of the first problem.
  public init(parsing text: String) throws(JSONError) {
    try self.init(owning: Array(text.utf8))
  }

  init(owning bytes: [UInt8]) throws(JSONError) {
    let outcome = bytes.withUnsafeBufferPointer { JSONParser.parse($0) }
    let parsed = try outcome.get()
    if parsed.hasDuplicateKeys {
      // Rare, so done the simple way: fold into a tree, which keeps the last value in the
      // first's place, and index the tree's text.
      let raw = JSONDocument(bytes: bytes, nodes: parsed.nodes, extent: 0, hasRepeatedKeys: true)
      let duplicates = raw.pathsOfDuplicateKeys()
      let folded = Array(raw.value(at: 0).compact.utf8)
      let again = try folded.withUnsafeBufferPointer { JSONParser.parse($0) }.get()
      self.init(
        bytes: folded, nodes: again.nodes, extent: folded.count, duplicateKeys: duplicates)
    } else {
      self.init(bytes: bytes, nodes: parsed.nodes, extent: parsed.extent, duplicateKeys: [])
    }
  }

  private init(
    bytes: [UInt8], nodes: [Node], extent: Int, duplicateKeys: [String] = [],
    hasRepeatedKeys: Bool = false
  ) {
    self.hasRepeatedKeys = hasRepeatedKeys
    self.bytes = bytes
    self.nodes = nodes
    self.extent = extent
    self.duplicateKeys = duplicateKeys
  }

  /// The whole text as a tree.
  public var value: JSON { value(at: 0) }
}

extension JSONDocument {
  func kind(_ node: Int) -> Kind { nodes[node].kind }

  /// The node behind a value and all that it contains.
  func end(of node: Int) -> Int { nodes.end(of: node) }

  /// Elements or members; 0 for a scalar's node of no text too.
  func count(_ node: Int) -> Int { Int(nodes[node].length) }

  /// The decoded text of a string or key, the literal of a number.
  func text(_ node: Int) -> String {
    let node = nodes[node]
    let start = Int(node.start)
    let raw = bytes[start..<start + Int(node.length)]
    if node.isEscaped { return Self.unescaped(raw) }
    return bytes.withUnsafeBufferPointer { buffer in
      String(
        decoding: UnsafeBufferPointer(rebasing: buffer[raw.startIndex..<raw.endIndex]),
        as: UTF8.self)
    }
  }

  /// Whether the decoded text of a string or key is that ASCII word.
  func text(_ node: Int, equals word: StaticString) -> Bool {
    let node = nodes[node]
    if node.isEscaped {
      let raw = bytes[Int(node.start)..<Int(node.start) + Int(node.length)]
      return word.withUTF8Buffer { Self.unescaped(raw).utf8.elementsEqual($0) }
    }
    guard Int(node.length) == word.utf8CodeUnitCount else { return false }
    let start = Int(node.start)
    let expected = word.utf8Start
    return bytes.withUnsafeBufferPointer { buffer in
      for at in 0..<Int(node.length) where buffer[start + at] != expected[at] { return false }
      return true
    }
  }

  /// Key and value node of each member; empty for anything but an object.
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

  /// The tree of a node.
  func value(at node: Int) -> JSON {
    switch kind(node) {
    case .null: .null
    case .no: .bool(false)
    case .yes: .bool(true)
    case .number: .number(text(node))
    case .string, .key: .string(text(node))
    case .array: .array(elements(of: node).map(value(at:)))
    case .object: .object(object(at: node))
    }
  }

  private func object(at node: Int) -> JSONObject {
    let all = members(of: node).map { JSONObject.Member(text($0.key), value(at: $0.value)) }
    return hasRepeatedKeys ? JSONObject(all) : JSONObject(distinct: all)
  }

  /// Dotted names from the outermost object to a value, as the trace writes them.
  func path(toValueOf key: Int) -> String {
    let object = Int(nodes[key].link)
    guard object > 0, kind(object - 1) == .key, Int(nodes[object - 1].link) < object else {
      return text(key)
    }
    return path(toValueOf: object - 1) + "." + text(key)
  }

  private func pathsOfDuplicateKeys() -> [String] {
    var paths: [String] = []
    for node in nodes.indices where kind(node) == .object {
      var seen = Set<[UInt8]>()
      for (key, _) in members(of: node) where !seen.insert(Array(text(key).utf8)).inserted {
        paths.append(path(toValueOf: key))
      }
    }
    return paths
  }

  struct Members: Sequence, IteratorProtocol {
    let nodes: [Node]
    var at: Int
    let end: Int

    mutating func next() -> (key: Int, value: Int)? {
      guard at < end else { return nil }
      let key = at
      at = nodes.end(of: key + 1)
      return (key, key + 1)
    }
  }

  struct Elements: Sequence, IteratorProtocol {
    let nodes: [Node]
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

extension [JSONDocument.Node] {
  @inline(__always)
  fileprivate func end(of node: Int) -> Int {
    switch self[node].kind {
    case .array, .object: Int(self[node].link)
    default: node + 1
    }
  }
}

extension JSONDocument {
  /// Decodes the escapes of a string that the parser has accepted.
  static func unescaped(_ raw: ArraySlice<UInt8>) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var at = raw.startIndex
    while at < raw.endIndex {
      guard raw[at] == UInt8(ascii: "\\") else {
        out.append(raw[at])
        at += 1
        continue
      }
      at += 2
      switch raw[at - 1] {
      case UInt8(ascii: "b"): out.append(0x08)
      case UInt8(ascii: "f"): out.append(0x0C)
      case UInt8(ascii: "n"): out.append(0x0A)
      case UInt8(ascii: "r"): out.append(0x0D)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "u"): appendScalar(of: raw, at: &at, to: &out)
      case let plain: out.append(plain)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func appendScalar(
    of raw: ArraySlice<UInt8>, at: inout Int, to out: inout [UInt8]
  ) {
    var code = hex(raw, at)
    at += 4
    if 0xD800..<0xDC00 ~= code {
      code = 0x10000 + (code - 0xD800) << 10 + (hex(raw, at + 2) - 0xDC00)
      at += 6
    }
    guard let scalar = Unicode.Scalar(code) else { return }
    out.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
  }

  private static func hex(_ raw: ArraySlice<UInt8>, _ at: Int) -> UInt32 {
    raw[at..<at + 4].reduce(0) { $0 << 4 | (hexDigit($1) ?? 0) }
  }

  static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x57
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x37
    default: nil
    }
  }
}
