internal import KustomerDestination
internal import Records

extension ComposeRoom {
  /// Draws the pane of the form.
  func drawForm(_ canvas: inout Canvas, _ area: Area) {
    canvas.target(area, spot: ComposeSpot.pane(.form))
    let isFocused = compose.pane == .form
    var range: String?
    canvas.draw(in: area.inset()) { pane in
      let hasCursor = isFocused && isTyping && hasCursor
      let look = FormLook(
        columns: pane.size.columns, of: compose.form, cursor: hasCursor ? compose.focus : nil,
        wrong: wrongFields)
      let lines = compose.form.lines(within: pane.size.rows)
      let focused = lines.firstIndex { $0.holds(compose.focus) } ?? 0
      let first = firstVisible(focused, count: lines.count, rows: pane.size.rows)
      for (row, line) in lines.dropFirst(first).prefix(pane.size.rows).enumerated() {
        let area = Area(column: 0, row: row, columns: pane.size.columns, rows: 1)
        pane.draw(in: area) { draw(line, look, &$0) }
        if isFocused, first + row == focused { mark(area, &pane) }
      }
      drawAside(&pane, from: lines.count - first)
      range = linesShown(from: first, rows: pane.size.rows, of: lines.count)
    }
    canvas.pane(
      area, title: "Segment call" + typingMark(isFocused), footer: formFooter(range),
      isFocused: isFocused)
  }

  private func formFooter(_ range: String?) -> String {
    let other = Layout(size).isSingle ? "\(key(.nextPane)) preview" : nil
    let saved =
      compose.saveProblem != nil
      ? "draft not saved" : saysDraftIsSaved ? "draft saved" : "saving draft"
    return [range, other, saved].compactMap { $0 }.joined(separator: "   ")
  }

  /// Whether the border of the form says that the draft is saved.
  var saysDraftIsSaved: Bool {
    // It takes some milliseconds: a word for them at each key would only flicker.
    let isLate = compose.unsavedSince.map { now - $0 > .seconds(1) } ?? true
    return compose.saveProblem == nil && (compose.isSaved || !isLate)
  }

  /// Marks the line of the cursor; all of it where nothing is being typed.
  private func mark(_ line: Area, _ pane: inout Canvas) {
    if !isTyping { pane.paint(line, .selection) }
    pane.put(Glyph.here.text, at: line.origin, isTyping ? .keyName : .selection)
  }

  private func draw(_ line: FormLine, _ look: FormLook, _ pane: inout Canvas) {
    switch line {
    case .type: drawType(look, &pane)
    case .field(let field): drawField(field, look, &pane)
    case .row(let row): drawRow(row, look, &pane)
    case .other(let place):
      let other = compose.form.others[place]
      let text = fitted("\(other.path)  \(other.value.compact)", to: look.columns - 4)
      pane.put(text, at: Position(column: 2, row: 0), .muted)
      drawStop(.other(place), &pane)
    case .head(let title, let command): drawHead(title, command, look, &pane)
    case .blank: break
    }
  }

  private func drawType(_ look: FormLook, _ pane: inout Canvas) {
    let type = compose.form.type
    pane.put("Type", at: Position(column: 1, row: 0), width: look.label, .label)
    var choice = Line(Glyph.previous.text + " ", .muted)
    choice.append(type.rawValue, type.role)
    choice.append(" " + Glyph.next.text, .muted)
    pane.put(choice, at: Position(column: look.field.lowerBound, row: 0))
    if let key = keys.key(for: .cycleType, in: contexts) {
      drawTrailing(key + " ", .keyName, &pane)
    }
    drawStop(.type, &pane)
  }

  private func drawField(_ field: FormField, _ look: FormLook, _ pane: inout Canvas) {
    let (name, placeholder) = words(for: field, isWide: look.isWide)
    // The members of the context stand a little further in.
    let indent = field == .locale ? 1 : 0
    pane.put(
      name, at: Position(column: 1 + indent, row: 0), width: look.label - indent, .label)
    let isExplicit = field == .session && !compose.form.session.isEmpty && look.isWide
    if isExplicit { drawTrailing("explicit ", .muted, &pane) }
    let room = look.field.lowerBound..<look.field.upperBound - (isExplicit ? 9 : 0)
    target(field, pane.bounds, &pane)
    drawInput(field, room, placeholder: placeholder, look, &pane)
  }

  /// What stands before a field, and in it while it is empty.
  private func words(for field: FormField, isWide: Bool) -> (name: String, placeholder: String) {
    let type = compose.form.type
    return switch field {
    case .event: ("Event", "what happened")
    case .name: ("Name", type == .page ? "as Pricing" : "as Home")
    case .category: ("Category", "may be empty")
    case .userId: ("userId", "once they are known")
    case .anonymousId: (isWide ? "anonymousId" : "anonId", "visitor, before login")
    case .session: (isWide ? "session id" : "session", "none: cut by time")
    case .timestamp: (isWide ? "timestamp" : "time", timeText(isWide: isWide))
    case .locale: ("locale", type == .identify ? "as en-US" : "sent by an identify")
    case .type, .rowKey, .rowValue, .other: ("", "")
    }
  }

