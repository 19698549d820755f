internal import ArgumentParser
internal import Console
internal import Glibc
internal import KustomerDestination

/// How what a command lists is printed.
enum ListingForm: String, ExpressibleByArgument, CaseIterable {
  /// A line of JSON each.
  case json
  /// Columns side by side.
  case table
}

/// The option of every command that lists something.
struct ListingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Print lines of JSON or a table; without it a table on a terminal, else JSON.",
      valueName: "json|table"))
  var output: ListingForm?

  /// What the option says, else the environment, else who reads.
  func form(_ environment: [String: String]) throws -> ListingForm {
    let name = "KUSTOMER_CONSOLE_OUTPUT"
    guard output == nil, let word = environment[name], !word.isEmpty else {
      return output ?? (Invocation.isTerminal(1) ? .table : .json)
    }
    guard let form = ListingForm(rawValue: word) else {
      throw CommandFailure(.usage, "\(name) is \(displaySafe(word)); write json or table")
    }
    return form
  }
}

/// What a command lists on stdout: lines of JSON for programs, a table of the same for people.
struct Listing {
  private var output: LineOutput
  /// Nil for lines of JSON.
  private var table: Table?

  /// - Parameters:
  ///   - columns: of the table, made from the members of each line.
  ///   - options: which of the two.
  ///   - invocation: whose stdout.
  /// - Throws: `CommandFailure` when the environment asks for neither.
  init(_ columns: [Column], _ options: ListingOptions, _ invocation: Invocation) throws {
    output = LineOutput(raw: invocation.options.raw)
    if try options.form(invocation.environment) == .table { table = Table(columns) }
  }

  /// Adds one line, of the bytes of an object that the body appends.
  ///
  /// - Throws: `CommandFailure` when nobody reads any more or the disk is full.
  mutating func line(_ body: (inout [UInt8]) -> Void) throws {
    guard table != nil else { return try output.line(body) }
    var bytes: [UInt8] = []
    body(&bytes)
    if case .object(let members)? = try? JSONDocument(parsing: bytes).value { try line(members) }
  }

  /// Adds one line of the JSON of an object.
  mutating func line(_ text: String) throws { try line { $0.append(contentsOf: text.utf8) } }

  /// Adds one line of an object.
  mutating func line(_ object: JSON) throws {
    if case .object(let members) = object { try line(members) }
  }

  /// Adds one line.
  mutating func line(_ members: JSONObject) throws {
    guard table != nil else { return try output.line(JSON.object(members).compact) }
    table?.add(members)
    if table?.isFull == true { try writeTable() }
  }

  /// Adds each member of an object as a line of its own, those of objects in it by both names; as
  /// JSON the object is one line.
  mutating func members(of object: JSONObject) throws {
    guard table != nil else { return try line(object) }
    for member in object.members {
      guard case .object(let inner) = member.value else {
        try line(["name": .string(member.key), "value": member.value] as JSON)
        continue
      }
      for part in inner.members {
        try line(["name": .string("\(member.key) \(part.key)"), "value": part.value] as JSON)
      }
    }
  }

  /// Writes what is there.
  mutating func flush() throws {
    try writeTable()
    try output.flush()
  }

  private mutating func writeTable() throws {
    for row in table?.takeRows() ?? [] { try output.line(row) }
  }
}

extension Listing {
  /// A column of the table.
  struct Column: Sendable {
    let title: String
    /// Whether its cells are cut before those of others.
    let isFlexible: Bool
    /// Whether it is left out where the first lines have nothing in it.
    let isOptional: Bool
    let text: @Sendable (JSONObject) -> String

    /// A column with a text of its own.
    init(
      _ title: String, isFlexible: Bool = false, isOptional: Bool = false,
      _ text: @escaping @Sendable (JSONObject) -> String
    ) {
      self.title = title
      self.isFlexible = isFlexible
      self.isOptional = isOptional
      self.text = text
    }

    /// A member of the line under its own name.
    init(_ member: String, isFlexible: Bool = false, isOptional: Bool = false) {
      let title = member.replacing("_", with: " ")
      self.init(title, isFlexible: isFlexible, isOptional: isOptional) {
        Listing.text($0[member])
      }
    }

    /// A date-time in UTC to the second.
    static func time(_ member: String) -> Column {
      Column(member + " UTC") { line in
        guard let time = Timestamp(Listing.text(line[member])) else { return "" }
        return String(time.rfc3339.prefix(19)).replacing("T", with: " ")
      }
    }

