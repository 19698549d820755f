/// What stands wrong in pasted code or a shell command, and where.
struct CodeError: Error, Hashable {
  /// What was met and what to do, lower case.
  let reason: String
  /// 0-based, in bytes of the text.
  let offset: Int

  init(_ reason: String, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

/// A text of code and a place in it.
///
/// Nothing of the text is ever run: what is no literal value is an error or is left out.
struct CodeText {
  let bytes: [UInt8]
  /// 0-based offset of the first byte that was not read.
  var at = 0
  /// Where the comments begin that were skipped last, with nothing but blanks between them.
  private(set) var comments: [Range<Int>] = []
  /// Of each opening bracket that was looked at, its closing one; nil for one that never closes.
  private var closes: [Int: Int?] = [:]
  /// Of each quote, up to where strings were found not to end: not looked through again.
  private var unendedStrings: [UInt8: Int] = [:]
  /// Whether a block comment was found not to end.
  private var hasUnendedComment = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at >= bytes.count }
  /// The byte at the place, or one after it; nil behind the end.
  func peek(_ ahead: Int = 0) -> UInt8? { at + ahead < bytes.count ? bytes[at + ahead] : nil }

  func isAt(_ text: StaticString) -> Bool {
    bytes.withUnsafeBufferPointer { $0.stands(text, at: at) }
  }

  /// Goes behind a text when it comes next.
  mutating func take(_ text: StaticString) -> Bool {
    guard isAt(text) else { return false }
    at += text.utf8CodeUnitCount
    return true
  }

  func error(_ reason: String) -> CodeError { CodeError(reason, at: min(at, bytes.count)) }

  /// The text of a part.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The first characters of what stands at the place, for messages; without controls.
  var sample: String {
    let rest = text(at..<min(at + 40, bytes.count)).unicodeScalars.prefix(24)
    let word = rest.prefix { scalar in
      scalar.value > 0x20 && scalar.value != 0x7F && scalar.value != 0xFFFD
        && !",;)]}".unicodeScalars.contains(scalar)
    }
    if !word.isEmpty { return String(String.UnicodeScalarView(word)) }
    guard let first = rest.first else { return "the end" }
    return first.value > 0x20 && first.isASCII ? String(first) : "this"
  }
}

extension CodeText {
  /// Goes behind white space and comments.
  mutating func skipBlanks() {
    comments = []
    while let byte = peek() {
      switch byte {
      case 0x09...0x0D, 0x20: at += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/") && !isInAddress: skipLineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
        guard skipBlockComment("*/") else { return }
      case UInt8(ascii: "<") where isAt("<!--"):
        guard skipBlockComment("-->") else { return }
      // Of Python, Ruby and a shell.
      case UInt8(ascii: "#") where peek(1) == 0x20 && lastSign == nil: skipLineComment()
      // No-break space and byte order mark, as word processors and browsers leave them.
      case 0xC2 where peek(1) == 0xA0: at += 2
      case 0xEF where peek(1) == 0xBB && peek(2) == 0xBF: at += 3
      default: return
      }
    }
  }

  /// Whether the place is behind the colon of `https://`.
  private var isInAddress: Bool {
    at > 1 && bytes[at - 1] == UInt8(ascii: ":") && Self.isWord(bytes[at - 2])
  }

  mutating func skipLineComment() {
    let start = at
    while let byte = peek(), byte != 0x0A { at += 1 }
    comments.append(start..<at)
  }

  /// False when the comment does not end; then nothing is skipped.
  mutating func skipBlockComment(_ mark: StaticString) -> Bool {
    guard !hasUnendedComment else { return false }
    var end = at + 2
    while end < bytes.count {
      if bytes.withUnsafeBufferPointer({ $0.stands(mark, at: end) }) {
        end += mark.utf8CodeUnitCount
        comments.append(at..<end)
        at = end
        return true
      }
      end += 1
    }
    hasUnendedComment = true
    return false
  }

