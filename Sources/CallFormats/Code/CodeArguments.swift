internal import KustomerDestination

/// One argument of a call in code.
struct CodeArgument {
  enum Content {
    case value(JSON)
    /// `undefined`, or a function.
    case nothing
    /// An expression that would have to be run.
    case unread(CodeError)
  }

  /// What stands before its colon or equals sign; nil for one that is told by its place.
  var label: String?
  /// Whether the label is set off as Python does: `name=`.
  var isPython = false
  /// Where it begins: a 0-based offset.
  var start: Int
  var content: Content
  /// Its text when it is a word, as `done`; empty else.
  var word = ""

  var value: JSON? {
    if case .value(let value) = content { value } else { nil }
  }

  /// `callback`, `done`: left out without loss, whatever it is.
  var isCallback: Bool {
    ["callback", "cb", "done", "next", "fn", "resolve", "completion"].contains(word)
  }
}

/// Reads the arguments of a call, whatever its language.
struct CodeArguments {
  private var values = CodeValues()
  private(set) var arguments: [CodeArgument] = []
  /// What is left out, with its offset.
  private(set) var notes: [CodeError] = []

  /// Arguments that carry nothing of the call.
  private static let harmless: Set = [
    "enrichments", "callback", "completion", "completionHandler", "success", "failure",
  ]

  /// Reads from behind an opening bracket to behind the closing one.
  static func read(_ text: inout CodeText) throws(CodeError) -> CodeArguments {
    var reader = CodeArguments()
    var values = reader.values
    try values.list(&text, until: ")") { (values, text) throws(CodeError) in
      try reader.readOne(&text, &values)
    }
    reader.notes += values.notes
    return reader
  }

  /// Reads a message of Objective-C from behind its first colon to behind its closing bracket.
  static func readMessage(_ text: inout CodeText) throws(CodeError) -> CodeArguments {
    var reader = CodeArguments()
    var values = reader.values
    let start = text.at
    reader.arguments.append(
      CodeArgument(start: start, content: .value(try values.read(&text).json)))
    while true {
      text.skipBlanks()
      if text.take("]") { break }
      let start = text.at
      guard let found = Self.label(&text) else {
        throw text.error("\(text.sample) stands where a label or ] is expected")
      }
      let value = try values.read(&text).json
      reader.arguments.append(
        CodeArgument(label: found.label, start: start, content: .value(value)))
    }
    reader.notes += values.notes
    return reader
  }

  private mutating func readOne(
    _ text: inout CodeText, _ values: inout CodeValues
  ) throws(CodeError) {
    let start = text.at
    let found = Self.label(&text)
    if let label = found?.label, Self.harmless.contains(label) {
      notes.append(CodeError("argument \(label) is left out", at: start))
      guard text.skipExpression() else { throw text.error("argument \(label) does not end") }
      return
    }
    var argument = CodeArgument(start: start, content: .nothing)
    (argument.label, argument.isPython) = (found?.label, found?.isPython ?? false)
    text.skipBlanks()
    argument.word = text.peekWord()
    if Self.skipFunction(&text) {
      notes.append(CodeError("the callback is left out", at: start))
    } else {
      argument.content = try Self.content(&text, &values)
    }
    arguments.append(argument)
  }

  private static func content(
    _ text: inout CodeText, _ values: inout CodeValues
  ) throws(CodeError) -> CodeArgument.Content {
    let start = text.at
    do throws(CodeError) {
      let value = try values.read(&text)
      text.skipBlanks()
      guard text.isAt(",") || text.isAt(")") else { throw values.notLiteral(text) }
      if case .json(let json) = value { return .value(json) }
      return .nothing
    } catch {
      text.at = start
      // Something wrong inside a literal is told as it is.
      guard let first = text.peek(), CodeText.isWord(first) else { throw error }
      guard text.skipExpression() else { throw error }
      return .unread(error)
    }
  }

  /// A word and its colon, or Python's equals sign; nothing is read when there is none.
  private static func label(_ text: inout CodeText) -> (label: String, isPython: Bool)? {
    let start = text.at
    let word = text.word()
    text.skipBlanks()
    if !word.isEmpty {
      if !text.isAt("::"), text.take(":") { return (word, false) }
      if !text.isAt("=="), !text.isAt("=>"), text.take("=") { return (word, true) }
    }
    text.at = start
    return nil
  }

  /// Goes behind a function: `function () {…}`, `() => …`, `x => …`.
  private static func skipFunction(_ text: inout CodeText) -> Bool {
    let start = text.at
    let word = text.peekWord()
    if word == "function" || word == "async" {
      if text.skipExpression() { return true }
    } else if text.isAt("("), text.skipBrackets() {
      text.skipBlanks()
      if text.isAt("=>"), text.skipExpression() { return true }
    } else if !word.isEmpty {
      _ = text.word()
      text.skipBlanks()
      if text.isAt("=>"), text.skipExpression() { return true }
    }
    text.at = start
    return false
  }
}
