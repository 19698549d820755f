extension SetupRoom {
  /// Draws the fields from the first row on, and returns how many rows they took.
  func drawProfileForm(_ pane: inout Canvas) -> Int {
    var row = 0
    for field in ProfileField.allCases {
      draw(field, row: row, &pane)
      row += 1
      for line in lines(below: field, pane.size.columns - 14) {
        pane.put(line, at: Position(column: 13, row: row), width: pane.size.columns - 14)
        row += 1
      }
    }
    return row + 1
  }

  /// What a field means, or what is wrong with it.
  private func lines(below field: ProfileField, _ columns: Int) -> [Line] {
    switch field {
    case .orgPod: hostLines(columns)
    case .key:
      setup.form.keyComplaint.map {
        wrapped(Glyph.failed.text + " " + $0, to: columns).map { Line($0, .error) }
      } ?? []
    case .name, .label, .mode, .readOnly: []
    }
  }

  private func draw(_ field: ProfileField, row: Int, _ pane: inout Canvas) {
    let isFocused = setup.pane == .form && setup.focus == field
    if setup.selected(in: profiles)?.isSandbox != true {
      pane.target(
        Area(column: 0, row: row, columns: pane.size.columns, rows: 1),
        spot: SetupSpot.field(field))
    }
    pane.put(field.title, at: Position(column: 2, row: row), .label)
    if let text = setup.form[field] {
      pane.put(
        field == .key ? text.masked : text, at: Position(column: 13, row: row),
        width: max(0, pane.size.columns - 14), .input, placeholder: placeholder(field),
        hasCursor: isFocused && isTyping && hasCursor)
    } else {
      pane.put(choice(field), at: Position(column: 13, row: row), width: pane.size.columns - 14)
    }
    pane.put(jump: jumpLetters(SetupSpot.field(field)), at: Position(column: 1, row: row))
    guard isFocused else { return }
    if !isTyping {
      pane.paint(Area(column: 0, row: row, columns: pane.size.columns, rows: 1), .selection)
    }
    pane.put(Glyph.here.text, at: Position(column: 0, row: row), isTyping ? .keyName : .selection)
  }

  private func choice(_ field: ProfileField) -> Line {
    if field == .mode {
      return Line("< \(setup.form.mode.badge) >", .input)
        + Line("  " + setup.form.mode.explanation, .muted)
    }
    return Line(setup.form.isReadOnly ? "< yes >" : "< no >", .input)
      + Line(setup.form.isReadOnly ? "  nothing is ever sent" : "", .muted)
  }

  private func placeholder(_ field: ProfileField) -> String {
    switch field {
    case .name: "a short name, as acme"
    case .label: "shown on the first line"
    case .orgPod: "prod1, prod2 ... or an org name"
    case .key:
      if let last = setup.selected(in: profiles)?.keyLastFour {
        "....\(last) is kept; paste another"
      } else {
        setup.selected(in: profiles)?.keySource.map { "from \($0); or paste one" }
          ?? "paste it; it shows as * only"
      }
    case .mode, .readOnly: ""
    }
  }

  /// The host that the key will go to, or why it goes nowhere.
  private func hostLines(_ columns: Int) -> [Line] {
    let pod = setup.form.orgPod.text
    guard !pod.isEmpty else { return [Line("the key goes to no host yet", .muted)] }
    return switch setup.pods[pod] {
    case .host(let host, let warning):
      [Line(host, .ok)]
        + (warning.map { wrapped(Glyph.loss.text + " " + $0, to: columns) } ?? []).map {
          Line($0, .warn)
        }
    case .refused(let sentence):
      wrapped(Glyph.failed.text + " " + sentence, to: columns).map { Line($0, .error) }
    case nil: [Line("...", .muted)]
    }
  }

  /// What the last test of the selected profile found.
  func resultLines(_ columns: Int) -> [Line] {
    guard let name = setup.selected(in: profiles)?.name else { return [] }
    if setup.testing == name { return [Line("testing ...", .info), Line()] }
    guard let result = setup.results[name] else { return [] }
    var lines = wrapped(result.sentence, to: columns)
      .map { Line($0, result.isGood ? .ok : .error) }
    for fact in result.facts {
      let sign = fact.isProblem ? Glyph.failed.text + " " : "  "
      for (row, value) in wrapped(fact.value, to: columns - 14).enumerated() {
        let label = row == 0 ? sign + fact.label : ""
        lines.append(
          Line(label.padded(to: 14), fact.isProblem ? .error : .label) + Line(value))
      }
    }
    return lines + [Line()]
  }

  /// Where key and pod are found, as Segment's page says it.
  func guideLines(_ columns: Int) -> [Line] {
    let steps = [
      "1. Segment: Catalog, search for Kustomer, select it, choose your source.",
      "2. Kustomer: Settings > Apps Directory: install the Segment App.",
      "3. Its settings page, directly underneath: click the large green button"
        + " Enable with Segment.",
      "4. Copy API Key and Org Pod of that page into this profile.",
    ]
    return [Line("From Segment to key and pod", .label)]
      + steps.flatMap { step in
        wrapped(step, to: columns).enumerated()
          .map { Line(($0 == 0 ? "" : "   ") + $1, .muted) }
      }
  }
}
