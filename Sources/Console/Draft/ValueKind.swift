internal import KustomerDestination

/// The kinds of value that a row of the form can hold.
package enum ValueKind: String, CaseIterable, Hashable, Sendable {
  case string, number, bool, null, list, object
  case dateTime = "date-time"
  /// A string with line breaks or other controls, typed as JSON: `"two\nlines"`.
  case escaped = "escaped"

  /// The kind that Ctrl-T gives next; by -1 the one before.
  package func next(by step: Int = 1) -> ValueKind {
    let kinds = Self.allCases
    let place = kinds.firstIndex(of: self) ?? 0
    return kinds[(place + step + kinds.count) % kinds.count]
  }

  /// What a text looks like that is not to be text: a number, true or false, a list, an object; nil
  /// where it looks like none of these.
  static func apparent(in text: String) -> ValueKind? {
    [.number, .bool, .list, .object].first { $0.fits(text) }
  }

  /// Whether it can read a text.
  private func fits(_ text: String) -> Bool {
    if case .value = read(text) { true } else { false }
  }

  /// The kind that Ctrl-T gives next for a text: the one that it looks like comes first.
  func next(by step: Int = 1, for text: String) -> ValueKind {
    if self == .string, step > 0, let apparent = Self.apparent(in: text) { return apparent }
    return next(by: step)
  }

  /// As a sentence names a value of it.
  var article: String {
    switch self {
    case .string, .escaped: "text"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    case .list: "a list"
    case .object: "an object"
    case .dateTime: "a date-time"
    }
  }

  /// Six letters at most.
  package var word: String {
    switch self {
    case .dateTime: "date"
    case .string, .escaped: "text"
    case .number, .bool, .null, .list, .object: rawValue
    }
  }

  /// Four letters at most, for narrow forms.
  package var brief: String {
    switch self {
    case .string, .escaped: "text"
    case .number: "num"
    case .bool: "bool"
    case .null: "null"
    case .list: "list"
    case .object: "obj"
    case .dateTime: "date"
    }
  }

  /// As the message line says it.
  package var words: String {
    switch self {
    case .string: "text"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    case .list: "a list, written as JSON"
    case .object: "an object, written as JSON"
    case .dateTime: "a date-time"
    case .escaped: "text with escapes, written as JSON"
    }
  }

  /// Reads what was typed.
  ///
  /// - Returns: the value, or one sentence on what is wrong.
  func read(_ text: String) -> Reading {
    switch self {
    case .string: .value(.string(text))
    case .null: .value(.null)
    case .number: number(text)
    case .bool: bool(text)
    case .list: json(text, "is no list; write [1, 2]") { $0.arrayValue != nil }
    case .object: json(text, "is no object; write {\"a\": 1}") { $0.objectValue != nil }
    case .escaped: json(text, "is no JSON string; write \"a\\nb\"") { $0.stringValue != nil }
    case .dateTime: dateTime(text)
    }
  }

  /// A value, or why there is none.
  enum Reading: Hashable {
    case value(JSON)
    case problem(String)
  }

  /// The kind that shows a value without changing it, and its text.
  static func of(_ value: JSON) -> (kind: ValueKind, text: String) {
    switch value {
    case .null: (.null, "")
    case .bool(let value): (.bool, value ? "true" : "false")
    case .number(let text): (.number, text)
    case .array: (.list, value.compact)
    case .object: (.object, value.compact)
    case .string(let text):
      if TextField(text).text.utf8.elementsEqual(text.utf8) {
        (isDateTime(text) ? .dateTime : .string, text)
      } else {
        (.escaped, value.compact)
      }
    }
  }
}

extension ValueKind {
  private func number(_ text: String) -> Reading {
    if case .number(let literal)? = parsed(text) { return .value(.number(literal)) }
    return .problem(text.isEmpty ? "needs a number" : "\(quoted(text)) is no number; write 19.9")
  }

  private func bool(_ text: String) -> Reading {
    switch text.lowercased() {
    case "true": .value(.bool(true))
    case "false": .value(.bool(false))
    case "": .problem("needs true or false")
    default: .problem("\(quoted(text)) is neither true nor false")
    }
  }

  private func dateTime(_ text: String) -> Reading {
    if Timestamp(text) != nil { return .value(.string(text)) }
    return .problem(
      text.isEmpty
        ? "needs a date-time, as 2024-01-24T09:30:00Z"
        : "\(quoted(text)) is no date-time; write 2024-01-24T09:30:00Z")
  }

  private func json(_ text: String, _ complaint: String, _ isRight: (JSON) -> Bool) -> Reading {
    guard !text.isEmpty else {
      return .problem("needs \(self == .object ? "an" : "a") \(rawValue), written as JSON")
    }
    do {
      let value = try JSON(parsing: text)
      return isRight(value) ? .value(value) : .problem("\(quoted(text)) \(complaint)")
    } catch {
      return .problem("column \(error.column): \(error.reason.rawValue)")
    }
  }

  private func parsed(_ text: String) -> JSON? {
    try? JSON(parsing: text)
  }

  private func quoted(_ text: String) -> String { "\"" + fitted(text, to: 16) + "\"" }

  private static func isDateTime(_ text: String) -> Bool {
    text.count > 10 && Timestamp(text) != nil
  }
}
