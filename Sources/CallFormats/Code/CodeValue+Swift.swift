internal import KustomerDestination

extension CodeValues {
  mutating func readSwift(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    if CodeString.begins(at: text) { return try string(&text) }
    if text.isAt("-") || text.isAt("+") || CodeNumber.begins(at: text) { return try number(&text) }
    if text.take("[") { return try collection(&text) }
    let refusal = notLiteral(text)
    switch text.word() {
    case "true": return .json(.bool(true))
    case "false": return .json(.bool(false))
    case "nil": return .json(.null)
    case "NSNull":
      guard text.take("()") else { throw refusal }
      return .json(.null)
    case "NSDecimalNumber", "Decimal":
      guard text.take("(string:") else { throw refusal }
      return try decimal(&text, until: ")", refusal)
    default: throw refusal
    }
  }

  /// `[:]`, `["key": value]`, `[value]`.
  private mutating func collection(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    if text.take(":") {
      text.skipBlanks()
      guard text.take("]") else { throw text.error("] must follow [:") }
      return .json(.object(JSONObject()))
    }
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

  /// The number that a decimal number's initialiser takes as text.
  mutating func decimal(
    _ text: inout CodeText, until close: StaticString, _ refusal: CodeError
  ) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    guard CodeString.begins(at: text) else { throw refusal }
    let start = text.at
    var digits = CodeText(Array(try CodeString.read(&text, language).utf8))
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
}
