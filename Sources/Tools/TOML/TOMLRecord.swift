package import KustomerDestination
internal import TOMLKit

/// One table of a TOML text, read key by key; what is wrong with a value names its place.
package struct TOMLRecord {
  private let table: TOMLTable
  private let path: [String]
  private let outline: TOMLOutline

  /// The root table of a text.
  package init(parsing text: String) throws(TOMLProblem) {
    path = []
    guard !text.unicodeScalars.contains("\0") else {
      throw TOMLProblem("a zero byte stands in the text; this is no TOML")
    }
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let begin = error.source.begin
      throw TOMLProblem(
        "not TOML: \(error.description.asOneLine)",
        at: TextPlace(line: begin.line, column: begin.column))
    } catch {
      throw TOMLProblem("not TOML: \("\(error)".asOneLine)")
    }
    outline = TOMLOutline(text)
  }

  private init(_ table: TOMLTable, at path: [String], of parent: TOMLRecord) {
    self.table = table
    self.path = path
    outline = parent.outline
  }

  /// The keys in the order of the text.
  package var namesInOrder: [String] {
    let places = table.keys.map { name in
      (name, outline.entries.firstIndex { $0.path.starts(with: path + [name]) } ?? .max)
    }
    return places.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }

  /// Refuses every key but these.
  package func allow(_ names: String...) throws(TOMLProblem) {
    guard let unknown = namesInOrder.first(where: { !names.contains($0) }) else { return }
    let hint = suggestionOrChoice(for: unknown, among: names)
    throw error("unknown key \"\(unknown.asOneLine)\"\(here)\(hint)", at: unknown)
  }

  /// Where it stands in the text.
  package var place: TextPlace? { outline.place(of: path) }

  /// An error at a key; an empty name means the table.
  package func error(_ message: String, at name: String) -> TOMLProblem {
    TOMLProblem(message, at: outline.place(of: name.isEmpty ? path : path + [name]))
  }

  /// An error at a key's value.
  package func error(_ message: String, atValue name: String) -> TOMLProblem {
    TOMLProblem(message, at: outline.place(ofValue: path + [name]))
  }

  /// Numbers of elements are left out: the place tells which one.
  private var here: String {
    let names = path.filter { Int($0) == nil }
    return names.isEmpty ? "" : " in [\(names.joined(separator: "."))]"
  }
}

extension TOMLRecord {
  /// Whether a value is a table.
  package func isTable(_ name: String) -> Bool { table[name]?.type == .table }

  /// A table, nil when there is none.
  package func table(_ name: String) throws(TOMLProblem) -> TOMLRecord? {
    guard let value = try value(name, .table, "a table") else { return nil }
    return value.table.map { TOMLRecord($0, at: path + [name], of: self) }
  }

  /// The tables of an array of tables, empty when there is none.
  package func tables(_ name: String) throws(TOMLProblem) -> [TOMLRecord] {
    let form = "a list of tables, each under [[\(name)]]"
    let elements = try value(name, .array, form)?.array.map { Array($0) } ?? []
    let tables = elements.compactMap(\.table)
    guard tables.count == elements.count else {
      throw error("\(name) must be \(form)", atValue: name)
    }
    return tables.enumerated().map { number, table in
      TOMLRecord(table, at: path + [name, String(number)], of: self)
    }
  }

  /// Whether there is a value, of any kind.
  package func contains(_ name: String) -> Bool { table[name] != nil }

  /// The line of a key, or of the nearest table around it; an empty name means the table.
  package func line(of name: String) -> Int? {
    outline.place(of: name.isEmpty ? path : path + [name])?.line
  }

  /// A string, nil when there is none.
  package func string(_ name: String) throws(TOMLProblem) -> String? {
    try value(name, .string, "a string in quotes")?.string
  }

  /// True or false, nil when there is none.
  package func bool(_ name: String) throws(TOMLProblem) -> Bool? {
    try value(name, .bool, "true or false")?.bool
  }

  /// A string that is not empty.
  package func filled(_ name: String) throws(TOMLProblem) -> String? {
    guard let text = try string(name) else { return nil }
    guard !text.isEmpty else { throw error("\(name) is empty", atValue: name) }
    return text
  }

  /// A whole number in a range, nil when there is none.
  package func integer(_ name: String, in range: ClosedRange<Int>) throws(TOMLProblem) -> Int? {
    guard let number = try value(name, .int, "a whole number")?.int else { return nil }
    guard range.contains(number) else {
      throw error(
        "\(name) is \(number); it goes from \(range.lowerBound) to \(range.upperBound)",
        atValue: name)
    }
    return number
  }

