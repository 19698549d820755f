extension State {
  /// Draws Setup into the body of the screen.
  func drawSetup(_ canvas: inout Canvas) {
    let body = canvas.bounds
    if Layout(size).isTall, !isZoomed { return drawProfilesAbove(&canvas, body) }
    guard !Layout(size).isSingle, !isZoomed else {
      return setup.pane == .profiles
        ? drawProfilesAbove(&canvas, body) : drawProfile(&canvas, body)
    }
    let columns = body.splitColumns(max(30, body.size.columns * 3 / 10))
    drawProfiles(&canvas, columns.left)
    drawProfile(&canvas, columns.right)
  }

  private func drawProfilesAbove(_ canvas: inout Canvas, _ area: Area) {
    let rows = area.splitRows(min(profiles.count + 4, area.size.rows / 2))
    drawProfiles(&canvas, rows.upper)
    drawProfile(&canvas, rows.lower)
  }

  private func drawProfiles(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(
      area, title: "Profiles", footer: "Enter uses", isFocused: setup.pane == .profiles)
    canvas.draw(in: area.inset()) { pane in
      let first = firstVisible(
        setup.selection, count: profiles.count + 1, rows: pane.size.rows)
      for (at, line) in (0...profiles.count).dropFirst(first).prefix(pane.size.rows).enumerated() {
        draw(profileLine: line, row: at, &pane)
      }
    }
  }

  private func draw(profileLine line: Int, row: Int, _ pane: inout Canvas) {
    if profiles.indices.contains(line) {
      let profile = profiles[line]
      let isUsed = profile.name == self.profile.name
      let badge = profile.badge.lowercased()
      let waits = (isUsed ? waiting.count : waitingElsewhere[profile.name]) ?? 0
      pane.put(
        Line(isUsed ? "* " : "  ", .ok) + Line(profile.name, .text)
          + (waits > 0 ? Line("  \(waits) waiting", .warn) : Line()),
        at: Position(column: 2, row: row), width: pane.size.columns - badge.count - 4)
      pane.put(
        badge, at: Position(column: pane.size.columns - badge.count - 1, row: row), .muted)
    } else {
      pane.put("+ connect another org", at: Position(column: 2, row: row), .keyHint)
    }
    guard line == setup.selection else { return }
    if setup.pane == .profiles {
      pane.select(row: row)
    } else {
      pane.put(">", at: Position(column: 0, row: row), .selectionInactive)
    }
  }

  private func drawProfile(_ canvas: inout Canvas, _ area: Area) {
    let selected = setup.selected(in: profiles)
    let title = selected.map { "Profile " + $0.name } ?? "New profile"
    let isChanged = setup.isChanged(from: profiles)
    canvas.pane(
      area, title: title, footer: isChanged ? "not saved: ^S saves" : "",
      isFocused: setup.pane == .form)
    canvas.draw(in: area.inset()) { pane in
      if selected?.isSandbox == true { return drawSandboxProfile(&pane) }
      let rows = drawProfileForm(&pane)
      let rest = pane.bounds.splitRows(rows).lower.inset(columns: 2, rows: 0)
      pane.draw(in: rest) { $0.put(resultLines($0.size.columns) + guideLines($0.size.columns)) }
    }
  }

  private func drawSandboxProfile(_ pane: inout Canvas) {
    let columns = pane.size.columns - 4
    var lines = wrapped(
      "The sandbox is a Kustomer of its own inside this program. It answers real HTTP on this "
        + "machine, as strictly as Kustomer's API is documented, and keeps what it was sent.",
      to: columns
    ).map { Line($0) }
    lines.append(Line())
    lines += wrapped("Nothing to set up: no key, no pod. Try everything here first.", to: columns)
      .map { Line($0, .ok) }
    lines.append(Line())
    lines += wrapped("n connects your own org.", to: columns).map { Line($0, .keyHint) }
    lines.append(Line())
    pane.draw(in: pane.bounds.inset(columns: 2, rows: 0)) {
      $0.put(lines + resultLines(columns) + guideLines(columns))
    }
  }

  /// What to do next in Setup.
  var setupHint: String {
    if setup.pane == .form {
      if setup.isChanged(from: profiles), let reason = setup.reasonAgainstSaving(profiles) {
        return "not ready to save: " + reason
      }
      return "Tab goes through the fields, ^S saves; the key is never shown again"
    }
    return setup.selected(in: profiles) == nil
      ? "Enter begins a new profile" : "Enter works with the profile, t tests it, n connects an org"
  }

  /// The result of the last test as text.
  var setupText: String {
    resultLines(200).map(\.plain).joined(separator: "\n")
  }
}