  private func drawRow(_ row: Int, _ look: FormLook, _ pane: inout Canvas) {
    let kind = compose.form.rows[row].kind
    target(.rowKey(row), pane.bounds, &pane)
    drawInput(.rowKey(row), look.rowKey, placeholder: "name", look, &pane)
    drawInput(
      .rowValue(row), look.rowValue, placeholder: kind == .null ? "null" : "value", look, &pane)
    drawTrailing((look.isWide ? kind.word : kind.brief) + " ", .muted, &pane)
  }

  private func drawHead(
    _ title: String, _ command: Command?, _ look: FormLook, _ pane: inout Canvas
  ) {
    pane.put(title, at: Position(column: 1, row: 0), width: look.columns - 2, .title)
    guard let binding = keys.bindings(in: contexts).first(where: { $0.command == command })
    else { return }
    let hint = Line(binding.footerKey, .keyName) + Line(" \(binding.label.lowercased()) ", .keyHint)
    pane.put(hint, at: Position(column: pane.size.columns - hint.width, row: 0))
  }

  private func drawTrailing(_ text: String, _ role: Role, _ pane: inout Canvas) {
    pane.put(text, at: Position(column: pane.size.columns - cells(of: text), row: 0), role)
  }

  /// A line on which nothing is typed, but where the cursor can stand.
  private func drawStop(_ field: FormField, _ pane: inout Canvas) {
    target(field, pane.bounds, &pane)
    pane.put(jump: jumpLetters(ComposeSpot.field(field)), at: Position(column: 0, row: 0))
  }

  private func drawInput(
    _ field: FormField, _ columns: Range<Int>, placeholder: String, _ look: FormLook,
    _ pane: inout Canvas
  ) {
    let area = Area(column: columns.lowerBound, row: 0, columns: columns.count, rows: 1)
    let before = Position(column: columns.lowerBound - 1, row: 0)
    let isWrong = look.wrong.contains(field)
    target(field, area, &pane)
    pane.put(
      compose.form[field] ?? TextField(), at: area.origin, width: columns.count,
      isWrong ? .inputError : .input, placeholder: placeholder,
      placeholderRole: field == .timestamp && isOfAnotherDay ? .warn : .placeholder,
      hasCursor: field == look.cursor)
    if isWrong { pane.put(Glyph.failed.text, at: before, .error) }
    pane.put(jump: jumpLetters(ComposeSpot.field(field)), at: before)
  }

  private func target(_ field: FormField, _ area: Area, _ pane: inout Canvas) {
    pane.target(area, spot: ComposeSpot.field(field))
  }

  /// The fields whose texts keep the call from being sent.
  private var wrongFields: [FormField] {
    let unread = outcome.reading.problems.map(\.field)
    guard outcome.plan?.verdict.isReady == false else { return unread }
    return unread + compose.form.fields.filter { refusal(of: $0) != nil }
  }

  /// Below the form, while there is room: who this is, how large it is, and what to do.
  private func drawAside(_ pane: inout Canvas, from row: Int) {
    // It has four lines at least.
    guard row + 1 + 4 <= pane.size.rows else { return }
    let lines = aside(pane.size.columns - 2)
    guard row + 1 + lines.count <= pane.size.rows else { return }
    for (at, line) in lines.enumerated() {
      pane.put(
        line, at: Position(column: 1, row: row + 1 + at), width: pane.size.columns - 2)
    }
  }

  private func aside(_ width: Int) -> [Line] {
    var lines: [Line] = []
    if let person = outcome.plan?.person {
      let sent = model.entries(of: person).filter(\.status.isDone)
      let count = sent.count
      let known = count == 0 ? "new here" : "\(counted(count, "call")) sent"
      let id = fitted(person.id, to: width - 12 - cells(of: known))
      lines.append(Line("Person    ", .label) + Line("\(id), \(known)"))
      let identify = sent.last { $0.facts.event.isIdentify }
      lines.append(
        Line("Identity  ", .label)
          + Line(identify.map { "known by identify #\($0.id.number)" } ?? "no identify from here"))
    }
    lines.append(Line("Validity  ", .label) + validity)
    lines.append(Line("Size      ", .label) + Line("\(outcome.size) of 32768 bytes"))
    lines.append(Line())
    lines += wrapped("Paste code, JSON, CSV or curl anywhere.", to: width)
      .map { Line($0, .muted) }
    return lines
  }
}

extension ComposeRoom {
  /// `ok`, `ok, 2 notes`, `1 error`.
  private var validity: Line {
    let problems = outcome.reading.problems.count
    let findings = outcome.plan?.diagnostics ?? []
    let errors = problems + findings.count { $0.severity == .error }
    let notes = findings.count { $0.severity != .error }
    let said = notes > 0 ? ", " + counted(notes, "note") : ""
    guard errors > 0 || outcome.plan?.verdict.isReady != true else {
      return Line(Glyph.ready.text + " ok" + said, .ok)
    }
    return Line((errors > 0 ? counted(errors, "error") : "not sent") + said, .error)
  }
}
