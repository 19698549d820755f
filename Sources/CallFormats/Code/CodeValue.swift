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

/// Reads literal values: what would have to be run to be known is an error.
struct CodeValues {
  let language: CodeLanguage
  /// What was read otherwise than it stands there, with its offset.
  private(set) var notes: [CodeError] = []
  private var depth = 0

  /// Objects and arrays inside one another; the call around them adds two, of the 512 of JSON.
  static let deepest = 500

  init(_ language: CodeLanguage) { self.language = language }

  /// Reads a value and goes behind it, blanks before and after included.
  mutating func read(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    text.skipBlanks()
    guard depth < Self.deepest else {
      throw text.error("nested over \(Self.deepest) levels")
    }
    depth += 1
    defer { depth -= 1 }
    let value =
      switch language {
      case .javaScript: try readJavaScript(&text)
      case .swift: try readSwift(&text)
      case .objectiveC: try readObjectiveC(&text)
      }
    text.skipBlanks()
    if language != .objectiveC { skipCast(&text) }
    return value
  }

  mutating func note(_ note: String, at offset: Int) { notes.append(CodeError(note, at: offset)) }

  /// For what would have to be run.
  func notLiteral(_ text: CodeText) -> CodeError {
    text.error("\(text.sample) is no literal value; write the value itself")
  }

  /// `as Any`, `as [String: Any]`, `as const`: types change nothing of what is sent.
  private func skipCast(_ text: inout CodeText) {
    guard text.isAt("as"), text.peekWord() == "as" else { return }
    text.at += 2
    // What does not end is met again by whoever asks for the next comma or bracket.
    _ = text.skipExpression()
  }

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

  mutating func string(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    .json(.string(try CodeString.read(&text, language)))
  }

  /// A number with any signs before it.
  mutating func number(_ text: inout CodeText) throws(CodeError) -> CodeValue {
    var isNegative = false
    while text.isAt("-") || text.isAt("+") {
      if text.isAt("-") { isNegative.toggle() }
      text.at += 1
      text.skipBlanks()
    }
    if language == .javaScript, text.peekWord() == "Infinity" { return infinity(&text) }
    guard CodeNumber.begins(at: text) else { throw notLiteral(text) }
    let digits = try CodeNumber.read(&text)
    return .json(.number(isNegative ? "-" + digits : digits))
  }

  /// JSON has no such number; `JSON.stringify` makes it null.
  mutating func infinity(_ text: inout CodeText) -> CodeValue {
    note("\(text.peekWord()) is sent as null", at: text.at)
    _ = text.word()
    return .json(.null)
  }
}
