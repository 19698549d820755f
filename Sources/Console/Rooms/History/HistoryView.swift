internal import KustomerDestination
internal import Records

/// Where the parts of the History lie in the body; a part that does not show is nil.
struct HistoryLayout {
  private(set) var list: Area?
  private(set) var request: Area?
  private(set) var answer: Area?

  init(
    _ size: Size, pane: HistoryState.Pane, isZoomed: Bool, isEmpty: Bool, splits: [Splitter: Int]
  ) {
    let layout = Layout(size)
    let body = Area(layout.body.size).splitRows(1).lower
    if layout.isSingle || isZoomed || isEmpty {
      switch isEmpty ? .list : pane {
      case .list: list = body
      case .request: request = body
      case .answer: answer = body
      }
      return
    }
    let rows = body.splitRows(
      max(7, body.size.rows * (layout.isTall ? 6 : 9) / 20), dragged: splits[.history])
    list = rows.upper
    if layout.isTall {
      let halves = rows.lower.splitRows(
        rows.lower.size.rows / 2, dragged: splits[.historyTexts])
      request = halves.upper
      answer = halves.lower
      return
    }
    let columns = rows.lower.splitColumns(
      rows.lower.size.columns / 2, dragged: splits[.historyTexts])
    request = columns.left
    answer = columns.right
  }
}

extension HistoryRoom {
  /// Draws the History into the body of the screen.
  func draw(_ canvas: inout Canvas) {
    let layout = layout
    drawFilter(&canvas)
    defer { drawHistoryEdges(&canvas, layout) }
    if let area = layout.list { drawHistoryList(&canvas, area) }
    guard let entry = selectedEntry else {
      if let area = layout.request { canvas.pane(area, title: "request") }
      if let area = layout.answer { canvas.pane(area, title: "answer") }
      return
    }
    if let area = layout.request {
      let title = history.reference.map { diffTitle(entry, $0) } ?? "#\(entry.id.number) request"
      let views = entry.via == .segment ? ["To Segment", "Call"] : ["Kustomer", "Segment"]
      let names = history.reference == nil ? views : []
      drawText(&canvas, area, title, .request, names, shown: history.showsCall ? 1 : 0) {
        requestLines(entry, $0)
      }
    }
    if let area = layout.answer {
      drawText(
        &canvas, area, "#\(entry.id.number) answer", .answer,
        HistoryState.AnswerView.allCases.map(\.rawValue),
        shown: HistoryState.AnswerView.allCases.firstIndex(of: history.answerView)
      ) { answerLines(entry, $0) }
    }
  }

  var layout: HistoryLayout {
    HistoryLayout(
      model.stage.size, pane: history.pane, isZoomed: isZoomed, isEmpty: entries.isEmpty,
      splits: splits)
  }

  private func drawHistoryEdges(_ canvas: inout Canvas, _ layout: HistoryLayout) {
    guard let list = layout.list, let request = layout.request, let answer = layout.answer else {
      return
    }
    canvas.splitter(.historyTexts, between: request, and: answer)
    let texts = Area(
      column: list.origin.column, row: request.origin.row, columns: list.size.columns,
      rows: request.size.rows)
    canvas.splitter(.history, between: list, and: texts)
  }

  private func drawFilter(_ canvas: inout Canvas) {
    let counts = counts + (history.isFiltering ? "" : "   \(key(.filter)) edits")
    let column = canvas.size.columns - cells(of: counts) - 1
    canvas.put(" Filter", at: Position(column: 0, row: 0), .label)
    canvas.put(
      history.filter, at: Position(column: 9, row: 0), width: column - 11, .input,
      placeholder: "type:track status:failed user:u1 or any word",
      hasCursor: history.isFiltering && hasCursor)
    canvas.put(counts, at: Position(column: column, row: 0), .muted)
    canvas.put(jump: jumpLetters(HistorySpot.filter), at: Position(column: 8, row: 0))
  }

  private func drawHistoryList(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(
      area, title: "Sent calls", footer: historyFooter,
      isFocused: (history.pane == .list || entries.isEmpty) && !history.isFiltering)
    canvas.put(jump: jumpLetters(HistorySpot.pane(.list)), at: area.origin)
    canvas.draw(in: area.inset()) { pane in
      guard let selected = selectedRow else { return drawNoCalls(&pane) }
      let columns = pane.size.columns - 2
      pane.put(model.historyHead(columns), at: Position(column: 2, row: 0))
      drawHistoryRows(&pane, selected: selected)
    }
  }

