internal import KustomerDestination

/// A value that stands in code.
enum CodeValue {
  case json(JSON)
  /// JavaScript's `undefined`: a member that is left out, an element that is null.
  case undefined

  var json: JSON {
    switch self {
    case .json(let value): value
    case .undefined: .null
    }
  }
}

/// Reads literal values of JavaScript, Swift, Objective-C, Python and Ruby: what would have to be
/// run to be known is an error.
///
/// One grammar is enough, because a literal that two of the languages have means the same in both:
///
///     text        "…" '…' `…` """…""" @"…" :symbol
///     number      19.90 1_000 .5 0x1F 5n, @1, @(1)
///     word        see `words`; void 0
///     list        […]  @[…]
///     object      {key: …}  {"key" => …}  ["key": …]  [:]  @{@"key": …}
///     made        new Date("…")  NSNull()  [NSNull null]  [NSNumber numberWithInt:1]
struct CodeValues {
  /// What was read otherwise than it stands there, with its offset.
  private(set) var notes: [CodeError] = []
  private var depth = 0

  /// Objects and arrays inside one another; the call around them adds two, of the 512 of JSON.
  static let deepest = 500

  private static let words: [String: CodeValue] = [
    "true": .json(true), "True": .json(true), "TRUE": .json(true), "YES": .json(true),
    "false": .json(false), "False": .json(false), "FALSE": .json(false), "NO": .json(false),
    "null": .json(.null), "nil": .json(.null), "Nil": .json(.null), "NULL": .json(.null),
    "None": .json(.null), "undefined": .undefined,
  ]

  /// Reads a value and goes behind it, blanks before and after included.
  mutating func read(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    guard depth < Self.deepest else {
      throw text.error("nested over \(Self.deepest) levels")
    }
    depth += 1
    defer { depth -= 1 }
    let value = try literal(&text)
    text.skipBlanks()
    skipCast(&text)
    return value
  }

  private mutating func literal(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    if text.isAt("@") { return try objectiveC(&text) }
    if CodeString.begins(at: text) { return .json(.string(try CodeString.read(&text))) }
    if text.isAt("-") || text.isAt("+") || CodeNumber.begins(at: text) { return try number(&text) }
    if text.take("{") { return try object(&text) }
    if text.take("[") { return try list(&text) }
    if text.take("!0") { return .json(true) }
    if text.take("!1") { return .json(false) }
    if text.take("(") { return try closed(read(&text), by: ")", &text) }
    if text.isAt(":"), text.peek(1).map(CodeText.isWord) ?? false {
      text.at += 1
      return .json(.string(text.word()))
    }
    return try word(&text)
  }

  private mutating func word(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    let refusal = notLiteral(text)
    let start = text.at
    let word = text.word()
    if let value = Self.words[word] { return value }
    switch word {
    case "NaN", "Infinity":
      text.at = start
      return infinity(&text)
    case "void":
      text.skipBlanks()
      guard CodeNumber.begins(at: text) else { throw refusal }
      _ = try CodeNumber.read(&text)
      return .undefined
    case "new": return try date(&text, refusal)
    case "NSNull" where text.take("()"): return .json(.null)
    case "NSDecimalNumber", "Decimal":
      guard text.take("(string:") else { throw refusal }
      return try decimal(&text, until: ")", refusal)
    default: throw refusal
    }
  }

  /// What stands behind an `@`.
  private mutating func objectiveC(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    let refusal = notLiteral(text)
    text.at += 1
    text.skipBlanks()
    if CodeString.begins(at: text) { return try strings(&text) }
    let isValue =
      text.isAtOpeningBracket || text.isAt("-") || text.isAt("+") || CodeNumber.begins(at: text)
      || Self.words[text.peekWord()] != nil
    guard isValue else { throw refusal }
    return try literal(&text)
  }

  /// One string, or several in a row, which the compiler joins.
  private mutating func strings(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    var joined = try CodeString.read(&text, isObjectiveC: true)
    while true {
      text.skipBlanks()
      let end = text.at
      if text.take("@") { text.skipBlanks() }
      guard CodeString.begins(at: text) else {
        text.at = end
        return .json(.string(joined))
      }
      joined += try CodeString.read(&text, isObjectiveC: true)
    }
  }

  /// For what would have to be run.
  func notLiteral(_ text: CodeText) -> CodeError {
    text.error("\(text.sample) is no literal value; write the value itself")
  }

  private func closed(
    _ value: CodeValue, by close: StaticString, _ text: inout CodeText
  ) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    guard text.take(close) else { throw notLiteral(text) }
    return value
  }

  /// `as Any`, `as [String: Any]`, `as const`: types change nothing of what is sent.
  private func skipCast(_ text: inout CodeText) {
    guard text.isAt("as"), text.peekWord() == "as" else { return }
    text.at += 2
    // What does not end is met again by whoever asks for the next comma or bracket.
    _ = text.skipExpression()
  }
}

extension CodeValues {
  /// The elements up to a closing bracket; what stands between them is the caller's.
  mutating func list(
    _ text: inout CodeText, until close: StaticString,
    _ element: (inout CodeValues, inout CodeText) throws(CodeError) -> Void
  ) throws(CodeError) {
    while true {
      text.skipBlanks()
      if text.take(close) { return }
      try element(&self, &text)
      text.skipBlanks()
      if text.take(",") { continue }
      guard text.take(close) else {
        throw text.error("\(text.sample) stands where a comma or \(close) is expected")
      }
      return
    }
  }

