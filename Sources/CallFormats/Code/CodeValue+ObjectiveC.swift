internal import KustomerDestination

extension CodeValues {
  mutating func readObjectiveC(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    let refusal = notLiteral(text)
    if text.take("@") { return try literal(&text, refusal) }
    if text.take("[") { return try message(&text, refusal) }
    let word = text.word()
    guard word == "nil" || word == "Nil" || word == "NULL" else { throw refusal }
    return .json(.null)
  }

  /// What stands behind an `@`.
  private mutating func literal(
    _ text: inout CodeText, _ refusal: CodeError
  ) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    if CodeString.begins(at: text) { return try strings(&text) }
    if text.take("{") { return try dictionary(&text) }
    if text.take("[") { return try elements(&text) }
    guard text.take("(") else { return try scalar(&text, refusal) }
    text.skipBlanks()
    let value = try scalar(&text, refusal)
    text.skipBlanks()
    guard text.take(")") else { throw refusal }
    return value
  }

  /// One string, or several in a row, which the compiler joins.
  private mutating func strings(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    var joined = try CodeString.read(&text, language)
    while true {
      text.skipBlanks()
      let end = text.at
      if text.take("@") { text.skipBlanks() }
      guard CodeString.begins(at: text) else {
        text.at = end
        return .json(.string(joined))
      }
      joined += try CodeString.read(&text, language)
    }
  }

  private mutating func scalar(
    _ text: inout CodeText, _ refusal: CodeError
  ) throws(CodeError) -> CodeValue {
    if text.isAt("-") || text.isAt("+") || CodeNumber.begins(at: text) { return try number(&text) }
    switch text.word() {
    case "YES", "true", "TRUE": return .json(.bool(true))
    case "NO", "false", "FALSE": return .json(.bool(false))
    default: throw refusal
    }
  }

  private mutating func elements(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    var elements: [JSON] = []
    try list(&text, until: "]") { (values, text) throws(CodeError) in
      elements.append(try values.read(&text).json)
    }
    return .json(.array(elements))
  }

  private mutating func dictionary(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    var members: [JSONObject.Member] = []
    try list(&text, until: "}") { (values, text) throws(CodeError) in
      let start = text.at
      guard case .json(.string(let key)) = try values.read(&text) else {
        throw CodeError("only strings can be keys", at: start)
      }
      guard text.take(":") else {
        throw text.error("a colon and a value must follow the key \(key)")
      }
      members.append(.init(key, try values.read(&text).json))
    }
    return .json(.object(JSONObject(members)))
  }

  /// `[NSNull null]`, `[NSNumber numberWithInt:1]` and the like.
  private mutating func message(
    _ text: inout CodeText, _ refusal: CodeError
  ) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    let receiver = text.word()
    text.skipBlanks()
    let selector = text.word()
    text.skipBlanks()
    switch (receiver, selector) {
    case ("NSNull", "null"): return try closed(.json(.null), &text, refusal)
    case ("NSDictionary", "dictionary"):
      return try closed(.json(.object(JSONObject())), &text, refusal)
    case ("NSArray", "array"): return try closed(.json(.array([])), &text, refusal)
    case ("NSDecimalNumber", "decimalNumberWithString"):
      guard text.take(":") else { throw refusal }
      text.skipBlanks()
      guard text.take("@") else { throw refusal }
      return try decimal(&text, until: "]", refusal)
    case ("NSNumber", _) where selector.hasPrefix("numberWith"):
      guard text.take(":") else { throw refusal }
      text.skipBlanks()
      return try closed(scalar(&text, refusal), &text, refusal)
    default: throw refusal
    }
  }

  private func closed(
    _ value: CodeValue, _ text: inout CodeText, _ refusal: CodeError
  ) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    guard text.take("]") else { throw refusal }
    return value
  }
}