  /// The byte before the place that is no blank; nil when the line begins here.
  var lastSign: UInt8? {
    let before = bytes[..<at].last { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    return before == 0x0A ? nil : before
  }

  /// The letters, digits, `_` and `$` that come next; empty when none does.
  mutating func word() -> String {
    let start = at
    while let byte = peek(), Self.isWord(byte) { at += 1 }
    return text(start..<at)
  }

  /// The word that comes next, which stays unread.
  func peekWord() -> String {
    var ahead = self
    return ahead.word()
  }

  /// Bytes of other scripts count as letters.
  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...0xFF:
      true
    default: false
    }
  }
}

extension CodeText {
  /// Goes behind an expression that is not read: to the next comma or closing bracket.
  ///
  /// - Returns: false when a bracket or string in it does not end.
  mutating func skipExpression() -> Bool {
    while true {
      skipBlanks()
      guard let byte = peek() else { return false }
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
        UInt8(ascii: ";"):
        return true
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        guard skipBrackets() else { return false }
      default:
        if !skipString(), !skipRegularExpression() { at += 1 }
      }
    }
  }

  var isAtOpeningBracket: Bool { isAt("(") || isAt("[") || isAt("{") }

  /// Goes behind a bracket and all it holds; false when none starts here or it does not end.
  ///
  /// What was found is kept, so that brackets inside one another are looked through once.
  mutating func skipBrackets() -> Bool {
    guard isAtOpeningBracket else { return false }
    if let known = closes[at] {
      guard let close = known else { return false }
      at = close + 1
      return true
    }
    let start = at
    var open: [Int] = []
    repeat {
      skipBlanks()
      guard let byte = peek() else { break }
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        open.append(at)
        at += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if let last = open.popLast() { closes[last] = .some(at) }
        at += 1
      default:
        if !skipString(), !skipRegularExpression() { at += 1 }
      }
    } while !open.isEmpty
    for unclosed in open { closes[unclosed] = .some(nil) }
    if !open.isEmpty { at = start }
    return open.isEmpty
  }

  /// Goes behind a string without looking into it; false when none starts here or it does not end.
  mutating func skipString() -> Bool {
    guard let quote = peek(),
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") || quote == UInt8(ascii: "`"),
      let end = endOfString(from: at + 1, quote)
    else { return false }
    at = end + 1
    return true
  }

  /// Goes behind a regular expression, which may hold quotes; false when none starts here.
  mutating func skipRegularExpression() -> Bool {
    guard isAt("/") else { return false }
    let before = bytes[..<at].last { !$0.isJSONBlank }
    guard before.map("(,=:[!&|?{};+".utf8.contains) ?? true else { return false }
    var end = at + 1
    var isInClass = false
    while end < bytes.count, bytes[end] != 0x0A {
      switch bytes[end] {
      case UInt8(ascii: "\\"): end += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass:
        at = end + 1
        return true
      default: break
      }
      end += 1
    }
    return false
  }

  /// The closing quote of a string whose first character has that offset; nil without one.
  ///
  /// Only back-ticks go over lines, so that an apostrophe in prose does no harm.
  mutating func endOfString(from start: Int, _ quote: UInt8) -> Int? {
    if let limit = unendedStrings[quote], start < limit { return nil }
    var end = start
    while end < bytes.count, bytes[end] != quote {
      if bytes[end] == 0x0A, quote != UInt8(ascii: "`") { break }
      end += bytes[end] == UInt8(ascii: "\\") ? escapeLength(at: end) : 1
    }
    if end < bytes.count, bytes[end] == quote { return end }
    unendedStrings[quote] = end
    return nil
  }

  /// A line break behind a backslash counts as escaped, CRLF too.
  private func escapeLength(at offset: Int) -> Int {
    guard offset + 2 < bytes.count, bytes[offset + 1] == 0x0D else { return 2 }
    return bytes[offset + 2] == 0x0A ? 3 : 2
  }
}
