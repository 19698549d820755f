/// Steps over the parts of a JSON text: each takes where a part begins and gives where it ends.
///
/// Functions of the position alone, so that the parser's own position can stay in a register.
extension UnsafeBufferPointer<UInt8> {
  /// The byte at a position; 0, which no JSON text holds outside its strings, at the end.
  @inline(__always)
  func peek(_ at: Int) -> UInt8 { at < count ? self[at] : 0 }

  /// Behind white space.
  @inline(__always)
  func skipSpace(_ at: Int) -> Int {
    // Compact text has none.
    at < count && self[at] > 0x20 ? at : skipSpaces(at)
  }

  private func skipSpaces(_ start: Int) -> Int {
    var at = start
    while at < count {
      switch self[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return at
      }
    }
    return at
  }

  func failure(_ reason: JSONError.Reason, _ at: Int) -> JSONError {
    JSONError(reason, at: at, in: self)
  }

  func unexpected(_ at: Int) -> JSONError {
    failure(at < count ? .unexpectedCharacter : .unexpectedEnd, at)
  }

  /// Behind `true`, `false` or `null`.
  func skip(_ word: StaticString, _ start: Int) throws(JSONError) -> Int {
    for offset in 0..<word.utf8CodeUnitCount {
      guard peek(start + offset) == word.utf8Start[offset] else {
        throw unexpected(start + offset)
      }
    }
    return start + word.utf8CodeUnitCount
  }

  /// Behind a number.
  func skipNumber(_ start: Int) throws(JSONError) -> Int {
    var at = start
    if peek(at) == UInt8(ascii: "-") { at += 1 }
    at = peek(at) == UInt8(ascii: "0") ? at + 1 : try skipDigits(at)
    if peek(at) == UInt8(ascii: ".") { at = try skipDigits(at + 1) }
    if peek(at) | 0x20 == UInt8(ascii: "e") {
      at += 1
      if peek(at) == UInt8(ascii: "+") || peek(at) == UInt8(ascii: "-") { at += 1 }
      at = try skipDigits(at)
    }
    return at
  }

  @inline(__always)
  private func skipDigits(_ start: Int) throws(JSONError) -> Int {
    var at = start
    while peek(at) &- 0x30 < 10 { at += 1 }
    guard at > start else { throw failure(at < count ? .badNumber : .unexpectedEnd, at) }
    return at
  }

  /// The next byte of a string that is not plain ASCII text: a quote, a backslash, a control
  /// character, a byte beyond ASCII, or the end.
  @inline(__always)
  func skipPlainASCII(_ start: Int) -> Int {
    guard let baseAddress else { return start }
    var at = start
    // Eight bytes a step.
    while at + 8 <= count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(baseAddress + at).loadUnaligned(as: UInt64.self))
      let stop = word.bytesToEscape | word & 0x8080_8080_8080_8080
      guard stop == 0 else { return at + stop.trailingZeroBitCount >> 3 }
      at += 8
    }
    while at < count, 0x20..<0x80 ~= self[at], self[at] != 0x22, self[at] != 0x5C { at += 1 }
    return at
  }

  /// The closing quote of a string whose text stops being plain ASCII at a position, and whether
  /// it holds an escape.
  func skipText(_ start: Int) throws(JSONError) -> (end: Int, isEscaped: Bool) {
    var at = start
    var isEscaped = false
    while true {
      switch peek(at) {
      case UInt8(ascii: "\""): return (at, isEscaped)
      case UInt8(ascii: "\\"):
        isEscaped = true
        at = try skipEscape(at)
      case 0x80...0xFF: at = try skipMultibyteScalar(at)
      default: throw failure(at < count ? .controlCharacter : .unexpectedEnd, at)
      }
      at = skipPlainASCII(at)
    }
  }

  private func skipEscape(_ start: Int) throws(JSONError) -> Int {
    let at = start + 1
    switch peek(at) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return at + 1
    // Half of a surrogate pair is an escape like any other: JavaScript leaves it of a cut emoji.
    case UInt8(ascii: "u"): return try skipHexDigits(at + 1)
    default: throw failure(at < count ? .badEscape : .unexpectedEnd, at)
    }
  }

  private func skipHexDigits(_ start: Int) throws(JSONError) -> Int {
    for at in start..<start + 4 where JSONDocument.hexDigit(peek(at)) == nil {
      throw failure(at < count ? .badEscape : .unexpectedEnd, at)
    }
    return start + 4
  }

  /// Behind one well-formed UTF-8 sequence (Unicode, table 3-7).
  private func skipMultibyteScalar(_ at: Int) throws(JSONError) -> Int {
    let second: ClosedRange<UInt8>
    let length: Int
    switch self[at] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw failure(.invalidUTF8, at)
    }
    guard at + length <= count, second.contains(self[at + 1]) else {
      throw failure(.invalidUTF8, at)
    }
    for offset in 2..<Swift.max(2, length) where self[at + offset] & 0xC0 != 0x80 {
      throw failure(.invalidUTF8, at)
    }
    return at + length
  }
}
