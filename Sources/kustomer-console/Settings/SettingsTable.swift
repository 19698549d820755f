internal import KustomerDestination
internal import TOMLKit

/// One table of config.toml, read key by key; what is wrong with a value names its place.
struct SettingsTable {
  private let table: TOMLTable
  private let path: [String]
  private let outline: TOMLOutline
  private let file: String

  /// The root table of a text.
  init(parsing text: String, file: String) throws(SettingsError) {
    self.file = file
    path = []
    guard !text.unicodeScalars.contains("\0") else {
      throw SettingsError("a zero byte stands in the text; this is no TOML", file: file)
    }
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let begin = error.source.begin
      throw SettingsError(
        "not TOML: \(error.description.asOneLine)", file: file,
        at: TextPlace(line: begin.line, column: begin.column))
    } catch {
      throw SettingsError("not TOML: \("\(error)".asOneLine)", file: file)
    }
    outline = TOMLOutline(text)
  }

  private init(_ table: TOMLTable, at path: [String], of parent: SettingsTable) {
    self.table = table
    self.path = path
    outline = parent.outline
    file = parent.file
  }

  /// The keys in the order of the text.
  var namesInOrder: [String] {
    let places = table.keys.map { name in
      (name, outline.entries.firstIndex { $0.path.starts(with: path + [name]) } ?? .max)
    }
    return places.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }

  /// Refuses every key but these.
  func allow(_ names: String...) throws(SettingsError) {
    guard let unknown = namesInOrder.first(where: { !names.contains($0) }) else { return }
    let hint = suggestion(for: unknown, among: names)
    throw error("unknown key \"\(unknown.asOneLine)\"\(here)\(hint)", at: unknown)
  }

  /// An error at a key.
  func error(_ message: String, at name: String) -> SettingsError {
    SettingsError(message, file: file, at: outline.place(of: path + [name]))
  }

  /// An error at a key's value.
  func error(_ message: String, atValue name: String) -> SettingsError {
    SettingsError(message, file: file, at: outline.place(ofValue: path + [name]))
  }

  private var here: String { path.isEmpty ? "" : " in [\(path.joined(separator: "."))]" }
}

extension SettingsTable {
  /// The kind of a value, nil when there is none.
  func type(of name: String) -> TOMLType? { table[name]?.type }

  func table(_ name: String) throws(SettingsError) -> SettingsTable? {
    guard let value = try value(name, .table, "a table") else { return nil }
    return value.table.map { SettingsTable($0, at: path + [name], of: self) }
  }

  func string(_ name: String) throws(SettingsError) -> String? {
    try value(name, .string, "a string in quotes")?.string
  }

  func bool(_ name: String) throws(SettingsError) -> Bool? {
    try value(name, .bool, "true or false")?.bool
  }

  /// A string that is not empty.
  func filled(_ name: String) throws(SettingsError) -> String? {
    guard let text = try string(name) else { return nil }
    guard !text.isEmpty else { throw error("\(name) is empty", atValue: name) }
    return text
  }

  func integer(_ name: String, in range: ClosedRange<Int>) throws(SettingsError) -> Int? {
    guard let number = try value(name, .int, "a whole number")?.int else { return nil }
    guard range.contains(number) else {
      throw error(
        "\(name) is \(number); it goes from \(range.lowerBound) to \(range.upperBound)",
        atValue: name)
    }
    return number
  }

  /// A length of time as `"30m"`.
  func duration(
    _ name: String, in range: ClosedRange<Milliseconds>
  ) throws(SettingsError) -> Milliseconds? {
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
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String
  ) throws(SettingsError) -> Word? {
    let words = Word.allCases.map(\.rawValue)
    let form = "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
    guard let text = try value(name, .string, form)?.string else { return nil }
    if let word = Word(rawValue: text) { return word }
    let hint = suggestion(for: text, among: words)
    throw error("unknown word \"\(text.asOneLine)\" for \(name)\(hint)", atValue: name)
  }

  /// A list of strings, at least one.
  func words(_ name: String) throws(SettingsError) -> [String] {
    let form = "a list of strings, the program first, such as [\"op\", \"read\", \"op://…\"]"
    let elements = try value(name, .array, form)?.array.map { Array($0) } ?? []
    let words = elements.compactMap(\.string)
    guard words.count == elements.count, words.first?.isEmpty == false else {
      throw error("\(name) must be \(form)", atValue: name)
    }
    return words
  }

  private func value(
    _ name: String, _ type: TOMLType, _ form: String
  ) throws(SettingsError) -> (any TOMLValueConvertible)? {
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

extension String {
  /// Without control characters and line ends, at most 120 characters.
  var asOneLine: String {
    let scalars = unicodeScalars.prefix(120).map { scalar -> Unicode.Scalar in
      scalar.properties.generalCategory == .control ? " " : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
