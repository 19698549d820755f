/// Turns bytes into the nodes of a `JSONDocument`: one pass, no recursion, nothing allocated but
/// the nodes.
///
/// The nodes are written into an unsafe buffer, because appending to an array asks at each node
/// whether the array is shared.
struct JSONParser {
  struct Parsed {
    var nodes: [JSONDocument.Node]
    var hasDuplicateKeys: Bool
    /// Bytes from the first to the last of the value, white space inside counted.
    var extent: Int
  }

  static let deepest = 512

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private let nodes: UnsafeMutableBufferPointer<JSONDocument.Node>
  private var count = 0
  /// Whether the nodes did not fit.
  private var isFull = false
  /// The innermost open container; its `link` is the one around it while it is open.
  private var container = none
  private var depth = 0
  private var hasDuplicateKeys = false

  private static let none = Int(UInt32.max)

  static func parse(_ bytes: [UInt8]) throws(JSONError) -> Parsed {
    // Room for what calls look like, else for the most nodes that so many bytes can hold.
    if let parsed = parse(bytes, room: bytes.count / 8 + 32) { return try parsed.get() }
    guard let parsed = parse(bytes, room: bytes.count / 2 + deepest + 8) else {
      throw bytes.withUnsafeBufferPointer { JSONError(.tooLong, at: 0, in: $0) }
    }
    return try parsed.get()
  }

  /// Nil when there are more nodes than room.
  private static func parse(_ bytes: [UInt8], room: Int) -> Result<Parsed, JSONError>? {
    var failure: JSONError?
    var parsed = Parsed(nodes: [], hasDuplicateKeys: false, extent: 0)
    var isFull = false
    let nodes = [JSONDocument.Node](unsafeUninitializedCapacity: room) { nodes, count in
      bytes.withUnsafeBufferPointer { bytes in
        var parser = JSONParser(bytes, nodes)
        do throws(JSONError) {
          parsed.extent = try parser.document()
        } catch {
          failure = error
        }
        count = parser.count
        isFull = parser.isFull
        parsed.hasDuplicateKeys = parser.hasDuplicateKeys
      }
    }
    if isFull { return nil }
    if let failure { return .failure(failure) }
    parsed.nodes = nodes
    return .success(parsed)
  }

  private init(
    _ bytes: UnsafeBufferPointer<UInt8>, _ nodes: UnsafeMutableBufferPointer<JSONDocument.Node>
  ) {
    self.bytes = bytes
    self.nodes = nodes
  }

  /// Reads the whole text; gives its extent.
  private mutating func document() throws(JSONError) -> Int {
    guard bytes.count < UInt32.max else { throw failure(.tooLong) }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    skipSpace()
    let first = at
    try value()
    while container != Self.none { try next() }
    let extent = at - first
    skipSpace()
    guard at == bytes.count else { throw failure(.trailingCharacters) }
    return extent
  }

  /// Goes on inside a container: closes it, or reads its next element or member.
  @inline(__always)
  private mutating func next() throws(JSONError) {
    skipSpace()
    let isObject = nodes[container].kind == .object
    let isEmpty = nodes[container].length == 0
    switch peek {
    case UInt8(ascii: ",") where !isEmpty:
      at += 1
      skipSpace()
    case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
      at += 1
      close()
      return
    default:
      guard isEmpty else { throw unexpected() }
    }
    nodes[container].length += 1
    if isObject { try key() }
    try value()
  }

  private mutating func close() {
    let closed = container
    container = Int(nodes[closed].link)
    depth -= 1
    nodes[closed].link = UInt32(truncatingIfNeeded: count)
    guard nodes[closed].kind == .object, nodes[closed].length > 1 else { return }
    if !hasDuplicateKeys { hasDuplicateKeys = repeatsKey(closed) }
  }

