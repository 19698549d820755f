/// Reads string literals, typographic quotes too.
struct CodeString {
  /// Objective-C's escapes stand for bytes.
  private let isObjectiveC: Bool
  private var out: [UInt8] = []

  private init(isObjectiveC: Bool) { self.isObjectiveC = isObjectiveC }

  /// Whether a string starts there.
  static func begins(at text: CodeText) -> Bool {
    text.isAt("\"") || text.isAt("'") || text.isAt("`") || openingMark(text) != nil
  }

  /// Reads a string and goes behind it.
  static func read(
    _ text: inout CodeText, isObjectiveC: Bool = false
  ) throws(CodeError) -> String {
    var string = CodeString(isObjectiveC: isObjectiveC)
    let start = text.at
    if openingMark(text) != nil {
      try string.readTypographic(&text)
    } else if text.isAt("\"\"\"") {
      try string.readLines(&text)
    } else {
      try string.readQuoted(&text)
    }
    guard let value = String(validating: string.out, as: UTF8.self) else {
      throw CodeError("the string is not UTF-8", at: start)
    }
    if let mark = placeholder(in: value) {
      throw CodeError("\(mark) is not filled in; write the value itself", at: start)
    }
    return value
  }

  /// Whether Ruby would fill in something there: `#{user.id}`.
  private static func isRubyValue(_ text: CodeText, _ end: Int) -> Bool {
    text.peek(1) == UInt8(ascii: "{")
      && text.peek(2).map { $0 == 0x40 || CodeText.isWord($0) } ?? false
      && text.bytes[text.at..<end].contains(UInt8(ascii: "}"))
  }

  /// What a template would fill in; nil when there is nothing.
  private static func placeholder(in text: String) -> String? {
    for (open, close, name) in [("{{", "}}", "{{ … }}"), ("<%=", "%>", "<%= … %>")] {
      guard let start = text.firstRange(of: open), text[start.upperBound...].contains(close) else {
        continue
      }
      return name
    }
    return nil
  }

  /// Between `“`, `”`, `„` and between `‘`, `’`: as word processors and web pages make of quotes.
  private static func openingMark(_ text: CodeText) -> [StaticString]? {
    if text.isAt("“") || text.isAt("”") || text.isAt("„") { return ["“", "”", "\""] }
    if text.isAt("‘") || text.isAt("’") { return ["’", "‘", "'"] }
    return nil
  }

  private mutating func readTypographic(_ text: inout CodeText) throws(CodeError) {
    let start = text.at
    let closing = Self.openingMark(text) ?? []
    text.at += 3
    while let byte = text.peek(), byte != 0x0A {
      for mark in closing where text.take(mark) { return }
      if byte == UInt8(ascii: "\\") {
        try readEscape(&text)
      } else {
        out.append(byte)
        text.at += 1
      }
    }
    throw CodeError("the string does not end on its line", at: start)
  }

  private mutating func readQuoted(_ text: inout CodeText) throws(CodeError) {
    let start = text.at
    guard let quote = text.peek(), let end = text.endOfString(from: start + 1, quote) else {
      throw CodeError("the string does not end on its line", at: start)
    }
    text.at += 1
    while text.at < end {
      switch text.bytes[text.at] {
      case UInt8(ascii: "\\"): try readEscape(&text)
      case UInt8(ascii: "$") where quote == UInt8(ascii: "`") && text.peek(1) == 0x7B:
        throw text.error("${…} is not filled in; write the value itself")
      case UInt8(ascii: "#") where quote == UInt8(ascii: "\"") && Self.isRubyValue(text, end):
        throw text.error("#{…} is not filled in; write the value itself")
      case 0x0D where quote == UInt8(ascii: "`"):
        // Template literals hold line feeds, however the file ends its lines.
        text.at += text.peek(1) == 0x0A ? 2 : 1
        out.append(0x0A)
      case let byte:
        out.append(byte)
        text.at += 1
      }
    }
    text.at = end + 1
  }
}

extension CodeString {
  /// Swift's `"""`: lines, indented like the closing quotes.
  private mutating func readLines(_ text: inout CodeText) throws(CodeError) {
    let start = text.at
    text.at += 3
    _ = text.take("\r")
    guard text.take("\n") else { throw text.error("a line break must follow \"\"\"") }
    guard let end = Self.endOfLines(text) else {
      throw CodeError("the string does not end", at: start)
    }
    let indentation = Self.indentation(before: end, in: text)
    while text.at < end {
      skipIndentation(indentation, &text)
      try readLine(&text, until: end)
    }
    // The break before the closing quotes is no part of the string.
    if out.last == 0x0A { out.removeLast() }
    text.at = end + 3
  }