  /// A length of time as `"30m"`.
  package func duration(
    _ name: String, in range: ClosedRange<Milliseconds>
  ) throws(TOMLProblem) -> Milliseconds? {
    let form = "a length of time in quotes, such as \"500ms\", \"30s\", \"45m\" or \"6h\""
    guard let text = try value(name, .string, form)?.string else { return nil }
    guard let length = Milliseconds(text) else {
      throw error("\(name) is \"\(text.asOneLine)\"; it must be \(form)", atValue: name)
    }
    guard range.contains(length) else {
      throw error(
        "\(name) is \(text); it goes from \(range.lowerBound.brief) to \(range.upperBound.brief)",
        atValue: name)
    }
    return length
  }

  /// One of the words of a setting.
  package func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, among words: [Word] = Array(Word.allCases)
  ) throws(TOMLProblem) -> Word? {
    let words = words.map(\.rawValue)
    let form = "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
    guard let text = try value(name, .string, form)?.string else { return nil }
    if let word = Word(rawValue: text) { return word }
    let hint = suggestionOrChoice(for: text, among: words)
    throw error("unknown word \"\(text.asOneLine)\" for \(name)\(hint)", atValue: name)
  }

  /// A list of strings, nil when there is none.
  package func strings(
    _ name: String, _ form: String = "a list of strings"
  ) throws(TOMLProblem) -> [String]? {
    guard let elements = try value(name, .array, form)?.array.map({ Array($0) }) else {
      return nil
    }
    let strings = elements.compactMap(\.string)
    guard strings.count == elements.count else {
      throw error("\(name) must be \(form)", atValue: name)
    }
    return strings
  }

  /// The words of a command, at least the program.
  package func words(_ name: String) throws(TOMLProblem) -> [String] {
    let form = "a list of strings, the program first, such as [\"op\", \"read\", \"op://…\"]"
    let words = try strings(name, form) ?? []
    guard words.first?.isEmpty == false else {
      throw error("\(name) must be \(form)", atValue: name)
    }
    return words
  }

  /// Whether a value is a whole number.
  package func isInteger(_ name: String) -> Bool { table[name]?.type == .int }

  /// A string, or a date or time as it is written; nil when there is none.
  package func textOrDate(_ name: String) throws(TOMLProblem) -> String? {
    switch table[name]?.type {
    case .date, .time, .dateTime: outline.text(ofValue: path + [name])
    default: try string(name)
    }
  }

  /// A value as JSON, with the members of tables in the order of the text; nil when there is none.
  ///
  /// A string that is the JSON of an object or array is read as that.
  package func jsonOrText(_ name: String) throws(TOMLProblem) -> JSON? {
    guard let value = table[name] else { return nil }
    if let text = value.string, let json = try? JSON(parsing: text) {
      switch json {
      case .object, .array: return json
      case .null, .bool, .number, .string: break
      }
    }
    return try json(value, at: path + [name])
  }

  private func json(
    _ value: any TOMLValueConvertible, at path: [String]
  ) throws(TOMLProblem) -> JSON {
    switch value.type {
    case .string: return .string(value.string ?? "")
    case .bool: return .bool(value.bool ?? false)
    case .int, .double: return try number(value, at: path)
    case .date, .time, .dateTime:
      return .string(outline.text(ofValue: path) ?? value.debugDescription)
    case .array:
      var elements: [JSON] = []
      for element in value.array.map({ Array($0) }) ?? [] {
        elements.append(try json(element, at: path + [String(elements.count)]))
      }
      return .array(elements)
    case .table:
      guard let table = value.table else { return .object(JSONObject()) }
      let record = TOMLRecord(table, at: path, of: self)
      var members: [JSONObject.Member] = []
      for name in record.namesInOrder {
        guard let member = table[name] else { continue }
        members.append(.init(name, try json(member, at: path + [name])))
      }
      return .object(JSONObject(members))
    }
  }

  /// A number with the text that it is written with, where that is one of JSON too.
  private func number(
    _ value: any TOMLValueConvertible, at path: [String]
  ) throws(TOMLProblem) -> JSON {
    let written = outline.text(ofValue: path)
    if let written, case .number(let text)? = try? JSON(parsing: written) { return .number(text) }
    if let int = value.int { return .number(String(int)) }
    guard let double = value.double, double.isFinite else {
      throw TOMLProblem("JSON has no such number", at: outline.place(ofValue: path))
    }
    return .number(String(double))
  }

  private func value(
    _ name: String, _ type: TOMLType, _ form: String
  ) throws(TOMLProblem) -> (any TOMLValueConvertible)? {
    guard let value = table[name] else { return nil }
    guard value.type == type else {
      throw error("\(name) is \(value.type.words); it must be \(form)", atValue: name)
    }
    return value
  }
}

extension TOMLType {
  fileprivate var words: String {
    switch self {
    case .table: "a table"
    case .array: "an array"
    case .string: "a string"
    case .int: "an integer"
    case .double: "a number with a fraction"
    case .bool: "true or false"
    case .date, .time, .dateTime: "a date or time"
    }
  }
}