  @inline(__always)
  private mutating func key() throws(JSONError) {
    guard peek == UInt8(ascii: "\"") else { throw unexpected() }
    try string(as: .key, link: UInt32(truncatingIfNeeded: container))
    skipSpace()
    guard peek == UInt8(ascii: ":") else { throw unexpected() }
    at += 1
    skipSpace()
  }

  @inline(__always)
  private mutating func value() throws(JSONError) {
    switch peek {
    case UInt8(ascii: "\""): try string(as: .string, link: 0)
    case UInt8(ascii: "{"): try begin(.object)
    case UInt8(ascii: "["): try begin(.array)
    case UInt8(ascii: "t"): try word("true", .yes)
    case UInt8(ascii: "f"): try word("false", .no)
    case UInt8(ascii: "n"): try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw unexpected()
    }
  }

  private mutating func begin(_ kind: JSONDocument.Kind) throws(JSONError) {
    guard depth < Self.deepest else { throw failure(.tooDeep) }
    try append(kind, start: at, length: 0, link: UInt32(truncatingIfNeeded: container))
    container = count - 1
    depth += 1
    at += 1
  }

  private mutating func word(_ word: StaticString, _ kind: JSONDocument.Kind) throws(JSONError) {
    let start = at
    for offset in 0..<word.utf8CodeUnitCount {
      guard peek == word.utf8Start[offset] else { throw unexpected() }
      at += 1
    }
    try append(kind, start: start, length: at - start)
  }

  private mutating func number() throws(JSONError) {
    let start = at
    if peek == UInt8(ascii: "-") { at += 1 }
    if peek == UInt8(ascii: "0") {
      at += 1
    } else {
      try digits()
    }
    if peek == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if peek | 0x20 == UInt8(ascii: "e") {
      at += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    try append(.number, start: start, length: at - start)
  }

  @inline(__always)
  private mutating func digits() throws(JSONError) {
    let start = at
    while peek &- 0x30 < 10 { at += 1 }
    guard at > start else { throw failure(at < bytes.count ? .badNumber : .unexpectedEnd) }
  }

  @inline(__always)
  private mutating func append(
    _ kind: JSONDocument.Kind, start: Int, length: Int, link: UInt32 = 0, isEscaped: Bool = false
  ) throws(JSONError) {
    guard count < nodes.count else {
      isFull = true
      throw failure(.tooLong)
    }
    nodes.initializeElement(
      at: count,
      to: JSONDocument.Node(
        start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: length),
        link: link, kind: kind, isEscaped: isEscaped))
    count += 1
  }

  /// The byte to be read; 0, which no JSON text holds outside its strings, at the end.
  @inline(__always)
  private var peek: UInt8 { at < bytes.count ? bytes[at] : 0 }

  @inline(__always)
  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  private func unexpected() -> JSONError {
    failure(at < bytes.count ? .unexpectedCharacter : .unexpectedEnd)
  }

  private func failure(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason, at: at, in: bytes)
  }
}

extension JSONParser {
  /// At the opening quote.
  @inline(__always)
  private mutating func string(as kind: JSONDocument.Kind, link: UInt32) throws(JSONError) {
    at += 1
    let start = at
    var isEscaped = false
    while true {
      skipPlainASCII()
      switch peek {
      case UInt8(ascii: "\""):
        try append(kind, start: start, length: at - start, link: link, isEscaped: isEscaped)
        at += 1
        return
      case UInt8(ascii: "\\"):
        isEscaped = true
        try escape()
      case 0x80...0xFF: try multibyteScalar()
      case 0x00...0x1F:
        throw failure(at < bytes.count ? .controlCharacter : .unexpectedEnd)
      default: at += 1
      }
    }
  }

