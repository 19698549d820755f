internal import KustomerDestination

/// Where the parts of Live lie in the body; a part that does not show is nil.
private struct LiveLayout {
  private(set) var list: Area?
  private(set) var detail: Area?

  init(_ size: Size, pane: LiveState.Pane, isZoomed: Bool, isEmpty: Bool, split: Int?) {
    let layout = Layout(size)
    let body = Area(layout.body.size).splitRows(2).lower
    if layout.isSingle || isZoomed || isEmpty {
      switch isEmpty ? .list : pane {
      case .list: list = body
      case .detail: detail = body
      }
    } else {
      let rows = body.splitRows(
        body.size.rows * (layout.isTall ? 12 : 11) / 20, dragged: split)
      list = rows.upper
      detail = rows.lower
    }
  }
}

extension LiveRoom {
  /// Draws Live into the body of the screen; of the list only the rows that show.
  func draw(_ canvas: inout Canvas) {
    let layout = self.layout
    canvas.put(
      Line(" ") + (live.source == .batch ? batchLine : listenerLine(canvas.size.columns - 1)),
      at: Position(column: 0, row: 0), width: canvas.size.columns)
    drawLiveFilter(&canvas)
    if let area = layout.list { drawLiveList(&canvas, area) }
    if let area = layout.detail { drawLiveDetail(&canvas, area) }
    if let list = layout.list, let detail = layout.detail {
      canvas.splitter(.live, between: list, and: detail)
    }
  }

  private var layout: LiveLayout {
    LiveLayout(
      model.stage.size, pane: live.pane, isZoomed: isZoomed, isEmpty: live.list.calls.isEmpty,
      split: splits[.live])
  }

  /// Whether the listener answers, where, and what came: as many parts as fit, none cut.
  private func listenerLine(_ columns: Int) -> Line {
    let label = Line("Listener", .label)
    let calls = Line(counted(live.arrived.total, "call"), .muted)
    let lines = [
      [label, addressLine, forwardingLine, calls + requestsWords + troubleWords],
      [label, addressLine, forwardingLine, calls + troubleWords],
      [label, addressLine, forwardingLine, troubleWords],
      [addressLine, forwardingLine, troubleWords],
      [label, forwardingLine, troubleWords],
    ].map(spaced)
    return lines.first { $0.width <= columns } ?? forwardingLine
  }

  /// Two blanks between what is there.
  private func spaced(_ parts: [Line]) -> Line {
    parts.filter { $0.width > 0 }.reduce(Line()) { $0.width == 0 ? $1 : $0 + Line("  ") + $1 }
  }

  private var addressLine: Line {
    switch live.listener.phase {
    case .off: Line("off", .muted)
    case .changing: Line("...", .info)
    case .on(let address): Line(address, .ok)
    }
  }

  private var requestsWords: Line {
    let count = live.listener.requests
    return count > 0 ? Line(" in " + counted(count, "request"), .muted) : Line()
  }

  private var troubleWords: Line {
    let listener = live.listener
    var line = Line()
    if listener.refused > 0 { line.append(", \(listener.refused) refused", .warn) }
    if listener.busy > 0 { line.append(", \(listener.busy) told to try again", .warn) }
    return line
  }

  private var forwardingLine: Line {
    let listener = live.listener
    guard let profile = listener.forwardsTo else {
      return listener.phase == .off ? Line() : Line("not forwarded", .muted)
    }
    var line = Line("FORWARDS to \(profile)", .warn)
    line.append(": \(listener.forwarded) delivered", .muted)
    if listener.failed > 0 { line.append(", \(listener.failed) failed", .error) }
    if listener.waiting > 0 { line.append(", \(listener.waiting) waiting", .warn) }
    return line
  }

  private var batchLine: Line {
    guard let batch = live.batch else { return Line() }
    return Line("Batch  ", .label) + Line(batch.name, .title)
      + Line("  \(counted(batch.calls.count, "call")): \(batch.counts)", .muted)
  }

  private func drawLiveFilter(_ canvas: inout Canvas) {
    let list = live.list
    let place = list.searchesPayload ? "in whole calls" : "in names"
    let isFiltered = live.isFiltering || !list.filter.isEmpty
    let counts = isFiltered ? "\(place)   \(list.count) of \(list.calls.count)" : ""
    let column = canvas.size.columns - cells(of: counts) - 1
    canvas.put(" Filter", at: Position(column: 0, row: 1), .label)
    canvas.put(
      list.filter, at: Position(column: 9, row: 1), width: column - 11, .input,
      placeholder: "/, then any words", hasCursor: live.isFiltering && hasCursor)
    canvas.put(counts, at: Position(column: column, row: 1), .muted)
    canvas.put(jump: jumpLetters(LiveSpot.filter), at: Position(column: 8, row: 1))
  }