    /// How long it is from `start` to `end`.
    static let length = Column("lasts") { line in
      guard let start = Timestamp(Listing.text(line["start"])),
        let end = Timestamp(Listing.text(line["end"])), end > start
      else { return "" }
      return (end - start).words
    }

    /// `userId123`, `anonymous:visitor-1`.
    static let person = Column("person", isFlexible: true) { line in
      let key = Listing.text(line["person"])
      return key.hasPrefix("user:") ? String(key.dropFirst(5)) : key
    }

    /// The id of a session; of one that this program has cut `auto 11-28 09:00`.
    static func session(_ id: @escaping @Sendable (JSONObject) -> JSON?) -> Column {
      Column("session", isFlexible: true) { line in
        let id = Listing.text(id(line))
        let parts = id.wholeMatch(of: /auto-\d{4}(\d\d)(\d\d)T(\d\d)(\d\d)\d+Z-[0-9a-f]+/)
        return parts.map { "auto \($0.1)-\($0.2) \($0.3):\($0.4)" } ?? id
      }
    }
  }

  /// A value as a cell has it.
  static func text(_ value: JSON?) -> String {
    switch value {
    case nil, .null?: ""
    case .string(let text)?: text
    case .number(let literal)?: literal
    case .bool(let isTrue)?: isTrue ? "yes" : "no"
    case .array(let items)?: items.map { text($0) }.joined(separator: ", ")
    case .object?: value?.compact ?? ""
    }
  }

  /// Rows that are printed together, in columns as wide as their cells; a later part keeps the
  /// widths of the parts before it.
  private struct Table {
    private var columns: [Column]
    private var rows: [[String]]
    private var widths: [Int]
    private var isFirst = true

    /// Rows are kept until so many are there, so that a long stream is seen while it runs.
    private static let part = 500

    init(_ columns: [Column]) {
      self.columns = columns
      rows = [columns.map(\.title)]
      widths = columns.map { _ in 0 }
    }

    var isFull: Bool { rows.count >= Self.part }

    mutating func add(_ members: JSONObject) {
      rows.append(columns.map { displaySafe($0.text(members)) })
    }

    mutating func takeRows() -> [String] {
      defer { rows = [] }
      // Of nothing there is no head either.
      guard rows.count > (isFirst ? 1 : 0) else { return [] }
      defer { isFirst = false }
      if isFirst {
        let shown = columns.indices.filter { at in
          !columns[at].isOptional || rows.dropFirst().contains { !$0[at].isEmpty }
        }
        columns = shown.map { columns[$0] }
        widths = shown.map { _ in 0 }
        rows = rows.map { row in shown.map { row[$0] } }
      }
      for (at, width) in widths.enumerated() {
        widths[at] = max(width, rows.map { cells(of: $0[at]) }.max() ?? 0)
      }
      return alignedRows(
        rows, isHeaded: isFirst, in: Invocation.outputWidth, atLeast: widths,
        flexible: columns.map(\.isFlexible))
    }
  }
}

/// Rows as lines of at most so many columns: numbers to the right, and the widest cells cut until
/// all fit, those of flexible columns first.
func alignedRows(
  _ rows: [[String]], isHeaded: Bool = true, in width: Int, atLeast: [Int]? = nil,
  flexible: [Bool]? = nil
) -> [String] {
  guard let first = rows.first else { return [] }
  let body = rows.dropFirst(isHeaded ? 1 : 0)
  let isNumber = first.indices.map { at in
    body.contains { !$0[at].isEmpty }
      && body.allSatisfy { $0[at].isEmpty || Double($0[at]) != nil }
  }
  let room = width - 2 * (first.count - 1)
  var widths = first.indices.map { at in
    min(max(atLeast?[at] ?? 0, rows.map { cells(of: $0[at]) }.max() ?? 0), max(room, 6))
  }
  for givesWay in [flexible ?? [], first.map { _ in true }] {
    while widths.reduce(0, +) > room,
      let widest = widths.indices.filter({ givesWay.indices.contains($0) && givesWay[$0] })
        .max(by: { widths[$0] < widths[$1] }), widths[widest] > 6
    {
      widths[widest] -= 1
    }
  }
  return rows.map { row in
    var line = ""
    for (at, cell) in row.enumerated() {
      let cell = fitted(cell, to: widths[at])
      let blanks = String(repeating: " ", count: max(0, widths[at] - cells(of: cell)))
      line += isNumber[at] ? blanks + cell : cell + blanks
      line += "  "
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension Invocation {
  /// Columns of the terminal that stdout is; 80 where it is none.
  static var outputWidth: Int {
    var size = winsize()
    return ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}
