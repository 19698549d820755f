internal import KustomerDestination

extension State {
  /// Draws the pane of the form.
  func drawForm(_ canvas: inout Canvas, _ area: Area) {
    canvas.target(area, .composePane(.form))
    let isFocused = compose.pane == .form
    var range: String?
    canvas.draw(in: area.inset()) { pane in
      let lines = formLines(pane.size.columns)
      let focused = lines.firstIndex { $0.holds(compose.focus) } ?? 0
      let first = firstVisible(focused, count: lines.count, rows: pane.size.rows)
      for (row, line) in lines.dropFirst(first).prefix(pane.size.rows).enumerated() {
        draw(line, row: row, isFocused: isFocused && first + row == focused, &pane)
      }
      drawAside(&pane, from: lines.count - first)
      range = linesShown(from: first, rows: pane.size.rows, of: lines.count)
    }
    canvas.pane(
      area, title: "Segment call" + typingMark(isFocused), footer: formFooter(range),
      isFocused: isFocused)
  }

  private func formFooter(_ range: String?) -> String {
    let other = Layout(size).isSingle ? "F6 preview" : nil
    let saved = saysDraftIsSaved ? "draft saved" : "saving draft"
    return [range, other, saved].compactMap { $0 }.joined(separator: "   ")
  }

  /// Whether the border of the form says that the draft is saved.
  var saysDraftIsSaved: Bool {
    // It takes some milliseconds: a word for them at each key would only flicker.
    let isLate = compose.unsavedSince.map { now - $0 > .seconds(1) } ?? true
    return compose.isSaved || !isLate
  }

  private func draw(_ line: FormLine, row: Int, isFocused: Bool, _ pane: inout Canvas) {
    let isSelected = isFocused && !isTyping
    if let field = line.stop ?? line.inputs.first?.field {
      pane.target(
        Area(column: 0, row: row, columns: pane.size.columns, rows: 1), .place(.field(field)))
    }
    pane.put(line.text, at: Position(column: 1, row: row), width: pane.size.columns - 1)
    for input in line.inputs {
      let field = compose.form[input.field] ?? TextField()
      pane.target(
        Area(column: input.column, row: row, columns: input.width, rows: 1),
        .place(.field(input.field)))
      pane.put(
        field, at: Position(column: input.column, row: row), width: input.width,
        input.hasProblem ? .inputError : .input, placeholder: input.placeholder,
        placeholderRole: input.placeholderRole,
        hasCursor: isFocused && input.field == compose.focus && isTyping && overlay == nil)
      if input.hasProblem {
        pane.put("!", at: Position(column: input.column - 1, row: row), .error)
      }
      pane.put(
        jump: jumpLetters(.field(input.field)), at: Position(column: input.column - 1, row: row))
    }
    if let stop = line.stop {
      pane.put(jump: jumpLetters(.field(stop)), at: Position(column: 0, row: row))
    }
    let width = line.trailing.width
    pane.put(line.trailing, at: Position(column: pane.size.columns - width, row: row))
    if isSelected {
      pane.paint(Area(column: 0, row: row, columns: pane.size.columns, rows: 1), .selection)
    }
    if isFocused {
      pane.put(">", at: Position(column: 0, row: row), isSelected ? .selection : .title)
    }
  }

  /// Below the form, while there is room: who this is, how large it is, and what to do.
  private func drawAside(_ pane: inout Canvas, from row: Int) {
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
      let sent = entries(of: person).filter { $0.status == .delivered }
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
    lines += wrapped("Paste code, JSON, CSV or curl anywhere: it fills this form.", to: width)
      .map { Line($0, .muted) }
    return lines
  }
}

extension State {
  /// `ok`, `ok, 2 notes`, `1 error`.
  private var validity: Line {
    let problems = outcome.reading.problems.count
    let findings = outcome.plan?.diagnostics ?? []
    let errors = problems + findings.count { $0.severity == .error }
    let notes = findings.count { $0.severity != .error }
    let said = notes > 0 ? ", " + counted(notes, "note") : ""
    guard errors > 0 || outcome.plan?.verdict.isReady != true else {
      return Line("ok" + said, .ok)
    }
    return Line((errors > 0 ? counted(errors, "error") : "not sent") + said, .error)
  }
}

/// `lines 3-12 of 18`, the first 0-based; nil when all of them show.
func linesShown(from first: Int, rows: Int, of count: Int) -> String? {
  guard count > rows else { return nil }
  return "lines \(first + 1)-\(min(count, first + rows)) of \(count)"
}

/// The first line that shows so that a line does, in a window of so many rows; 0-based.
func firstVisible(_ line: Int, count: Int, rows: Int) -> Int {
  guard count > rows, rows > 0 else { return 0 }
  return min(max(0, line - rows * 2 / 3), count - rows)
}
