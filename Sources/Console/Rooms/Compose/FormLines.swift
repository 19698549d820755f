internal import KustomerDestination

/// What a line of the form holds.
enum FormLine: Hashable {
  case type
  /// A field behind its name.
  case field(FormField)
  /// A property or a trait, 0-based.
  case row(Int)
  /// A member without a field, 0-based.
  case other(Int)
  /// The head of a section, with the key that adds to it or cuts from it.
  case head(String, Command?)
  /// Room between two groups.
  case blank

  /// Whether the cursor stands on this line when it is in that field.
  func holds(_ field: FormField) -> Bool {
    switch self {
    case .type: field == .type
    case .field(let own): field == own
    case .row(let row): field.row == row
    case .other(let place): field == .other(place)
    case .head, .blank: false
    }
  }
}

extension Form {
  /// The lines from the top, with blank ones between the groups where there is room for these and
  /// for what stands below the form.
  func lines(within rows: Int) -> [FormLine] {
    let lines = lines
    let spaced = lines.flatMap { line -> [FormLine] in
      switch line {
      case .head: [.blank, line]
      case .type: [line, .blank]
      case .field, .row, .other, .blank: [line]
      }
    }
    return spaced.count + 7 <= rows ? spaced : lines
  }

  /// The lines from the top.
  private var lines: [FormLine] {
    var lines: [FormLine] = [.type]
    switch type {
    case .track: lines.append(.field(.event))
    case .page, .screen: lines += [.field(.name), .field(.category)]
    case .identify: break
    }
    lines += [.field(.userId), .field(.anonymousId)]
    if type != .identify { lines.append(.field(.session)) }
    lines.append(.field(.timestamp))
    lines.append(.head("\(rowsName.capitalizedFirst) \(rows.count { !$0.isBlank })", .addRow))
    for row in rows.indices { lines.append(.row(row)) }
    lines += [.head("Context", nil), .field(.locale)]
    let shown = others.indices.filter { !standsInField(others[$0]) }
    guard !shown.isEmpty else { return lines }
    lines.append(.head("Also in this call \(shown.count)", .cutRow))
    for place in shown { lines.append(.other(place)) }
    return lines
  }
}

/// How the lines of a form look: what all of them have in common.
///
/// The first column is for the mark of the focused line.
struct FormLook {
  /// The columns of the pane.
  let columns: Int
  /// The field in which the text cursor stands; nil for none.
  let cursor: FormField?
  /// The fields whose texts keep the call from being sent.
  let wrong: [FormField]
  /// The columns that the names of rows take.
  private let key: Int

  init(columns: Int, of form: Form, cursor: FormField?, wrong: [FormField]) {
    self.columns = columns
    self.cursor = cursor
    self.wrong = wrong
    let room = columns - 5 - Self.kind(columns)
    let longest = form.rows.reduce(0) { max($0, cells(of: fitted($1.key.text, to: room)) + 1) }
    key = max(0, min(max(9, longest), room / 2))
  }

  var isWide: Bool { columns >= 42 }
  var label: Int { isWide ? 13 : 10 }
  /// Of a field behind its name.
  var field: Range<Int> { 1 + label..<max(1 + label, columns - 1) }
  /// Of the name of a row.
  var rowKey: Range<Int> { 2..<2 + key }
  /// Of the value of a row.
  var rowValue: Range<Int> {
    let start = rowKey.upperBound + 1
    return start..<max(start, columns - Self.kind(columns) - 2)
  }

  private static func kind(_ columns: Int) -> Int { columns >= 42 ? 6 : 4 }
}
