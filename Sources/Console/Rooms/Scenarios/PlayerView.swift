internal import KustomerDestination
internal import Records

extension ScenariosRoom {
  /// Draws the scenario below the tabs.
  func drawPlayer(_ canvas: inout Canvas, _ player: Player) {
    let head = Area(column: 1, row: 0, columns: canvas.size.columns - 2, rows: 1)
    canvas.draw(in: head) { $0.put(Self.progressLine(player, $0.size.columns), at: .zero) }
    let rows = canvas.bounds.splitRows(1)
    canvas.draw(in: rows.lower) { drawStory(&$0, player) }
  }

  /// Draws the scenario alone on the screen.
  func drawPresentation(_ canvas: inout Canvas, _ player: Player) {
    // Quiet margins where there is room for them.
    let margin = canvas.size.rows >= 30 ? 1 : 0
    let columns = canvas.size.columns - 2 - 2 * margin
    canvas.draw(in: Area(column: 1 + margin, row: margin, columns: columns, rows: 1)) {
      $0.put(Self.progressLine(player, $0.size.columns), at: .zero)
    }
    let last = canvas.size.rows - 1
    let body = Area(
      column: margin, row: 2 + margin, columns: canvas.size.columns - 2 * margin,
      rows: last - 3 - 2 * margin)
    canvas.draw(in: body) { drawStory(&$0, player) }
    if player.isLeaving {
      canvas.put("once more leaves the presentation", at: Position(column: 1, row: last - 1), .warn)
    } else if let note, note.kind != .good {
      canvas.put(
        Line(" " + text(note.line), note.role), at: Position(column: 0, row: last - 1),
        width: canvas.size.columns)
    }
  }

  /// The badge of demo or live, and how far it has come: `step 3 of 6  █████░░░░░`.
  private static func progressLine(_ player: Player, _ columns: Int) -> Line {
    let isNarrow = columns < 70
    let left: Line =
      player.isLive
      ? Line(" LIVE ", .badgeLive)
        + Line(isNarrow ? "  real" : "  waits cannot be shortened", .muted)
      : Line(" DEMO ", .badgeDemo)
        + Line(isNarrow ? "  simulated" : "  simulated, nothing is sent", .muted)
    let place = (player.shown ?? -1) + 1
    let done = player.count > 0 ? (place * 10 + player.count - 1) / player.count : 0
    let auto = player.nextAt == nil ? "" : "auto \(player.pace) s  "
    let right =
      Line("\(auto)step \(place) of \(player.count)  ", .muted)
      + Line(Glyph.done.text(times: done), .ok)
      + Line(Glyph.toDo.text(times: 10 - done), .border)
    let blanks = max(2, columns - left.width - right.width)
    return left + Line(Console.blanks(blanks), .text) + right
  }

  private func drawStory(_ canvas: inout Canvas, _ player: Player) {
    guard player.step != nil else { return drawTitle(&canvas, player) }
    let columns = canvas.size.columns
    canvas.put(
      Line(player.scenario.name, .title), at: Position(column: 1, row: 0), width: columns - 2)
    let caption = wrapped(player.step?.caption ?? "", to: columns - 2)
    let captionRows = min(caption.count, 2)
    for (row, text) in caption.prefix(captionRows).enumerated() {
      canvas.put(text, at: Position(column: 1, row: row + 1), .text)
    }
    let hasStrip = canvas.size.rows >= 20
    let top = captionRows + 2
    let outcome = [outcomeLine(player)] + followingLines(player, columns - 2)
    let below = (hasStrip ? 5 : 0) + outcome.count
    let middle = Area(column: 0, row: top, columns: columns, rows: canvas.size.rows - top - below)
    drawSides(&canvas, middle, player)
    var row = middle.rows.upperBound
    if hasStrip {
      drawStrip(&canvas, player, row: row + 1)
      row += 5
    }
    for (offset, line) in outcome.enumerated() {
      canvas.put(line, at: Position(column: 1, row: row + offset), width: columns - 2)
    }
  }

  /// What the first key leads to is said before anything else.
  private func drawTitle(_ canvas: inout Canvas, _ player: Player) {
    let columns = min(72, canvas.size.columns - 4)
    var lines = [Line(player.scenario.name, .title), Line()]
    lines += wrapped(player.scenario.about, to: columns).map { Line($0) }
    let about =
      counted(player.count, "step")
      + (player.isLive
        ? ", sent for real with profile \(profile.name); each step is read back."
        : ", on a Kustomer of its own on this machine: waits take no time.")
    lines += [Line()] + wrapped(about, to: columns).map { Line($0, .muted) }
    lines += [Line(), Line("\(key(.nextStep)) plays the first step.", .info)]
    let row = max(0, (canvas.size.rows - lines.count) / 3)
    let area = Area(
      column: 2, row: row, columns: canvas.size.columns - 4, rows: canvas.size.rows - row)
    canvas.draw(in: area) { $0.put(lines) }
  }

