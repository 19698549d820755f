internal import KustomerDestination

extension ScenariosRoom {
  /// Draws the scenarios, or the one that is played, into the body of the screen.
  func draw(_ canvas: inout Canvas) {
    if let player = scenarios.player { return drawPlayer(&canvas, player) }
    let body = canvas.bounds
    guard !isZoomed else { return drawList(&canvas, body) }
    if Layout(size).isSingle || Layout(size).isTall {
      let rows = body.splitRows(body.size.rows * 3 / 5, dragged: splits[.scenarios])
      drawScenarios(&canvas, rows.upper, rows.lower)
    } else {
      let columns = body.splitColumns(body.size.columns * 2 / 5, dragged: splits[.scenarios])
      drawScenarios(&canvas, columns.left, columns.right)
    }
  }

  private func drawScenarios(_ canvas: inout Canvas, _ list: Area, _ story: Area) {
    drawList(&canvas, list)
    drawSelected(&canvas, story)
    canvas.splitter(.scenarios, between: list, and: story)
  }

  private func drawList(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(area, title: "Scenarios", footer: "\(key(.open)) opens", isFocused: true)
    let items = scenarios.items
    canvas.draw(in: area.inset()) { pane in
      let rows = listRows(items)
      let selected = rows.firstIndex { $0.item == scenarios.selection } ?? 0
      let first = firstVisible(selected, count: rows.count, rows: pane.size.rows)
      for (row, entry) in rows.dropFirst(first).prefix(pane.size.rows).enumerated() {
        pane.put(
          entry.line, at: Position(column: 2, row: row), width: pane.size.columns - 3)
        if let item = entry.item {
          pane.target(
            Area(column: 0, row: row, columns: pane.size.columns, rows: 1),
            spot: ScenariosSpot(item: item))
          pane.put(jump: jumpLetters(ScenariosSpot(item: item)), at: Position(column: 1, row: row))
        }
        if entry.item == scenarios.selection { pane.select(row: row) }
      }
    }
  }

  /// The items under their headings; a heading has no item.
  private func listRows(_ items: [ScenariosState.Item]) -> [(line: Line, item: Int?)] {
    var rows: [(line: Line, item: Int?)] = []
    var heading = ""
    for (place, item) in items.enumerated() {
      if item.heading != heading {
        heading = item.heading
        if !rows.isEmpty { rows.append((Line(), nil)) }
        rows.append((Line(heading, .muted), nil))
      }
      rows.append((item.line, place))
    }
    return rows
  }

  private func drawSelected(_ canvas: inout Canvas, _ area: Area) {
    let items = scenarios.items
    let item = items[min(scenarios.selection, items.count - 1)]
    var range: String?
    canvas.draw(in: area.inset(columns: 2)) { pane in
      let lines = item.details(columns: pane.size.columns)
      pane.put(lines)
      range = linesShown(from: 0, rows: pane.size.rows, of: lines.count)
    }
    canvas.pane(area, title: item.title, footer: range)
  }
}

extension ScenariosState.Item {
  fileprivate var heading: String {
    switch self {
    case .scenario(let listed): listed.isOwn ? "your own" : "a story, step by step"
    case .sample: "one call, Segment's example"
    }
  }

  fileprivate var title: String {
    switch self {
    case .scenario(let listed): listed.title
    case .sample(let place): SampleCall.seed[place].title
    }
  }

  fileprivate var line: Line {
    switch self {
    case .scenario(let listed): Line(listed.title, listed.problem == nil ? .text : .error)
    case .sample(let place):
      Line(
        title,
        CallType(rawValue: SampleCall.seed[place].call["type"]?.stringValue ?? "")?.role ?? .text)
    }
  }

  fileprivate func details(columns: Int) -> [Line] {
    switch self {
    case .sample(let place):
      let sample = SampleCall.seed[place]
      return wrapped(sample.caption, to: columns).map { Line($0) } + [Line()]
        + jsonLines(of: .object(sample.call)).flatMap {
          $0.line.wrapped(to: columns, indent: $0.indent + 4)
        }
    case .scenario(let listed):
      guard let scenario = listed.scenario else {
        return wrapped(listed.problem ?? "", to: columns).map { Line($0, .error) }
      }
      var lines = wrapped(scenario.about, to: columns).map { Line($0) } + [Line()]
      for (place, step) in scenario.steps.enumerated() {
        let wait = step.after > Milliseconds(0) ? "\(step.after.words) later: " : ""
        let words = wrapped(wait + step.caption, to: columns - 4)
        for (row, text) in words.enumerated() {
          lines.append(
            Line(row == 0 ? "\(place + 1).".padded(to: 4) : "    ", .muted) + Line(text))
        }
      }
      return lines
    }
  }
}
