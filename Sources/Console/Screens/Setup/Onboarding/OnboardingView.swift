internal import KustomerDestination

extension State {
  /// Draws the nine steps, and what there is to the selected one.
  func drawChecklist(_ canvas: inout Canvas) {
    guard let selected = setup.selected(in: profiles) else { return }
    let all = standings(of: selected)
    let body = canvas.bounds
    let parts: (Area, Area)
    if Layout(size).isWide {
      let columns = body.splitColumns(body.size.columns / 2, dragged: splits[.checklist])
      parts = (columns.left, columns.right)
    } else {
      let rows = body.splitRows(min(13, body.size.rows * 2 / 3), dragged: splits[.checklist])
      parts = (rows.upper, rows.lower)
    }
    let done = all.count { $0.standing.isDone }
    canvas.pane(
      parts.0, title: "Onboarding of \(selected.name)", footer: "\(done) of \(all.count) done",
      isFocused: true)
    canvas.draw(in: parts.0.inset()) { pane in
      for (row, line) in all.enumerated() {
        draw(line.step, line.standing, row, &pane)
      }
      pane.put(
        "x proved by us  ? told by you  ! failed", at: Position(column: 1, row: all.count + 1),
        .muted)
    }
    let current = all[min(setup.step, all.count - 1)]
    canvas.pane(parts.1, title: "\(setup.step + 1) \(current.step.title)")
    canvas.draw(in: parts.1.inset(columns: 2)) {
      $0.put(details(current.step, current.standing, $0.size.columns))
    }
    canvas.splitter(.checklist, between: parts.0, and: parts.1)
  }

  private func draw(
    _ step: OnboardingStep, _ standing: StepStanding, _ row: Int, _ pane: inout Canvas
  ) {
    let number = (OnboardingStep.allCases.firstIndex(of: step) ?? 0) + 1
    let line =
      Line("[\(standing.mark)] ", standing.role) + Line("\(number) \(step.title)".padded(to: 25))
      + Line(standing.words, .muted)
    pane.put(line, at: Position(column: 2, row: row), width: pane.size.columns - 3)
    pane.target(
      Area(column: 0, row: row, columns: pane.size.columns, rows: 1), .place(.step(row)))
    pane.put(jump: jumpLetters(.step(row)), at: Position(column: 1, row: row))
    if row == setup.step { pane.select(row: row) }
  }

  private func details(_ step: OnboardingStep, _ standing: StepStanding, _ columns: Int) -> [Line] {
    var lines: [Line] = []
    switch standing {
    case .proved(let words, let moment):
      lines = wrapped("proved: " + words, to: columns).map { Line($0, .ok) }
      if let moment { lines.append(Line("at \(moment.day) \(moment.clock) UTC", .muted)) }
    case .told(let moment):
      lines = [Line("told by you at \(moment.day) \(moment.clock) UTC", .info)]
    case .open(let words): lines = wrapped("open: " + words, to: columns).map { Line($0, .warn) }
    case .failed(let words, let fix):
      lines = wrapped("failed: " + words, to: columns).map { Line($0, .error) }
      lines += wrapped("fix: " + fix, to: columns).map { Line($0, .info) }
    }
    return lines + [Line()] + step.guide.flatMap { wrapped($0, to: columns).map { Line($0) } }
  }

  /// What to do next in the checklist.
  var checklistHint: String {
    "Enter does it, n is the next open step, w writes a report without secrets"
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
