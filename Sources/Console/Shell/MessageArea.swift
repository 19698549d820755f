extension State {
  /// Draws what the last key led to, else what to do next, above the keys.
  ///
  /// One row is kept for it; a longer sentence lies over the end of the screen until the next key,
  /// so that its end, which says what to do, is always there to be read.
  func drawMessage(_ canvas: inout Canvas) {
    let lines = messageLines(size.columns - 2)
    let first = size.rows - 1 - lines.count
    for (at, line) in lines.enumerated() {
      let row = Area(column: 0, row: first + at, columns: size.columns, rows: 1)
      canvas.fill(row, " ", .text)
      canvas.put(Line(" ") + line, at: row.origin, width: size.columns)
    }
  }

  private func messageLines(_ columns: Int) -> [Line] {
    if case .jump = overlay { return [Line(topRoom.hint, .message)] }
    if var note {
      note.text = note.next?.sentence(at: uptime) ?? note.text
      return noteLines(note, columns)
    }
    if !hasStarted { return [Line("opening the journal ...", .muted)] }
    let hint = topRoom.hint
    guard screen == .compose, overlay == nil else {
      return [Line(clauses(of: hint, columns), .muted)]
    }
    let trace = composeRoom.traceLines(columns)
    if trace.count > 1 { return trace }
    // Beside the preview, which has the whole sentence, one row is enough.
    let isAlone = Layout(size).isSingle || isZoomed
    let said = isAlone ? rows(of: hint, columns) : [clauses(of: hint, columns)]
    return (said.count > 1 ? trace : []) + said.map { Line($0, .muted) }
  }

  /// The sign in its colour; what is no problem is said in the colour of text.
  private func noteLines(_ note: Note, _ columns: Int) -> [Line] {
    let role: Role = note.kind == .good ? .message : note.role
    return rows(of: text(note.line), columns).enumerated().map { at, row in
      guard at == 0, !note.sign.isEmpty, row.hasPrefix(note.sign) else { return Line(row, role) }
      return Line(note.sign, note.role) + Line(String(row.dropFirst(note.sign.count)), role)
    }
  }

  /// As many of the first parts of a hint, one semicolon from the next, as fit.
  private func clauses(of hint: String, _ columns: Int) -> String {
    var kept = hint[...]
    while cells(of: String(kept)) > columns, let end = kept.ranges(of: "; ").last?.lowerBound {
      kept = kept[..<end]
    }
    return fitted(String(kept), to: columns)
  }

  /// A sentence in at most a third of the screen.
  private func rows(of sentence: String, _ columns: Int) -> [String] {
    let rows = wrapped(sentence, to: columns)
    let limit = max(1, size.rows / 3)
    guard rows.count > limit else { return rows }
    return rows.prefix(limit - 1) + [fitted(rows[limit - 1] + " …", to: columns)]
  }
}
