internal import KustomerDestination

extension CodeValues {
  mutating func readJavaScript(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    if CodeString.begins(at: text) { return try string(&text) }
    if text.isAt("-") || text.isAt("+") || CodeNumber.begins(at: text) { return try number(&text) }
    if text.take("{") { return try object(&text) }
    if text.take("[") { return try array(&text) }
    if text.take("!0") { return .json(.bool(true)) }
    if text.take("!1") { return .json(.bool(false)) }
    if text.take("(") { return try parenthesised(&text) }
    return try javaScriptWord(&text)
  }

  private mutating func javaScriptWord(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    let refusal = notLiteral(text)
    let start = text.at
    switch text.word() {
    case "true": return .json(.bool(true))
    case "false": return .json(.bool(false))
    case "null": return .json(.null)
    case "undefined": return .undefined
    case "NaN", "Infinity":
      text.at = start
      return infinity(&text)
    case "void":
      text.skipBlanks()
      guard CodeNumber.begins(at: text) else { throw refusal }
      _ = try CodeNumber.read(&text)
      return .undefined
    case "new": return try date(&text, refusal)
    default: throw refusal
    }
  }

  private mutating func parenthesised(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    let value = try read(&text)
    guard text.take(")") else { throw notLiteral(text) }
    return value
  }

  private mutating func array(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    var elements: [JSON] = []
    try list(&text, until: "]") { (values, text) throws(CodeError) in
      elements.append(try values.read(&text).json)
    }
    return .json(.array(elements))
  }

  private mutating func object(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    var members: [JSONObject.Member] = []
    try list(&text, until: "}") { (values, text) throws(CodeError) in
      let key = try values.key(&text)
      text.skipBlanks()
      guard text.take(":") else {
        throw text.error("a colon and a literal value must follow the key \(key)")
      }
      if case .json(let value) = try values.read(&text) { members.append(.init(key, value)) }
    }
    return .json(.object(JSONObject(members)))
  }

  /// A word, a string, a number, or a string in brackets.
  private mutating func key(_ text: inout CodeText) throws(CodeError) -> String {
    if CodeString.begins(at: text) { return try CodeString.read(&text, language) }
    if CodeNumber.begins(at: text) { return try CodeNumber.read(&text) }
    if text.take("[") {
      guard case .json(.string(let key)) = try read(&text), text.take("]") else {
        throw notLiteral(text)
      }
      return key
    }
    let refusal = text.error("\(text.sample) stands where a key is expected")
    let key = text.word()
    guard !key.isEmpty else { throw refusal }
    return key
  }

  /// `new Date("2024-01-24")` and `new Date(1706054400000)`.
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
    let value = try read(&text)
    guard text.take(")") else { throw refusal }
    switch value {
    case .json(.string): return value
    case .json(.number(let digits)):
      guard let moment = Int64(digits).flatMap(Timestamp.init(exactly:)) else { throw refusal }
      return .json(.string(moment.rfc3339))
    default: throw refusal
    }
  }
}