  private func drawLiveList(_ canvas: inout Canvas, _ area: Area) {
    let list = live.list
    let title = live.source == .batch ? "Batch" : list.heldAt == nil ? "Live" : "Live: paused"
    canvas.pane(
      area, title: title, footer: liveFooter,
      isFocused: (live.pane == .list || list.calls.isEmpty) && !live.isFiltering)
    canvas.put(jump: jumpLetters(LiveSpot.pane(.list)), at: area.origin)
    canvas.draw(in: area.inset()) { pane in
      guard list.count > 0 else { return drawNoLiveCalls(&pane) }
      let columns = pane.size.columns - 2
      pane.put(liveHead(columns), at: Position(column: 2, row: 0))
      let rows = pane.size.rows - 1
      let selected = list.row
      let first = firstVisible(selected, count: list.count, rows: rows)
      let shown = 0..<max(0, min(rows, list.count - first))
      let names = SessionNames(shown.lazy.compactMap { list.call(atRow: first + $0)?.session })
      for at in shown {
        guard let call = list.call(atRow: first + at) else { continue }
        pane.target(
          Area(column: 0, row: 1 + at, columns: pane.size.columns, rows: 1),
          spot: LiveSpot.row(first + at))
        pane.put(
          liveRow(call, columns, names), at: Position(column: 2, row: 1 + at), width: columns)
        guard first + at == selected else { continue }
        if live.pane == .list {
          pane.select(row: 1 + at)
        } else {
          pane.put(Glyph.selected.text, at: Position(column: 0, row: 1 + at), .muted)
        }
      }
    }
  }

  private var liveFooter: String {
    let list = live.list
    var parts = Layout(size).isSingle && list.count > 0 ? ["\(key(.nextPane)) what it becomes"] : []
    if list.unseen > 0 { parts.append("\(list.unseen) more came, \(key(.pause)) shows them") }
    let dropped = list.total - list.calls.count
    if dropped > 0 { parts.append("the oldest \(dropped) are left out") }
    return parts.joined(separator: "   ")
  }

  private func drawLiveDetail(_ canvas: inout Canvas, _ area: Area) {
    canvas.target(area, spot: LiveSpot.pane(.detail))
    let inner = area.inset(columns: 2)
    let call = live.list.selected
    let lines = call.map { detailLines($0, inner.size.columns) } ?? []
    let limit = max(0, lines.count - inner.size.rows)
    let first = live.pane == .detail ? min(live.scroll, limit) : 0
    canvas.pane(
      area, title: call.map { "what call \($0.place) becomes" } ?? "what a call becomes",
      footer: linesShown(from: first, rows: inner.size.rows, of: lines.count) ?? "",
      isFocused: live.pane == .detail)
    canvas.put(jump: jumpLetters(LiveSpot.pane(.detail)), at: area.origin)
    canvas.draw(in: inner) { $0.put(lines, from: first) }
  }

  /// The last line of the detail that can stand at the top.
  var scrollLimit: Int {
    guard let inner = layout.detail?.inset(columns: 2), let call = live.list.selected else {
      return 0
    }
    return max(0, detailLines(call, inner.size.columns).count - inner.size.rows)
  }
}

extension LiveRoom {
  private func drawNoLiveCalls(_ pane: inout Canvas) {
    pane.draw(in: pane.bounds.inset(columns: 1, rows: 0)) { inner in
      inner.put(emptyLiveLines(inner.size.columns))
    }
  }

  /// How to get calls into the list.
  private func emptyLiveLines(_ columns: Int) -> [Line] {
    if !live.list.filter.isEmpty {
      return wrapped(
        "\(live.list.complaint ?? "No call has these words"); \(live.isFiltering ? key(.clearFilter) : key(.escape)) empties the filter, \(key(.searchPayload)) searches whole calls.",
        to: columns
      ).map { Line($0, .muted) }
    }
    let on: String? = if case .on(let address) = live.listener.phase { address } else { nil }
    let told =
      on == nil
      ? "\(key(.toggleListener)) starts a listener on this machine. It answers as Segment's HTTP API does: "
        + "point an SDK at it, as below unless that port is taken, and each call shows here "
        + "with what it becomes. "
        + "\(key(.importFile)) imports a file instead."
      : "Point an SDK here; any write key will do."
    let address = on ?? "http://127.0.0.1:\(ListenerReading.usualPort)"
    let ways = [
      ("Python", "analytics.host = \"\(address)\""),
      ("Node", "new Analytics({ writeKey: \"any\", host: \"\(address)\" })"),
      (
        "browser",
        "analytics.load(\"any\"): apiHost \"\(address.split(separator: "/").last ?? "")/v1\""
      ),
      ("curl", "curl \(address)/v1/track -u any: -d '{\"userId\":\"u\",\"event\":\"Hello\"}'"),
    ]
    return wrapped(told, to: columns).map { Line($0, on == nil ? .muted : .text) } + [Line()]
      + ways.flatMap { name, text in
        wrapped(text, to: columns - 9).enumerated().map { at, words in
          Line((at == 0 ? name : "").padded(to: 9), .label)
            + Line(words, on == nil ? .muted : .input)
        }
      }
  }

  /// What to do next on Live.
  var hint: String {
    if live.isFiltering {
      return
        "words that a call must have; \(key(.searchPayload)) searches names or whole calls, \(key(.open)) is done"
    }
    if live.source == .batch {
      return live.sent.isEmpty
        ? "\(key(.open)) opens a call, \(key(.sendBatch)) sends all in one run, \(key(.switchSource)) shows the listener"
        : "sent as one run; \(key(.showHistory)) shows each request and answer"
    }
    switch live.listener.phase {
    case .off:
      return
        "\(key(.toggleListener)) starts the listener, \(key(.importFile)) imports a file of calls"
    case .changing: return "one moment ..."
    case .on:
      return live.listener.forwardsTo == nil
        ? "calls are only shown; \(key(.toggleForwarding)) forwards them to \(profile.name)"
        : "\(key(.toggleForwarding)) stops forwarding, \(key(.open)) opens a call in Compose"
    }
  }

  /// What ^Y copies on Live: the selected call.
  var copyText: String { live.list.selected?.call.compact ?? "" }
}
