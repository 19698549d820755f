internal import KustomerDestination

extension TimelineRoom {
  /// Draws the org's sessions and events, those around the selected call.
  func drawOrgSessions(_ canvas: inout Canvas, _ area: Area, _ readBack: ReadBack) {
    canvas.pane(
      area, title: "In Kustomer, read \(readBack.moment.brief(on: now.day))",
      footer: counted(readBack.sessions.count, "session"))
    canvas.draw(in: area.inset(columns: 2)) { pane in
      let lines = orgLines(readBack, pane.size.columns)
      let place = lines.firstIndex(where: \.isSelected) ?? 0
      let first = firstVisible(place, count: lines.count, rows: pane.size.rows)
      for (row, line) in lines.dropFirst(first).prefix(pane.size.rows).enumerated() {
        pane.put(line.left, at: Position(column: 0, row: row), width: pane.size.columns)
        let column = pane.size.columns - line.right.width
        pane.put(line.right, at: Position(column: column, row: row))
      }
    }
  }

  private func orgLines(_ readBack: ReadBack, _ columns: Int) -> [OrgLine] {
    guard !readBack.sessions.isEmpty else {
      let text =
        readBack.hasCustomer
        ? "Kustomer shows no session of \(readBack.person.id)."
        : "Kustomer has no customer \(readBack.person.id)."
      return wrapped(text, to: columns).map { OrgLine(left: Line($0, .muted)) }
    }
    let selected = selectedFound
    return readBack.sessions.flatMap { session in
      let title = fitted(session.id, to: columns - 12)
      let head = OrgLine(
        left: Line(Glyph.open.text + " " + title, .sessionExplicit),
        right: Line(counted(session.events.count, "event")))
      return [head] + session.events.map { orgLine($0, isSelected: $0 == selected, columns) }
    }
  }

  private func orgLine(
    _ event: ReadBack.Event, isSelected: Bool, _ columns: Int
  ) -> OrgLine {
    let time = event.arrived?.brief(on: now.day) ?? "?"
    let word = event.finding == .same ? "" : event.finding.rawValue
    var left = Line(isSelected ? Glyph.here.text + " " : "  ", .keyName)
    left.append(time.padded(to: 9) + " ", .muted)
    left.append(fitted(event.name, to: max(4, columns - 14 - cells(of: word))), .text)
    return OrgLine(left: left, right: Line(word, event.finding.role), isSelected: isSelected)
  }

  /// What was found of the selected line.
  private var selectedFound: ReadBack.Event? {
    guard timeline.lines.indices.contains(timeline.selection) else { return nil }
    switch timeline.lines[timeline.selection] {
    case .event(let item, _), .identify(let item), .hidden(let item):
      return found(timeline.contents.items[item])
    case .unexpected(let place): return shownReadBack?.events[place]
    case .failed, .session, .pause, .heading, .visitor: return nil
    }
  }
}

/// A line of the org's side.
private struct OrgLine {
  var left: Line
  var right = Line()
  var isSelected = false
}
