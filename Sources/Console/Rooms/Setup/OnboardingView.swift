internal import KustomerDestination

extension SetupRoom {
  /// Draws the nine steps, and below them what there is to the selected one; zoomed, the steps alone.
  func drawChecklist(_ canvas: inout Canvas) {
    guard let selected = setup.selected(in: profiles) else { return }
    let all = standings(of: selected)
    let body = canvas.bounds
    guard !isZoomed else { return drawSteps(&canvas, body, of: selected, all) }
    // Below, not beside: the words of a step need the whole width.
    let rows = body.splitRows(min(13, body.size.rows - 7), dragged: splits[.checklist])
    drawSteps(&canvas, rows.upper, of: selected, all)
    let current = all[min(setup.step, all.count - 1)]
    drawStep(&canvas, rows.lower, current.step, current.standing)
    canvas.splitter(.checklist, between: rows.upper, and: rows.lower)
  }

  private func drawSteps(
    _ canvas: inout Canvas, _ area: Area, of selected: ProfileSummary,
    _ all: [(step: OnboardingStep, standing: StepStanding)]
  ) {
    let done = all.count { $0.standing.isDone }
    canvas.pane(
      area, title: "Onboarding of \(selected.name)", footer: "\(done) of \(all.count) done",
      isFocused: true)
    canvas.draw(in: area.inset()) { pane in
      let first = firstVisible(setup.step, count: all.count, rows: pane.size.rows)
      for (row, place) in all.indices.dropFirst(first).prefix(pane.size.rows).enumerated() {
        draw(step: place, all[place].step, all[place].standing, row, &pane)
      }
      pane.put(
        "x proved by us  ? told by you  ! failed",
        at: Position(column: 1, row: all.count - first + 1), .muted)
    }
  }

  private func draw(
    step place: Int, _ step: OnboardingStep, _ standing: StepStanding, _ row: Int,
    _ pane: inout Canvas
  ) {
    let line =
      Line("[\(standing.mark)] ", standing.role)
      + Line("\(place + 1) \(step.title)".padded(to: 25)) + Line(standing.words, .muted)
    pane.put(line, at: Position(column: 2, row: row), width: pane.size.columns - 3)
    pane.target(
      Area(column: 0, row: row, columns: pane.size.columns, rows: 1), spot: SetupSpot.step(place))
    pane.put(jump: jumpLetters(SetupSpot.step(place)), at: Position(column: 1, row: row))
    if place == setup.step { pane.select(row: row) }
  }

  private func drawStep(
    _ canvas: inout Canvas, _ area: Area, _ step: OnboardingStep, _ standing: StepStanding
  ) {
    let inner = area.inset(columns: 2)
    let lines = details(step, standing, inner.size)
    canvas.pane(
      area, title: "\(setup.step + 1) \(step.title)",
      footer: linesShown(from: 0, rows: inner.size.rows, of: lines.count))
    canvas.draw(in: inner) { $0.put(lines) }
  }

  private func details(_ step: OnboardingStep, _ standing: StepStanding, _ size: Size) -> [Line] {
    let columns = size.columns
    var lines: [Line] = []
    switch standing {
    case .proved(let words, let moment):
      lines = wrapped("proved: " + words, to: columns).map { Line($0, .ok) }
      if let moment {
        lines.append(Line("at \(moment.day) \(moment.clock) \(ReaderZone.current.name)", .muted))
      }
    case .told(let moment):
      lines = [
        Line("told by you at \(moment.day) \(moment.clock) \(ReaderZone.current.name)", .info)
      ]
    case .open(let words): lines = wrapped("open: " + words, to: columns).map { Line($0, .warn) }
    case .failed(let words, let fix):
      lines = wrapped("failed: " + words, to: columns).map { Line($0, .error) }
      lines += wrapped("fix: " + fix, to: columns).map { Line($0, .info) }
    }
    let guide = step.guide.flatMap { wrapped($0, to: columns).map { Line($0) } }
    // A blank only where it costs no words.
    return lines + (lines.count + guide.count < size.rows ? [Line()] : []) + guide
  }

  /// What to do next in the checklist.
  var checklistHint: String {
    "\(key(.open)) does it, \(key(.nextOpen)) goes on, \(key(.writeReport)) writes a report, no secrets"
  }
}

extension StepStanding {
  fileprivate var mark: String {
    switch self {
    case .proved: "x"
    case .told: "?"
    case .open: " "
    case .failed: "!"
    }
  }

  fileprivate var role: Role {
    switch self {
    case .proved: .ok
    case .told: .info
    case .open: .muted
    case .failed: .error
    }
  }

  /// In a few words.
  fileprivate var words: String {
    switch self {
    case .proved(let words, _): words
    case .told: "told by you"
    case .open(let words): words
    case .failed(let words, _): words
    }
  }
}