  /// Eight bytes a step up to a quote, a backslash, a control character or a byte beyond ASCII.
  @inline(__always)
  private mutating func skipPlainASCII() {
    guard let base = bytes.baseAddress else { return }
    while at + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
      let stop = word.bytesToEscape | word & 0x8080_8080_8080_8080
      guard stop == 0 else {
        at += stop.trailingZeroBitCount >> 3
        return
      }
      at += 8
    }
  }

  private mutating func escape() throws(JSONError) {
    at += 1
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 1
    case UInt8(ascii: "u"): try unicodeEscape()
    default: throw failure(at < bytes.count ? .badEscape : .unexpectedEnd)
    }
  }

  private mutating func unicodeEscape() throws(JSONError) {
    let start = at - 1
    let code = try fourHexDigits()
    guard 0xD800..<0xE000 ~= code else { return }
    guard code < 0xDC00, peek == UInt8(ascii: "\\") else { throw loneSurrogate(at: start) }
    at += 1
    guard peek == UInt8(ascii: "u") else { throw loneSurrogate(at: start) }
    guard 0xDC00..<0xE000 ~= (try fourHexDigits()) else { throw loneSurrogate(at: start) }
  }

  private func loneSurrogate(at start: Int) -> JSONError {
    JSONError(.loneSurrogate, at: start, in: bytes)
  }

  /// At the `u`.
  private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
    at += 1
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = JSONDocument.hexDigit(peek) else {
        throw failure(at < bytes.count ? .badEscape : .unexpectedEnd)
      }
      code = code << 4 | digit
      at += 1
    }
    return code
  }

  /// Accepts one well-formed UTF-8 sequence (Unicode, table 3-7).
  @inline(__always)
  private mutating func multibyteScalar() throws(JSONError) {
    let first = bytes[at]
    let second: ClosedRange<UInt8>
    let length: Int
    switch first {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw failure(.invalidUTF8)
    }
    guard at + length <= bytes.count, second.contains(bytes[at + 1]) else {
      throw failure(.invalidUTF8)
    }
    for offset in 2..<max(2, length) where bytes[at + offset] & 0xC0 != 0x80 {
      throw failure(.invalidUTF8)
    }
    at += length
  }
}

extension JSONParser {
  private static let smallObject = 16

  /// Whether a key stands twice in a closed object.
  private func repeatsKey(_ object: Int) -> Bool {
    let isSmall = nodes[object].length <= Self.smallObject
    guard isSmall ? mayRepeatKey(object) : mayRepeatKeyOfMany(object) else { return false }
    return Set(keys(of: object)).count < nodes[object].length
  }

  /// Whether two signatures of a small object are the same, or a key is escaped.
  private func mayRepeatKey(_ object: Int) -> Bool {
    var signatures = InlineArray<16, UInt64>(repeating: 0)
    var known = 0
    var key = object + 1
    while key < count {
      if nodes[key].isEscaped { return true }
      let signature = bytes.signature(
        at: Int(nodes[key].start), length: Int(nodes[key].length))
      for at in 0..<known where signatures[at] == signature { return true }
      signatures[known] = signature
      known += 1
      key = end(of: key + 1)
    }
    return false
  }

  private func mayRepeatKeyOfMany(_ object: Int) -> Bool {
    var signatures: Set<UInt64> = []
    var key = object + 1
    while key < count {
      if nodes[key].isEscaped { return true }
      let signature = bytes.signature(
        at: Int(nodes[key].start), length: Int(nodes[key].length))
      guard signatures.insert(signature).inserted else { return true }
      key = end(of: key + 1)
    }
    return false
  }

  private func keys(of object: Int) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    var key = object + 1
    while key < count {
      let start = Int(nodes[key].start)
      let raw = UnsafeBufferPointer(rebasing: bytes[start..<start + Int(nodes[key].length)])
      keys.append(nodes[key].isEscaped ? Array(JSONDocument.unescaped(raw).utf8) : Array(raw))
      key = end(of: key + 1)
    }
    return keys
  }

  private func end(of node: Int) -> Int {
    switch nodes[node].kind {
    case .array, .object: Int(nodes[node].link)
    default: node + 1
    }
  }
}