  /// `[…]`: elements, pairs of a key and a value, or a message to a class of Apple's.
  private mutating func list(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    if text.isAt("NS"), text.copy({ !$0.word().isEmpty && $0.isAt(" ") }) {
      return try message(&text)
    }
    if text.take(":") { return try closed(.json(.object(JSONObject())), by: "]", &text) }
    var elements: [JSON] = []
    var members: [JSONObject.Member] = []
    try list(&text, until: "]") { (values, text) throws(CodeError) in
      let start = text.at
      let value = try values.read(&text).json
      if members.isEmpty, !text.isAt(":") {
        elements.append(value)
        return
      }
      guard elements.isEmpty, text.take(":") else {
        throw text.error("a colon and a value must follow each key")
      }
      guard case .string(let key) = value else {
        throw CodeError("only strings can be keys", at: start)
      }
      members.append(.init(key, try values.read(&text).json))
    }
    return .json(members.isEmpty ? .array(elements) : .object(JSONObject(members)))
  }

  /// `{key: value, "key" => value}`; a member that is `undefined` is left out.
  private mutating func object(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    var members: [JSONObject.Member] = []
    try list(&text, until: "}") { (values, text) throws(CodeError) in
      let key = try values.key(&text)
      text.skipBlanks()
      guard text.take(":") || text.take("=>") else {
        throw text.error("a colon and a literal value must follow the key \(key)")
      }
      if case .json(let value) = try values.read(&text) { members.append(.init(key, value)) }
    }
    return .json(.object(JSONObject(members)))
  }

  /// A word, a string, a number, a symbol, or a string in brackets.
  private mutating func key(_ text: inout CodeText) throws(CodeError) -> String {
    let refusal = text.error("\(text.sample) stands where a key is expected")
    if text.isAt("@") || text.isAt("[") || text.isAt(":") {
      let isComputed = text.take("[")
      guard case .json(.string(let key)) = try read(&text), !isComputed || text.take("]") else {
        throw refusal
      }
      return key
    }
    if CodeString.begins(at: text) { return try CodeString.read(&text) }
    if CodeNumber.begins(at: text) { return try CodeNumber.read(&text) }
    let key = text.word()
    guard !key.isEmpty else { throw refusal }
    return key
  }
}

extension CodeValues {
  /// A number with any signs before it.
  private mutating func number(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    var isNegative = false
    while text.isAt("-") || text.isAt("+") {
      if text.isAt("-") { isNegative.toggle() }
      text.at += 1
      text.skipBlanks()
    }
    if text.peekWord() == "Infinity" { return infinity(&text) }
    guard CodeNumber.begins(at: text) else { throw notLiteral(text) }
    let digits = try CodeNumber.read(&text)
    return .json(.number(isNegative ? "-" + digits : digits))
  }

  /// JSON has no such number; `JSON.stringify` makes it null.
  private mutating func infinity(_ text: inout CodeText) -> CodeValue {
    notes.append(CodeError("\(text.peekWord()) is sent as null", at: text.at))
    _ = text.word()
    return .json(.null)
  }

  /// The number that a decimal number's initialiser takes as text.
  private mutating func decimal(
    _ text: inout CodeText, until close: StaticString, _ refusal: CodeError
  ) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    _ = text.take("@")
    guard CodeString.begins(at: text) else { throw refusal }
    let start = text.at
    var digits = CodeText(Array(try CodeString.read(&text).utf8))
    let value: CodeValue
    do throws(CodeError) {
      value = try number(&digits)
    } catch {
      throw CodeError(error.reason, at: start)
    }
    text.skipBlanks()
    guard digits.isAtEnd, text.take(close) else { throw refusal }
    _ = text.take("!")
    return value
  }

  /// `[NSNull null]`, `[NSNumber numberWithInt:1]` and the like, from behind the bracket.
  private mutating func message(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    let refusal = notLiteral(text)
    let receiver = text.word()
    text.skipBlanks()
    let selector = text.word()
    text.skipBlanks()
    switch (receiver, selector) {
    case ("NSNull", "null"): return try closed(.json(.null), by: "]", &text)
    case ("NSDictionary", "dictionary"):
      return try closed(.json(.object(JSONObject())), by: "]", &text)
    case ("NSArray", "array"): return try closed(.json(.array([])), by: "]", &text)
    case ("NSDecimalNumber", "decimalNumberWithString"):
      guard text.take(":") else { throw refusal }
      return try decimal(&text, until: "]", refusal)
    case ("NSNumber", _) where selector.hasPrefix("numberWith"):
      guard text.take(":") else { throw refusal }
      return try closed(read(&text), by: "]", &text)
    default: throw refusal
    }
  }

  /// `new Date("2024-01-24")` and `new Date(1706054400000)`: the moment, as JSON writes it.
  private mutating func date(
    _ text: inout CodeText, _ refusal: CodeError
  ) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    guard text.take("Date") else { throw refusal }
    text.skipBlanks()
    guard text.take("(") else { throw refusal }
    text.skipBlanks()
    if text.isAt(")") {
      throw CodeError(
        "new Date() is another moment each time; write new Date(\"2024-01-24T09:30:00Z\")",
        at: refusal.offset)
    }
    let value = try closed(read(&text), by: ")", &text)
    _ = text.take(".toISOString()")
    switch value {
    case .json(.string(let written)):
      guard let moment = Timestamp(written) else {
        throw CodeError(
          "\(written.prefix(24)) is no date that is read; write it as 2024-01-24T09:30:00Z",
          at: refusal.offset)
      }
      return .json(.string(moment.rfc3339))
    case .json(.number(let digits)):
      guard let moment = Int64(digits).flatMap(Timestamp.init(exactly:)) else { throw refusal }
      return .json(.string(moment.rfc3339))
    default: throw refusal
    }
  }
}