  private func drawHistoryRows(_ pane: inout Canvas, selected: Int) {
    let rows = pane.size.rows - 1
    let shown = history.shown
    let first = firstVisible(selected, count: shown.count, rows: rows)
    let places = shown.dropFirst(first).prefix(rows)
    let names = SessionNames(places.lazy.compactMap { self.entries[$0].session })
    for (at, place) in places.enumerated() {
      pane.target(
        Area(column: 0, row: 1 + at, columns: pane.size.columns, rows: 1),
        spot: HistorySpot.entry(entries[place].id))
      pane.put(
        model.historyRow(entries[place], pane.size.columns - 2, names),
        at: Position(column: 2, row: 1 + at),
        width: pane.size.columns - 2)
      guard first + at == selected else { continue }
      if history.pane == .list {
        pane.select(row: 1 + at)
      } else {
        pane.put(Glyph.selected.text, at: Position(column: 0, row: 1 + at), .muted)
      }
    }
  }

  private func drawNoCalls(_ pane: inout Canvas) {
    let isSearching = history.search != nil && history.found == nil
    let reason =
      CallQuery.complaint(about: history.filter.text, among: .committed)
      ?? (isSearching ? "The journal is being searched" : "No call has these words")
    let text =
      entries.isEmpty
      ? "Nothing was sent with profile \(profile.name) yet: \(key(.showCompose)) goes to Compose, which sends."
      : "\(reason); \(history.isFiltering ? key(.clearFilter) : key(.escape)) empties the filter."
    pane.draw(in: pane.bounds.inset(columns: 1, rows: 0)) { inner in
      inner.put(wrapped(text, to: inner.size.columns).map { Line($0, .muted) })
    }
  }

  private func drawText(
    _ canvas: inout Canvas, _ area: Area, _ title: String, _ pane: HistoryState.Pane,
    _ views: [String], shown: Int?, _ lines: (Int) -> [Line]
  ) {
    canvas.target(area, spot: HistorySpot.pane(pane))
    let inner = area.inset(columns: 2)
    let lines = lines(inner.size.columns)
    let isFocused = history.pane == pane && !history.isFiltering
    let limit = max(0, lines.count - inner.size.rows)
    let first = isFocused ? min(history.scroll, limit) : 0
    let range = linesShown(from: first, rows: inner.size.rows, of: lines.count)
    let names = views.enumerated().map { $0 == shown ? "[\($1)]" : " \($1) " }.joined()
    canvas.pane(
      area, title: title, ranges: [range].compactMap(\.self), footer: names,
      isFocused: isFocused)
    canvas.put(jump: jumpLetters(HistorySpot.pane(pane)), at: area.origin)
    canvas.draw(in: inner) { $0.put(lines, from: first) }
  }

  private var historyFooter: String {
    let uncertain = calls.count(.uncertain)
    var parts: [String] = []
    if waitingCount > 0 { parts.append("\(waitingCount) waiting") }
    if uncertain > 0 { parts.append("\(uncertain) uncertain") }
    if model.olderCalls > 0 {
      parts.append(
        "\(entries.count) of \(model.callCount) loaded: \(key(.last)) reads more")
    }
    return parts.joined(separator: "  ")
  }

  /// What to do next on the History.
  var hint: String {
    if history.reference != nil {
      if history.pane == .list, Layout(size).isSingle || isZoomed {
        return
          "\(key(.up)), \(key(.down)) choose with what, \(key(.open)) shows the difference; \(key(.escape)) ends; \(key(.expectedFile)) takes a file"
      }
      return
        "\(key(.up)), \(key(.down)): the call to compare with; \(key(.expectedFile)) takes a file; \(key(.escape)) ends"
    }
    if history.isFiltering {
      return "words that a call must have, all of them; \(key(.open)) is done"
    }
    if selectedEntry?.status == .uncertain {
      return
        "it may have landed: \(key(.findOut)) finds out, \(key(.sendAgain)) sends, \(key(.drop)) drops it"
    }
    if waitingCount > 0 {
      return "\(waitingWords): nothing is sent by itself, \(key(.deliverWaiting)) sends"
    }
    if entries.isEmpty { return "what you send shows here, with each request and its answer" }
    return
      "\(key(.open)) reads the selected call, \(key(.filter)) filters; the API key is never kept here"
  }
}

extension Model {
  /// Draws the newest calls below Compose, on a very large screen.
  func drawBoardHistory(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(
      area, title: "History",
      footer: "\(keys.name(of: .showHistory, in: [.everywhere])) full history")
    canvas.draw(in: area.inset(columns: 2)) { pane in
      pane.put(historyHead(pane.size.columns), at: Position(column: 0, row: 0))
      let newest = calls.entries.suffix(max(0, pane.size.rows - 1)).reversed()
      let names = SessionNames(newest.lazy.compactMap(\.session))
      for (at, entry) in newest.enumerated() {
        pane.put(
          historyRow(entry, pane.size.columns, names), at: Position(column: 0, row: 1 + at),
          width: pane.size.columns)
      }
    }
  }
}
