internal import KustomerDestination

/// A line of the form as it is drawn: texts, and fields at their columns.
struct FormLine {
  /// A field on the line.
  struct Input {
    var field: FormField
    var column: Int
    var width: Int
    var placeholder = ""
    var placeholderRole = Role.placeholder
    var hasProblem = false
  }

  /// Drawn from the second column on; the first is for the mark of the focused line.
  var text = Line()
  var inputs: [Input] = []
  /// At the right edge.
  var trailing = Line()
  /// A field without text that the cursor can stand on: the type, a member without a field.
  var stop: FormField?

  /// Whether the cursor stands on this line when it is in that field.
  func holds(_ field: FormField) -> Bool {
    stop == field || inputs.contains { $0.field == field }
  }
}

extension State {
  /// The lines of the form in so many columns.
  func formLines(_ columns: Int) -> [FormLine] {
    var builder = FormLines(state: self, columns: columns)
    builder.addFields()
    builder.addRows()
    builder.addContext()
    builder.addOthers()
    return builder.lines
  }
}

private struct FormLines {
  let state: State
  let columns: Int
  var lines: [FormLine] = []
  private let isRefused: Bool

  init(state: State, columns: Int) {
    self.state = state
    self.columns = columns
    isRefused = state.outcome.plan?.verdict.isReady == false
  }

  private var form: Form { state.compose.form }
  private var isWide: Bool { columns >= 42 }
  private var labelWidth: Int { isWide ? 13 : 10 }

  mutating func addFields() {
    addType()
    switch form.type {
    case .track: add("Event", .event, "what happened")
    case .page, .screen:
      add("Name", .name, form.type == .page ? "as Pricing" : "as Home")
      add("Category", .category, "may be empty")
    case .identify: break
    }
    add("userId", .userId, "once they are known")
    add(isWide ? "anonymousId" : "anonId", .anonymousId, "a visitor before that")
    if form.type != .identify {
      add(isWide ? "session id" : "session", .session, "none: cut by time")
    }
    add(isWide ? "timestamp" : "time", .timestamp, state.timeText(isWide: isWide))
    if state.isOfAnotherDay {
      lines[lines.count - 1].inputs[0].placeholderRole = .warn
    }
  }

  private mutating func addType() {
    var line = FormLine(text: label("Type"), stop: .type)
    line.text.append("< ", .muted)
    line.text.append(form.type.rawValue, form.type.role)
    line.text.append(" >", .muted)
    line.trailing = Line("F2 ", .keyHint)
    lines.append(line)
  }

  private mutating func add(_ name: String, _ field: FormField, _ placeholder: String) {
    let column = 1 + labelWidth
    var line = FormLine(text: label(name))
    let isExplicit = field == .session && !form.session.isEmpty && isWide
    line.trailing = isExplicit ? Line("explicit ", .sessionExplicit) : Line()
    line.inputs = [
      FormLine.Input(
        field: field, column: column, width: columns - column - (isExplicit ? 10 : 1),
        placeholder: placeholder, hasProblem: hasProblem(field))
    ]
    lines.append(line)
  }

  mutating func addRows() {
    let count = form.rows.count { !$0.isBlank }
    addSection("\(form.rowsName) (\(count))", key: .addRow)
    let kindWidth = isWide ? 6 : 4
    let room = columns - 5 - kindWidth
    let longest = form.rows.map { cells(of: fitted($0.key.text, to: room)) + 1 }.max() ?? 0
    let keyWidth = min(max(9, longest), room / 2)
    for (index, row) in form.rows.enumerated() {
      let valueColumn = 2 + keyWidth + 1
      var line = FormLine()
      line.inputs = [
        FormLine.Input(
          field: .rowKey(index), column: 2, width: keyWidth, placeholder: "name",
          hasProblem: hasProblem(.rowKey(index))),
        FormLine.Input(
          field: .rowValue(index), column: valueColumn,
          width: columns - valueColumn - kindWidth - 2,
          placeholder: row.kind == .null ? "null" : "value",
          hasProblem: hasProblem(.rowValue(index))),
      ]
      line.trailing = Line((isWide ? row.kind.word : row.kind.brief) + " ", .muted)
      lines.append(line)
    }
  }

  mutating func addContext() {
    addSection("context", key: nil)
    let column = 1 + labelWidth
    lines.append(
      FormLine(
        text: Line(" ") + label("locale", labelWidth - 1),
        inputs: [
          FormLine.Input(
            field: .locale, column: column, width: columns - column - 1,
            placeholder: form.type == .identify ? "as en-US" : "sent by an identify")
        ]))
  }

  mutating func addOthers() {
    let shown = form.others.enumerated().filter { !form.standsInField($0.element) }
    guard !shown.isEmpty else { return }
    addSection("also in this call (\(shown.count))", key: .cutRow)
    for (index, other) in shown {
      let value = other.value.compact
      let text = fitted("\(other.path)  \(value)", to: columns - 4)
      lines.append(FormLine(text: Line(" " + text, .muted), stop: .other(index)))
    }
  }

  private mutating func addSection(_ title: String, key: Command?) {
    let binding = state.keys.bindings.first { $0.command == key && $0.context == .form }
    let hint = binding.map { " \($0.footerKey) \($0.label.lowercased()) -" } ?? ""
    let left = "-- \(title) "
    let dashes = max(0, columns - 1 - cells(of: left) - cells(of: hint))
    var line = Line(left + String(repeating: "-", count: dashes), .faint)
    line.append(hint, .keyHint)
    lines.append(FormLine(text: line))
  }

  private func label(_ text: String, _ width: Int? = nil) -> Line {
    Line(text + blanks((width ?? labelWidth) - text.count), .label)
  }

  private func hasProblem(_ field: FormField) -> Bool {
    state.outcome.reading.problems.contains { $0.field == field }
      || isRefused && state.refusal(of: field) != nil
  }
}

extension CallType {
  /// The colour of its name.
  package var role: Role {
    switch self {
    case .page: .typePage
    case .screen: .typeScreen
    case .identify: .typeIdentify
    case .track: .typeTrack
    }
  }
}
