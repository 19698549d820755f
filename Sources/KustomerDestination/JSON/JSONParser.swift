/// Turns bytes into the nodes of a `JSONDocument`: one pass, no recursion, nothing allocated but
/// the nodes.
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
  private var nodes: [JSONDocument.Node] = []
  /// The containers that are open, outermost first.
  private var open: [Int] = []
  private var hasDuplicateKeys = false

  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Parsed, JSONError> {
    var parser = JSONParser(bytes)
    do throws(JSONError) {
      return .success(try parser.document())
    } catch {
      return .failure(error)
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    nodes.reserveCapacity(min(bytes.count / 12 + 8, 1 << 20))
    open.reserveCapacity(8)
  }

  private mutating func document() throws(JSONError) -> Parsed {
    guard bytes.count < UInt32.max else { throw failure(.tooLong) }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    skipSpace()
    let first = at
    try value()
    while let container = open.last { try next(in: container) }
    let extent = at - first
    skipSpace()
    guard at == bytes.count else { throw failure(.trailingCharacters) }
    return Parsed(nodes: nodes, hasDuplicateKeys: hasDuplicateKeys, extent: extent)
  }

  /// Goes on inside a container: closes it, or reads its next element or member.
  @inline(__always)
  private mutating func next(in container: Int) throws(JSONError) {
    skipSpace()
    let isObject = nodes[container].kind == .object
    let isEmpty = nodes[container].length == 0
    switch peek {
    case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
      at += 1
      close(container)
      return
    case UInt8(ascii: ",") where !isEmpty:
      at += 1
      skipSpace()
    default:
      guard isEmpty else { throw unexpected() }
    }
    nodes[container].length += 1
    if isObject { try key(of: container) }
    try value()
  }

  private mutating func close(_ container: Int) {
    open.removeLast()
    nodes[container].link = UInt32(nodes.count)
    guard nodes[container].kind == .object, nodes[container].length > 1 else { return }
    if !hasDuplicateKeys { hasDuplicateKeys = repeatsKey(container) }
  }

  @inline(__always)
  private mutating func key(of object: Int) throws(JSONError) {
    guard peek == UInt8(ascii: "\"") else { throw unexpected() }
    try string(as: .key, link: UInt32(object))
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
    guard open.count < Self.deepest else { throw failure(.tooDeep) }
    open.append(nodes.count)
    append(kind, start: at, length: 0)
    at += 1
  }

  private mutating func word(_ word: StaticString, _ kind: JSONDocument.Kind) throws(JSONError) {
    let start = at
    for offset in 0..<word.utf8CodeUnitCount {
      guard peek == word.utf8Start[offset] else { throw unexpected() }
      at += 1
    }
    append(kind, start: start, length: at - start)
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
    append(.number, start: start, length: at - start)
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
  ) {
    nodes.append(
      JSONDocument.Node(
        start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: length),
        link: link, kind: kind, isEscaped: isEscaped))
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
        append(kind, start: start, length: at - start, link: link, isEscaped: isEscaped)
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
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    guard let base = bytes.baseAddress else { return }
    while at + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let stop =
        ((quote &- ones) & ~quote | (slash &- ones) & ~slash
          | (word &- (ones &* 0x20)) & ~word | word) & tops
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
    var signatures: [UInt64] = []
    signatures.reserveCapacity(Int(nodes[object].length))
    var key = object + 1
    var mayRepeat = false
    while key < nodes.count {
      if nodes[key].isEscaped { mayRepeat = true }
      let signature = signature(of: key)
      if nodes[object].length <= Self.smallObject, signatures.contains(signature) {
        mayRepeat = true
      }
      signatures.append(signature)
      let value = nodes[key + 1]
      key = value.kind == .array || value.kind == .object ? Int(value.link) : key + 2
    }
    if nodes[object].length > Self.smallObject {
      mayRepeat = mayRepeat || Set(signatures).count < signatures.count
    }
    return mayRepeat && Set(keys(of: object)).count < signatures.count
  }

  /// The length and the first seven bytes: different for nearly all different keys.
  @inline(__always)
  private func signature(of key: Int) -> UInt64 {
    let node = nodes[key]
    let start = Int(node.start)
    // The closing quote and the colon follow, but eight bytes may not.
    if start + 8 <= bytes.count, let base = bytes.baseAddress {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self))
      let kept = min(Int(node.length), 7)
      return word & ((1 << (UInt64(kept) * 8)) - 1) | UInt64(node.length) << 56
    }
    var word: UInt64 = 0
    for offset in 0..<min(Int(node.length), 7) {
      word |= UInt64(bytes[start + offset]) << (UInt64(offset) * 8)
    }
    return word | UInt64(node.length) << 56
  }

  private func keys(of object: Int) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    var key = object + 1
    while key < nodes.count {
      let node = nodes[key]
      let raw = Array(bytes[Int(node.start)..<Int(node.start) + Int(node.length)])
      keys.append(node.isEscaped ? Array(JSONDocument.unescaped(raw[...]).utf8) : raw)
      let value = nodes[key + 1]
      key = value.kind == .array || value.kind == .object ? Int(value.link) : key + 2
    }
    return keys
  }
}