  private static func endOfLines(_ text: CodeText) -> Int? {
    var ahead = text
    while !ahead.isAtEnd {
      if ahead.isAt("\"\"\"") { return ahead.at }
      ahead.at += ahead.isAt("\\") ? 2 : 1
    }
    return nil
  }

  private static func indentation(before end: Int, in text: CodeText) -> Int {
    text.bytes[text.at..<end].reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count
  }

  private func skipIndentation(_ width: Int, _ text: inout CodeText) {
    var left = width
    while left > 0, text.isAt(" ") || text.isAt("\t") {
      text.at += 1
      left -= 1
    }
  }

  private mutating func readLine(_ text: inout CodeText, until end: Int) throws(CodeError) {
    while text.at < end {
      if text.isAt("\\") {
        try readEscape(&text)
        continue
      }
      let byte = text.bytes[text.at]
      text.at += 1
      if byte == 0x0D, text.isAt("\n") { continue }
      out.append(byte)
      if byte == 0x0A { return }
    }
  }
}

extension CodeString {
  private mutating func readEscape(_ text: inout CodeText) throws(CodeError) {
    let start = text.at
    text.at += 1
    guard let byte = text.peek() else { throw CodeError("the string does not end", at: start) }
    text.at += 1
    switch byte {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "v"): out.append(0x0B)
    case UInt8(ascii: "a") where isObjectiveC: out.append(0x07)
    case UInt8(ascii: "e") where isObjectiveC: out.append(0x1B)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): try readOctal(&text, start)
    case UInt8(ascii: "x"): try readHex(&text, start)
    case UInt8(ascii: "u"), UInt8(ascii: "U"): try readUnicode(&text, start)
    case UInt8(ascii: "(") where !isObjectiveC:
      throw CodeError("\\(…) is not filled in; write the value itself", at: start)
    case 0x0D where text.take("\n"): break
    case 0x0A, 0x0D: break
    default: out.append(byte)
    }
  }

  /// `\0`, and in Objective-C up to three digits, which stand for one byte.
  private mutating func readOctal(_ text: inout CodeText, _ start: Int) throws(CodeError) {
    text.at = start + 1
    var value = 0
    var digits = 0
    while digits < 3, let digit = text.peek(), 0x30...0x37 ~= digit {
      value = value * 8 + Int(digit - 0x30)
      digits += 1
      text.at += 1
    }
    guard isObjectiveC || (value == 0 && digits == 1) else {
      throw CodeError("octal escapes are not read; write \\u00xx", at: start)
    }
    out.append(UInt8(truncatingIfNeeded: value))
  }

  /// `\x41`: a character in JavaScript, a byte in Objective-C.
  private mutating func readHex(_ text: inout CodeText, _ start: Int) throws(CodeError) {
    let value = try hexDigits(2, &text, start)
    if isObjectiveC {
      out.append(UInt8(truncatingIfNeeded: value))
    } else {
      try append(value, start)
    }
  }

  /// `\u0041`, `\u{1F600}`, `\U0001F600`, and JavaScript's pairs of two halves.
  private mutating func readUnicode(_ text: inout CodeText, _ start: Int) throws(CodeError) {
    if text.bytes[text.at - 1] == UInt8(ascii: "U") {
      try append(hexDigits(8, &text, start), start)
    } else if text.take("{") {
      let length = text.bytes[text.at...].prefix(9).prefix { $0 != 0x7D }.count
      guard 1...8 ~= length else { throw CodeError("unknown escape", at: start) }
      try append(hexDigits(length, &text, start), start)
      guard text.take("}") else { throw CodeError("unknown escape", at: start) }
    } else {
      var value = try hexDigits(4, &text, start)
      if 0xD800..<0xDC00 ~= value, text.take("\\u") {
        let low = try hexDigits(4, &text, start)
        guard 0xDC00..<0xE000 ~= low else {
          throw CodeError("half of a surrogate pair", at: start)
        }
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      try append(value, start)
    }
  }

  private func hexDigits(
    _ count: Int, _ text: inout CodeText, _ start: Int
  ) throws(CodeError) -> UInt32 {
    let digits = text.text(text.at..<min(text.at + count, text.bytes.count))
    guard digits.utf8.count == count, !digits.hasPrefix("+"), let value = UInt32(digits, radix: 16)
    else {
      throw CodeError("unknown escape", at: start)
    }
    text.at += count
    return value
  }

  private mutating func append(_ value: UInt32, _ start: Int) throws(CodeError) {
    guard let scalar = Unicode.Scalar(value) else {
      throw CodeError("half of a surrogate pair", at: start)
    }
    out.append(contentsOf: Array(String(Character(scalar)).utf8))
  }
}
