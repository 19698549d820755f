internal import KustomerDestination

/// Reads the labelled arguments of Swift's `analytics.track(name: "…", properties: […])` and of
/// Objective-C's `track:@"…" properties:@{…}`.
struct LabelledCall {
  private var values: CodeValues
  private var call: SpokenCall

  private init(_ type: CallType, _ language: CodeLanguage, _ start: Int) {
    values = CodeValues(language)
    call = SpokenCall(type, at: start)
  }

  /// Reads a Swift call from behind its opening bracket to behind its closing one.
  static func readSwift(
    _ type: CallType, _ text: inout CodeText
  ) throws(CodeError) -> SpokenCall {
    var reader = LabelledCall(type, .swift, text.at)
    var call = reader.call
    var isFirst = true
    try reader.values.list(&text, until: ")") { (values, text) throws(CodeError) in
      let start = text.at
      let label = Self.label(&text) ?? (isFirst ? "" : nil)
      isFirst = false
      guard let label else { throw text.error("a label and a colon are missing here") }
      try Self.take(label, at: start, &text, &values, &call)
    }
    call.notes += reader.values.notes
    return call
  }

  /// Reads an Objective-C message from behind the first colon to behind its closing bracket.
  static func readMessage(
    _ type: CallType, _ text: inout CodeText
  ) throws(CodeError) -> SpokenCall {
    var reader = LabelledCall(type, .objectiveC, text.at)
    try take("", at: text.at, &text, &reader.values, &reader.call)
    while true {
      text.skipBlanks()
      if text.take("]") { break }
      let start = text.at
      guard let label = Self.label(&text) else {
        throw text.error("\(text.sample) stands where a label or ] is expected")
      }
      try take(label, at: start, &text, &reader.values, &reader.call)
    }
    reader.call.notes += reader.values.notes
    return reader.call
  }

  /// A word and its colon; nothing is read when there is none.
  private static func label(_ text: inout CodeText) -> String? {
    let start = text.at
    let word = text.word()
    text.skipBlanks()
    if !word.isEmpty, text.take(":") { return word }
    text.at = start
    return nil
  }

  /// Reads the argument of a label; the first may have none.
  private static func take(
    _ label: String, at start: Int, _ text: inout CodeText, _ values: inout CodeValues,
    _ call: inout SpokenCall
  ) throws(CodeError) {
    guard let place = place(of: label, in: call.type) else {
      call.notes.append(CodeError("argument \(label) is left out", at: start))
      guard values.language == .swift ? text.skipExpression() : skipValue(&text) else {
        throw text.error("argument \(label) does not end")
      }
      return
    }
    call[keyPath: place] = try values.read(&text).json
  }

  /// Where an argument goes; nil for one that means nothing here.
  private static func place(
    of label: String, in type: CallType
  ) -> WritableKeyPath<SpokenCall, JSON?>? {
    switch (label, type) {
    case ("", .identify), ("userId", .identify): \.userId
    case ("", _), ("name", .track), ("event", .track): \.name
    case ("name", .page), ("name", .screen), ("title", .page), ("title", .screen): \.name
    case ("category", .page), ("category", .screen): \.category
    case ("traits", .identify), ("properties", .track), ("properties", .page),
      ("properties", .screen):
      \.payload
    case ("options", _): \.options
    default: nil
    }
  }

  /// Goes behind an argument of a message, up to the next label or the end.
  private static func skipValue(_ text: inout CodeText) -> Bool {
    while true {
      text.skipBlanks()
      guard let byte = text.peek() else { return false }
      if byte == UInt8(ascii: "]") { return true }
      let start = text.at
      if Self.label(&text) != nil {
        text.at = start
        return true
      }
      if text.isAtOpeningBracket {
        guard text.skipBrackets() else { return false }
      } else if !text.skipString(), text.word().isEmpty {
        text.at += 1
      }
    }
  }
}
