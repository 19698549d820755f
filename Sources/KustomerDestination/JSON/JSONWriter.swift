/// Appends compact JSON to bytes: no blanks, and no escapes but those that JSON demands.
struct JSONWriter {
  var bytes: [UInt8] = []

  mutating func write(_ value: JSON) {
    switch value {
    case .null: literal("null")
    case .bool(let value): literal(value ? "true" : "false")
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): string(text)
    case .array(let elements): write(elements)
    case .object(let object): write(object)
    }
  }

  mutating func literal(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func byte(_ ascii: Unicode.Scalar) {
    bytes.append(UInt8(truncatingIfNeeded: ascii.value))
  }

  mutating func string(_ text: String) {
    byte("\"")
    var text = text
    text.withUTF8 { content($0) }
    byte("\"")
  }

  private mutating func write(_ elements: [JSON]) {
    byte("[")
    for (at, element) in elements.enumerated() {
      if at > 0 { byte(",") }
      write(element)
    }
    byte("]")
  }

  private mutating func write(_ object: JSONObject) {
    byte("{")
    for (at, member) in object.members.enumerated() {
      if at > 0 { byte(",") }
      string(member.key)
      byte(":")
      write(member.value)
    }
    byte("}")
  }

  private mutating func content(_ text: UnsafeBufferPointer<UInt8>) {
    var plain = 0
    for at in text.indices where Self.mustEscape(text[at]) {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain..<at]))
      escape(text[at])
      plain = at + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain...]))
  }

  @inline(__always)
  private static func mustEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): literal("\\\"")
    case UInt8(ascii: "\\"): literal("\\\\")
    case 0x08: literal("\\b")
    case 0x0C: literal("\\f")
    case 0x0A: literal("\\n")
    case 0x0D: literal("\\r")
    case 0x09: literal("\\t")
    default:
      literal("\\u00")
      let digits: StaticString = "0123456789abcdef"
      bytes.append(digits.utf8Start[Int(byte >> 4)])
      bytes.append(digits.utf8Start[Int(byte & 15)])
    }
  }
}

extension JSONWriter {
  /// Writes a node of a document without making a tree of it.
  mutating func write(_ node: Int, of document: JSONDocument) {
    switch document.kind(node) {
    case .null: literal("null")
    case .no: literal("false")
    case .yes: literal("true")
    case .number, .string, .key: scalar(node, of: document)
    case .array: list(node, of: document)
    case .object: object(node, of: document)
    }
  }

  private mutating func scalar(_ node: Int, of document: JSONDocument) {
    let isNumber = document.kind(node) == .number
    if document.nodes[node].isEscaped {
      string(document.text(node))
      return
    }
    let start = Int(document.nodes[node].start)
    let raw = document.bytes[start..<start + Int(document.nodes[node].length)]
    if !isNumber { byte("\"") }
    bytes.append(contentsOf: raw)
    if !isNumber { byte("\"") }
  }

  private mutating func list(_ node: Int, of document: JSONDocument) {
    byte("[")
    var isFirst = true
    for element in document.elements(of: node) {
      if !isFirst { byte(",") }
      isFirst = false
      write(element, of: document)
    }
    byte("]")
  }

  private mutating func object(_ node: Int, of document: JSONDocument) {
    byte("{")
    var isFirst = true
    for (key, value) in document.members(of: node) {
      if !isFirst { byte(",") }
      isFirst = false
      scalar(key, of: document)
      byte(":")
      write(value, of: document)
    }
    byte("}")
  }
}

extension JSON {
  /// The value as compact text: no blanks between tokens, only `"`, `\` and U+0000–001F escaped.
  public var compact: String { String(decoding: compactBytes, as: UTF8.self) }

  /// The UTF-8 of `compact`.
  public var compactBytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }

  /// Parses a whole text.
  ///
  /// - Parameter text: may start with a BOM.
  /// - Throws: `JSONError` with the position of the first problem.
  public init(parsing text: String) throws(JSONError) {
    self = try JSONDocument(parsing: text).value
  }

  /// Parses a whole text.
  ///
  /// - Parameter bytes: UTF-8; a leading BOM is skipped.
  /// - Throws: `JSONError` with the position of the first problem.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    self = try JSONDocument(parsing: bytes).value
  }
}