  private func drawSides(_ canvas: inout Canvas, _ area: Area, _ player: Player) {
    if player.isComparing, let cuts = Cuts(player, gap: settings.gap) {
      let sides = area.splitColumns(area.size.columns / 2)
      drawSide(&canvas, sides.left, "With kustomer_session_id") {
        Cuts.lines(of: cuts.withIds, columns: $0)
      }
      drawSide(&canvas, sides.right, "The same without it") {
        Cuts.lines(of: cuts.withoutIds, columns: $0)
      }
      return
    }
    let (first, second) = Self.sides(area)
    drawSide(&canvas, first, "What the app sends") { columns in
      guard let call = player.step?.call else { return [Line("nothing: time passes", .muted)] }
      return SentCode(call, isMasked: player.isMasked).lines(columns: columns)
    }
    drawSide(&canvas, second, "What agents see in Kustomer") { columns in
      AgentView(player, at: uptime)?.lines(columns: columns) ?? []
    }
  }

  /// Beside one another where there is room, else below; where there is none, the agents' alone.
  private static func sides(_ area: Area) -> (Area, Area) {
    guard area.size.columns < 80 else {
      let sides = area.splitColumns(area.size.columns * 46 / 100)
      return (sides.left, sides.right)
    }
    let sides = area.splitRows(area.size.rows < 14 ? 0 : area.size.rows * 2 / 5)
    return (sides.upper, sides.lower)
  }

  private func drawSide(
    _ canvas: inout Canvas, _ area: Area, _ title: String, _ lines: (Int) -> [Line]
  ) {
    guard area.size.rows > 2 else { return }
    let inner = area.inset(columns: 2, rows: area.size.rows >= 14 ? 2 : 1)
    let all = lines(inner.size.columns)
    // The end is where what is new stands.
    let first = max(0, all.count - inner.size.rows)
    canvas.pane(area, title: title, footer: first > 0 ? "\(first) more above" : nil)
    canvas.draw(in: inner) { $0.put(all, from: first) }
  }

  /// As expected, or what is otherwise.
  private func outcomeLine(_ player: Player) -> Line {
    guard let place = player.shown else { return Line() }
    let complaints = player.run.complaints(ofStep: place)
    if let first = complaints.first {
      let more = complaints.count > 1 ? " (and \(complaints.count - 1) more)" : ""
      return Line(Glyph.failed.text + " not as expected: " + first + more, .error)
    }
    return Line(Glyph.ready.text + " ", .ok)
      + Line(player.run.results[place].words(isLive: player.isLive) + ": as expected", .text)
  }

  /// What comes next, in at most two lines.
  private func followingLines(_ player: Player, _ columns: Int) -> [Line] {
    if player.isBusy { return [Line("playing ...", .muted)] }
    guard let next = player.following else {
      return [Line("this was the last step; \(key(.restart)) begins again", .muted)]
    }
    let head = "next, " + (next.after > Milliseconds(0) ? "\(next.after.words) later: " : "")
    let rows = wrapped(head + next.caption, to: columns)
    let first = Line(head, .muted) + Line(String(rows[0].dropFirst(head.count)), .text)
    guard rows.count > 1 else { return [first] }
    return [first, Line(fitted(rows.dropFirst().joined(separator: " "), to: columns), .text)]
  }

  /// The sessions over one axis: the times, a bar with its name for each, what is hidden.
  private func drawStrip(_ canvas: inout Canvas, _ player: Player, row: Int) {
    guard let view = AgentView(player, at: uptime) else { return }
    let sessions = view.sessions
    let names = sessions.map { view.name(of: $0) + ", " + counted($0.events.count, "event") }
    let gutter = min(30, (names.map { cells(of: $0) }.max() ?? 0) + 2)
    let columns = canvas.size.columns - 4 - gutter
    guard let waterfall = view.waterfall(columns: columns, gap: settings.gap) else { return }
    canvas.put(
      waterfall.labels(at: waterfall.scale.end), at: Position(column: 2, row: row))
    let lanes = zip(waterfall.sessions, names).suffix(Self.mostLanes)
    for (offset, (lane, name)) in lanes.enumerated() {
      let bar = waterfall.bar(of: lane)
      canvas.put(bar, at: Position(column: 2, row: row + 1 + offset))
      canvas.put(
        fitted(name, to: gutter),
        at: Position(column: 2 + bar.width + 2, row: row + 1 + offset), lane.role)
    }
    guard !waterfall.others.isEmpty else { return }
    canvas.put(
      waterfall.marks(waterfall.others), at: Position(column: 2, row: row + 1 + lanes.count))
  }

  /// The lanes that have room below the story.
  private static let mostLanes = 3
}

extension StepResult {
  /// `sent, answer 201`, `simulated, answer 201`, `not sent, unsupported`: what became of it.
  fileprivate func words(isLive: Bool) -> String {
    guard let sent else { return "time has passed" }
    switch sent.status {
    case .delivered:
      let status = sent.requests.last?.status.map { ", answer \($0)" } ?? ""
      return (isLive ? "sent" : "simulated") + status
    case .notSent: return "not sent, \(sent.verdict.words)"
    case .sending, .failed, .uncertain, .waiting, .accepted: return sent.status.rawValue
    }
  }
}

extension Position {
  fileprivate static let zero = Position(column: 0, row: 0)
}
