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
  /// Paths of keys that stood more than once in their object; the last value won.
  public let duplicateKeys: [String]
  /// Paths of the values that hold, or whose keys hold, half of a surrogate pair; it is read as
  /// U+FFFD.
  public let loneSurrogates: [String]

  /// Parses a whole text.
  ///
  /// - Parameter text: UTF-8; a leading BOM is skipped.
  /// - Throws: `JSONError` with the position of the first problem.
  public init(parsing text: some Collection<UInt8>) throws(JSONError) {
    // Of a buffer at once: a collection of unknown type is copied the slow way.
    let bytes = text.withContiguousStorageIfAvailable { [UInt8]($0) }
    try self.init(owning: bytes ?? Array(text))
  }

  /// Parses a whole text.
  ///
  /// - Parameter text: may start with a BOM.
  /// - Throws: `JSONError` with the position of the first problem.
  public init(parsing text: String) throws(JSONError) {
    try self.init(owning: Array(text.utf8))
  }

  init(owning bytes: [UInt8]) throws(JSONError) {
    let parsed = try JSONParser.parse(bytes)
    let lone = parsed.withView(of: bytes) { $0.pathsOfLoneSurrogates() }
    guard parsed.hasDuplicateKeys else {
      self.init(
        bytes: bytes, nodes: parsed.nodes, extent: parsed.extent, duplicateKeys: [],
        loneSurrogates: lone)
      return
    }
    // Rare, so done the simple way: fold into a tree, which keeps the last value in the first's
    // place, and index the tree's text.
    let (folded, duplicates) = parsed.withView(of: bytes) {
      (Array($0.valueWithoutDuplicates(at: 0).compact.utf8), $0.pathsOfDuplicateKeys())
    }
    self.init(
      bytes: folded, nodes: try JSONParser.parse(folded).nodes, extent: folded.count,
      duplicateKeys: duplicates, loneSurrogates: lone)
  }

  private init(
    bytes: [UInt8], nodes: [Node], extent: Int, duplicateKeys: [String], loneSurrogates: [String]
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.extent = extent
    self.duplicateKeys = duplicateKeys
    self.loneSurrogates = loneSurrogates
  }

  /// The whole text as a tree.
  public var value: JSON { withView { $0.value(at: 0) } }
}

extension JSONDocument {
  /// Lends the document for reading; what it lends must not be kept.
  @inline(__always)
  func withView<Result>(_ body: (JSONView) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      nodes.withUnsafeBufferPointer { body(JSONView(bytes: bytes, nodes: $0)) }
    }
  }

  func kind(_ node: Int) -> Kind { nodes[node].kind }
}

extension JSONDocument {
  /// Decodes the escapes of a string that the parser has accepted.
  static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> String {
    // No escape is shorter than what it stands for.
    String(unsafeUninitializedCapacity: raw.count) { out in
      var at = 0
      var count = 0
      while at < raw.count {
        if raw[at] == UInt8(ascii: "\\") {
          for byte in UTF8.encode(escaped(in: raw, &at)) ?? UTF8.encodedReplacementCharacter {
            out[count] = byte
            count += 1
          }
        } else {
          out[count] = raw[at]
          count += 1
          at += 1
        }
      }
      return count
    }
  }

  /// The scalar of an escape at a position, which goes behind it.
  private static func escaped(
    in raw: UnsafeBufferPointer<UInt8>, _ at: inout Int
  ) -> Unicode.Scalar {
    at += 2
    switch raw[at - 1] {
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    case let plain: return Unicode.Scalar(plain)
    }
    let code = hex(raw, at)
    at += 4
    if let low = lowSurrogate(behind: code, raw, at) {
      at += 6
      return Unicode.Scalar(0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }
    // Half of a pair is no scalar.
    return Unicode.Scalar(code) ?? "\u{FFFD}"
  }

  /// The second half of a pair whose first half ends at a position.
  private static func lowSurrogate(
    behind code: UInt32, _ raw: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> UInt32? {
    guard 0xD800..<0xDC00 ~= code, raw.peek(at) == UInt8(ascii: "\\"),
      raw.peek(at + 1) == UInt8(ascii: "u")
    else { return nil }
    let low = hex(raw, at + 2)
    return 0xDC00..<0xE000 ~= low ? low : nil
  }

  /// Whether the escapes of a string hold half of a surrogate pair.
  static func hasLoneSurrogate(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at < raw.count {
      guard raw[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      let start = at
      let isReplaced = escaped(in: raw, &at) == "\u{FFFD}"
      if isReplaced, at == start + 6, hex(raw, start + 2) != 0xFFFD { return true }
    }
    return false
  }

  private static func hex(_ raw: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
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

extension JSONView {
  /// The tree of a node, in which of several members with one name the last wins.
  fileprivate func valueWithoutDuplicates(at node: Int) -> JSON {
    switch kind(node) {
    case .object:
      .object(
        JSONObject(
          members(of: node).map {
            JSONObject.Member(text($0.key), valueWithoutDuplicates(at: $0.value))
          }))
    case .array: .array(elements(of: node).map(valueWithoutDuplicates(at:)))
    default: value(at: node)
    }
  }

  fileprivate func pathsOfDuplicateKeys() -> [String] {
    var paths: [String] = []
    collectDuplicates(in: 0, "", &paths)
    return paths
  }

  /// Asked of the escaped strings alone, of which most texts have none.
  fileprivate func pathsOfLoneSurrogates() -> [String] {
    guard nodes.contains(where: \.isEscaped) else { return [] }
    var paths: [String] = []
    collectLoneSurrogates(in: 0, "", &paths)
    return paths
  }

  private func collectLoneSurrogates(in node: Int, _ path: String, _ paths: inout [String]) {
    if kind(node) == .string, hasLoneSurrogate(node) { paths.append(path) }
    for (key, value) in members(of: node) {
      let own = path.path(toMember: text(key))
      if hasLoneSurrogate(key) { paths.append(own) }
      collectLoneSurrogates(in: value, own, &paths)
    }
    for (at, element) in elements(of: node).enumerated() {
      collectLoneSurrogates(in: element, path + "[\(at)]", &paths)
    }
  }

  private func hasLoneSurrogate(_ node: Int) -> Bool {
    nodes[node].isEscaped && JSONDocument.hasLoneSurrogate(raw(node))
  }

  private func collectDuplicates(in node: Int, _ path: String, _ paths: inout [String]) {
    var times: [[UInt8]: Int] = [:]
    for (key, value) in members(of: node) {
      let own = path.path(toMember: text(key))
      times[Array(text(key).utf8), default: 0] += 1
      if times[Array(text(key).utf8)] == 2 { paths.append(own) }
      collectDuplicates(in: value, own, &paths)
    }
    for (at, element) in elements(of: node).enumerated() {
      collectDuplicates(in: element, path + "[\(at)]", &paths)
    }
  }
}
