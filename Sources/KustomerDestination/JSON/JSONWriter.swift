/// Writes compact JSON: no blanks, and no escapes but those that JSON demands.
///
/// It has a buffer of its own, because a line is written in some hundred small pieces and an array
/// asks at each whether it is shared.
struct JSONWriter: ~Copyable {
  private var buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  /// An empty text; `capacity` in bytes, which grows as needed.
  init(capacity: Int = 2_000) {
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// What was written.
  var bytes: [UInt8] { Array(buffer[..<count]) }

  /// What was written, which must be UTF-8.
  var text: String {
    String(decoding: UnsafeBufferPointer(rebasing: buffer[..<count]), as: UTF8.self)
  }

  /// The value that is written: bytes are what is sent, and a tree is what they say.
  static func json(_ write: (inout JSONWriter) -> Void) -> JSON {
    var writer = JSONWriter()
    write(&writer)
    return (try? JSONDocument(parsing: writer.bytes).value) ?? .null
  }

  /// Appends what was written.
  func append(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<count]))
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if buffer.count - count < more { grow(by: more) }
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: max(buffer.count * 2, count + more))
    _ = larger.update(fromContentsOf: buffer[..<count])
    buffer.deallocate()
    buffer = larger
  }

  @inline(__always)
  mutating func raw(_ text: UnsafeBufferPointer<UInt8>) {
    guard let source = text.baseAddress, let target = buffer.baseAddress else { return }
    guard buffer.count - count >= text.count else { return rawGrowing(text) }
    (target + count).update(from: source, count: text.count)
    count += text.count
  }

  private mutating func rawGrowing(_ text: UnsafeBufferPointer<UInt8>) {
    grow(by: text.count)
    raw(text)
  }

  @inline(__always)
  mutating func literal(_ text: StaticString) {
    raw(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  mutating func byte(_ ascii: Unicode.Scalar) {
    reserve(1)
    buffer[count] = UInt8(truncatingIfNeeded: ascii.value)
    count += 1
  }

  /// ASCII that a body writes into exactly that many bytes.
  @inline(__always)
  mutating func ascii(_ length: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
    reserve(length)
    body(UnsafeMutableBufferPointer(rebasing: buffer[count..<count + length]))
    count += length
  }

  /// A decimal number.
  mutating func number(_ value: Int) { verbatim(String(value)) }

  /// A text that is JSON by itself.
  private mutating func verbatim(_ text: String) {
    var text = text
    text.withUTF8 { raw($0) }
  }

  /// A string with its quotes.
  mutating func string(_ text: String) {
    byte("\"")
    content(text)
    byte("\"")
  }

  /// A string without its quotes.
  mutating func content(_ text: String) {
    var text = text
    text.withUTF8 { content($0) }
  }
}

extension JSONWriter {
  private mutating func content(_ text: UnsafeBufferPointer<UInt8>) {
    var plain = 0
    var at = text.firstToEscape(from: 0)
    while at < text.count {
      raw(UnsafeBufferPointer(rebasing: text[plain..<at]))
      escape(text[at])
      plain = at + 1
      at = text.firstToEscape(from: plain)
    }
    raw(UnsafeBufferPointer(rebasing: text[plain...]))
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
      self.byte(Unicode.Scalar(digits.utf8Start[Int(byte >> 4)]))
      self.byte(Unicode.Scalar(digits.utf8Start[Int(byte & 15)]))
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first byte at or after a position that JSON demands to be escaped, eight bytes a step.
  ///
  /// `count` when there is none.
  @inline(__always)
  fileprivate func firstToEscape(from start: Int) -> Int {
    var at = start
    while at < count {
      if at + 8 <= count, let baseAddress {
        let word = UInt64(
          littleEndian: UnsafeRawPointer(baseAddress + at).loadUnaligned(as: UInt64.self))
        let stop = word.bytesToEscape
        guard stop == 0 else { return at + stop.trailingZeroBitCount >> 3 }
        at += 8
      } else {
        if self[at] < 0x20 || self[at] == 0x22 || self[at] == 0x5C { return at }
        at += 1
      }
    }
    return count
  }
}

extension UInt64 {
  /// The top bit of each of eight bytes that is a quote, a backslash or a control character; above
  /// the lowest one it may also mark others.
  @inline(__always)
  var bytesToEscape: UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = self ^ (ones &* 0x22)
    let slash = self ^ (ones &* 0x5C)
    let marks =
      (quote &- ones) & ~quote | (slash &- ones) & ~slash | (self &- (ones &* 0x20)) & ~self
    return marks & 0x8080_8080_8080_8080
  }
}

extension JSONWriter {
  mutating func write(_ value: JSON) {
    switch value {
    case .null: literal("null")
    case .bool(let value): literal(value ? "true" : "false")
    case .number(let text): verbatim(text)
    case .string(let text): string(text)
    case .array(let elements): write(elements)
    case .object(let object): write(object)
    }
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
}

extension JSONWriter {
  /// How the quotes of strings are written: as such, or escaped in a text that is a string itself.
  enum Depth { case plain, insideString }

  /// Writes a node of a document without making a tree of it.
  mutating func write(_ node: Int, of document: JSONView, _ depth: Depth = .plain) {
    switch document.kind(node) {
    case .null, .no, .yes, .number: raw(document.raw(node))
    case .string, .key: string(node, of: document, depth)
    case .array: list(node, of: document, depth)
    case .object: object(node, of: document, depth)
    }
  }

  /// A string's or key's text without its quotes.
  @inline(__always)
  mutating func content(_ node: Int, of document: JSONView, _ depth: Depth = .plain) {
    // What was written without escapes needs none, however deep.
    guard document.nodes[node].isEscaped else { return raw(document.raw(node)) }
    escapedContent(document.text(node), depth)
  }

  private mutating func escapedContent(_ text: String, _ depth: Depth) {
    switch depth {
    case .plain: content(text)
    case .insideString:
      var inner = JSONWriter(capacity: text.utf8.count * 2)
      inner.content(text)
      content(inner.text)
    }
  }

  @inline(__always)
  private mutating func string(_ node: Int, of document: JSONView, _ depth: Depth) {
    quote(depth)
    content(node, of: document, depth)
    quote(depth)
  }

  @inline(__always)
  private mutating func quote(_ depth: Depth) {
    switch depth {
    case .plain: byte("\"")
    case .insideString: literal("\\\"")
    }
  }

  private mutating func list(_ node: Int, of document: JSONView, _ depth: Depth) {
    byte("[")
    var isFirst = true
    for element in document.elements(of: node) {
      if !isFirst { byte(",") }
      isFirst = false
      write(element, of: document, depth)
    }
    byte("]")
  }

  private mutating func object(_ node: Int, of document: JSONView, _ depth: Depth) {
    byte("{")
    var isFirst = true
    for (key, value) in document.members(of: node) {
      if !isFirst { byte(",") }
      isFirst = false
      string(key, of: document, depth)
      byte(":")
      write(value, of: document, depth)
    }
    byte("}")
  }
}

extension JSON {
  /// The value as compact text: no blanks between tokens, only `"`, `\` and U+0000–001F escaped.
  public var compact: String {
    var writer = JSONWriter()
    writer.write(self)
    return writer.text
  }

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
