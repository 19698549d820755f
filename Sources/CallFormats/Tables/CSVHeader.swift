internal import KustomerDestination

/// The first row of a table: what its columns are called, and what separates them.
struct CSVHeader {
  let separator: UInt8
  private let names: [String]
  private let columns: Columns
  /// Of each row: a column whose name another has too.
  private let warnings: [Diagnostic]

  var count: Int { names.count }
  /// Whether a column says whose calls the rows are.
  var namesSomebody: Bool { columns.nameSomebody }

  /// Recognises a header by the first line of a text; nil when it is none.
  ///
  /// With `isTelling` one name must be that of a column of calls; else two lines of as many cells
  /// are enough.
  init?(recognising text: UnsafeBufferPointer<UInt8>, isTelling: Bool = true) {
    let start = text.drop { $0 <= 0x20 }
    let line = start.prefix { $0 != 0x0A }
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
    let counts = separators.map { separator in line.count { $0 == separator } }
    guard let most = counts.max(), let place = counts.firstIndex(of: most) else { return nil }
    self.init(UnsafeBufferPointer(rebasing: line), separator: separators[place])
    if isTelling {
      guard isOfCalls, most > 0 || namesSomebody else { return nil }
      return
    }
    let next = start.dropFirst(line.count + 1).prefix { $0 != 0x0A }
    guard most > 0, next.count(where: { $0 == self.separator }) == most,
      names.allSatisfy({ $0.count <= 32 })
    else { return nil }
  }

  /// Whether a column is called as those of calls are.
  private var isOfCalls: Bool {
    namesSomebody
      || names.map(Columns.folded).contains {
        Columns.telling.contains($0) || $0.hasPrefix("context")
      }
  }

  /// Reads a header's row; nil when its cells are no names.
  private init?(_ row: UnsafeBufferPointer<UInt8>, separator: UInt8) {
    do throws(CodeError) {
      names = try CSVScanner.cells(of: row.withoutReturn, separator: separator).map(Self.name)
    } catch {
      return nil
    }
    guard names.contains(where: { !$0.isEmpty }), names.allSatisfy(Self.isName) else { return nil }
    self.separator = separator
    columns = Columns(names, isFile: true)
    warnings = Self.duplicates(names, columns.columns)
  }

  private static func name(_ cell: String) -> String {
    String(cell.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// Spreadsheets leave empty names at the end.
  private static func isName(_ name: String) -> Bool {
    name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "_-. $".unicodeScalars.contains(scalar)
    }
  }

  private static func duplicates(
    _ names: [String], _ columns: [Columns.Column]
  ) -> [Diagnostic] {
    var seen: Set<Columns.Column> = []
    return zip(names, columns).filter { $0.1 != .none && !seen.insert($0.1).inserted }.map {
      name, _ in
      Diagnostic(
        .warning, .duplicateKey, path: name,
        "two columns mean \(name); of two cells in a row the last one counts")
    }
  }
}

extension CSVHeader {
  /// What a row becomes, and what there is to say of it.
  struct RowCall {
    var call: JSONObject
    var diagnostics: [Diagnostic]
  }

  /// The call of a row of as many cells as there are columns; empty cells are left out.
  func call(_ cells: [String]) -> RowCall {
    var found = warnings
    var values: [JSON?] = []
    for (at, cell) in cells.enumerated() {
      let column = columns.columns[at]
      if case .member(let id) = column, Self.isNullMarker(cell, in: id) {
        found.append(
          Diagnostic(
            .warning, .nullMarker, path: id,
            "\(cell) in column \(names[at]) is read as no id; leave the cell empty"))
        values.append(nil)
      } else {
        values.append(value(cell, column))
      }
      if names[at].isEmpty, !cell.allSatisfy(\.isWhitespace) {
        found.append(
          Diagnostic(
            .warning, .unreadMember, path: "",
            "column \(at + 1) has no name; its value is not read"))
      }
    }
    return RowCall(call: columns.call(values), diagnostics: found)
  }

  /// Words that programs write into a column of ids where there is none.
  private static func isNullMarker(_ cell: String, in id: String) -> Bool {
    guard id == "userId" || id == "anonymousId" || id == "messageId" else { return false }
    return ["null", "none", "nan", "#n/a", "undefined"].contains(cell.lowercased())
  }

  /// A cell's value by its column; nil for an empty one and for `\N`, as databases write null.
  private func value(_ cell: String, _ column: Columns.Column) -> JSON? {
    guard !cell.isEmpty, cell != "\\N" else { return nil }
    switch column {
    case .type, .eventName: return .string(cell)
    case .member(let name):
      let isTime = ["timestamp", "originalTimestamp", "sentAt", "receivedAt"].contains(name)
      return isTime && Self.isNumber(cell) ? .number(cell) : .string(cell)
    // A session's id is a string, however it looks.
    case .payload(let path) where path.last.map(Columns.folded) == "kustomersessionid":
      return .string(cell)
    case .path, .payload, .object, .none: return Self.value(cell)
    }
  }

  /// Cells have no kinds: what reads as a boolean, array or object of JSON is taken as one, and a
  /// number as people write it by hand.
  private static func value(_ cell: String) -> JSON {
    if isNumber(cell) { return .number(cell) }
    guard cell == "true" || cell == "false" || cell.hasPrefix("{") || cell.hasPrefix("["),
      let last = cell.utf8.last, last > 0x20
    else { return .string(cell) }
    do throws(JSONError) {
      return try JSON(parsing: cell)
    } catch {
      return .string(cell)
    }
  }

  /// Digits with perhaps a sign before and a fraction behind: `1E5` and `007` are no numbers.
  private static func isNumber(_ cell: String) -> Bool {
    let digits = cell.utf8.first == UInt8(ascii: "-") ? cell.utf8.dropFirst() : cell.utf8[...]
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2 else { return false }
    let areDigits = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { 0x30...0x39 ~= $0 } }
    return areDigits && (whole.count == 1 || whole.first != UInt8(ascii: "0"))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// A line without the carriage return before its line feed.
  var withoutReturn: UnsafeBufferPointer<UInt8> {
    last == 0x0D ? UnsafeBufferPointer(rebasing: dropLast()) : self
  }
}
