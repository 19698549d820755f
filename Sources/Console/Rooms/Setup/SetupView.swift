extension SetupRoom {
  /// Draws Setup into the body of the screen.
  func draw(_ canvas: inout Canvas) {
    if setup.pane == .checklist { return drawChecklist(&canvas) }
    let body = canvas.bounds
    if Layout(size).isTall, !isZoomed { return drawProfilesAbove(&canvas, body) }
    guard !Layout(size).isSingle, !isZoomed else {
      return setup.pane == .profiles
        ? drawProfilesAbove(&canvas, body) : drawProfile(&canvas, body)
    }
    let columns = body.splitColumns(max(30, body.size.columns * 3 / 10), dragged: splits[.setup])
    drawProfiles(&canvas, columns.left)
    drawProfile(&canvas, columns.right)
    canvas.splitter(.setup, between: columns.left, and: columns.right)
  }

  private func drawProfilesAbove(_ canvas: inout Canvas, _ area: Area) {
    let rows = area.splitRows(min(profiles.count + 4, area.size.rows / 2))
    drawProfiles(&canvas, rows.upper)
    drawProfile(&canvas, rows.lower)
  }

  private func drawProfiles(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(
      area, title: "Profiles", footer: setup.pane == .profiles ? "\(key(.open)) uses" : "",
      isFocused: setup.pane == .profiles)
    canvas.draw(in: area.inset()) { pane in
      let first = firstVisible(
        setup.selection, count: profiles.count + 1, rows: pane.size.rows)
      for (at, line) in (0...profiles.count).dropFirst(first).prefix(pane.size.rows).enumerated() {
        draw(profileLine: line, row: at, &pane)
      }
    }
  }

  private func draw(profileLine line: Int, row: Int, _ pane: inout Canvas) {
    pane.target(
      Area(column: 0, row: row, columns: pane.size.columns, rows: 1), spot: SetupSpot.profile(line))
    if profiles.indices.contains(line) {
      let profile = profiles[line]
      let isUsed = profile.name == self.profile.name
      let badge = profile.badge.lowercased()
      let waits = (isUsed ? waitingCount : model.waitingElsewhere[profile.name]) ?? 0
      pane.put(
        Line(isUsed ? Glyph.event.text + " " : "  ", .ok) + Line(profile.name, .text)
          + (waits > 0 ? Line("  \(waits) waiting", .warn) : Line()),
        at: Position(column: 2, row: row), width: pane.size.columns - badge.count - 4)
      pane.put(
        badge, at: Position(column: pane.size.columns - badge.count - 1, row: row), .muted)
    } else {
      pane.put("+ connect another org", at: Position(column: 2, row: row), .keyHint)
    }
    pane.put(jump: jumpLetters(SetupSpot.profile(line)), at: Position(column: 1, row: row))
    guard line == setup.selection else { return }
    if setup.pane == .profiles {
      pane.select(row: row)
    } else {
      pane.put(Glyph.selected.text, at: Position(column: 0, row: row), .muted)
    }
  }

  private func drawProfile(_ canvas: inout Canvas, _ area: Area) {
    let selected = setup.selected(in: profiles)
    let title = selected.map { "Profile " + $0.name } ?? "New profile"
    let isChanged = setup.isChanged(from: profiles)
    var range: String?
    canvas.draw(in: area.inset()) { pane in
      let rows = selected?.isSandbox == true ? 0 : drawProfileForm(&pane)
      let columns = pane.size.columns - 4
      let lines =
        (selected?.isSandbox == true ? sandboxLines(columns) : [])
        + resultLines(columns) + guideLines(columns)
      let rest = pane.bounds.splitRows(rows).lower.inset(columns: 2, rows: 0)
      pane.draw(in: rest) { $0.put(lines) }
      range = linesShown(from: 0, rows: pane.size.rows, of: rows + lines.count)
    }
    let notes = [isChanged ? "not saved: \(key(.saveProfile)) saves" : nil, range].compactMap { $0 }
    canvas.pane(
      area, title: title + typingMark(setup.pane == .form), footer: notes.joined(separator: "   "),
      isFocused: setup.pane == .form)
  }

  private func sandboxLines(_ columns: Int) -> [Line] {
    var lines = wrapped(
      "The sandbox is a Kustomer of its own inside this program. It answers real HTTP on this "
        + "machine, as strictly as Kustomer's API is documented, and keeps what it was sent.",
      to: columns
    ).map { Line($0) }
    lines.append(Line())
    lines += wrapped("Nothing to set up: no key, no pod. Try everything here first.", to: columns)
      .map { Line($0, .ok) }
    lines.append(Line())
    lines += wrapped(
      "\(key(.openSandbox)) makes it fail on demand, and sets its clock.", to: columns
    )
    .map { Line($0, .keyHint) }
    lines += wrapped("\(key(.newProfile)) connects your own org.", to: columns).map {
      Line($0, .keyHint)
    }
    return lines + [Line()]
  }

  /// What to do next in Setup.
  var hint: String {
    if let pod = rightPod, reasonAgainstUsingPod == nil {
      return "\(key(.usePod)) changes the org pod to \(pod) and tests it again"
    }
    if setup.pane == .checklist { return checklistHint }
    if setup.pane == .form {
      if setup.isChanged(from: profiles), let reason = setup.reasonAgainstSaving(profiles) {
        return "not ready to save: " + reason
      }
      return
        "\(key(.nextField)) goes through the fields, \(key(.saveProfile)) saves; of the key only its end is ever shown"
    }
    guard let selected = setup.selected(in: profiles) else {
      return "\(key(.open)) begins a new profile"
    }
    return "\(key(.open)) works with it, \(key(.testConnection)) tests it, "
      + (selected.isSandbox
        ? "\(key(.newProfile)) connects your own org"
        : "\(key(.openChecklist)) goes on with its setup")
  }

  /// The result of the last test as text.
  var copyText: String {
    resultLines(200).map(\.plain).joined(separator: "\n")
  }
}
