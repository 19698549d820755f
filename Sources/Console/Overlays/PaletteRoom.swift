/// The palette: everything that can be done, by its name.
struct PaletteRoom: Room {
  var palette: PaletteState
  var model: Model
  /// Tells what it offers for its query.
  let offer: @Sendable () -> [PaletteItem]

  static let rows: [Row<Self>] = [
    Row([.enter], .run, .palette, "Run", "run the selected command", rank: 90) { $0.run() },
    Row([.down, .control("n")], .down, .palette, "Next", "next command", rank: 40) {
      $0.move(.down)
    },
    Row([.up, .control("p")], .up, .palette, "Previous", "previous command", rank: 30) {
      $0.move(.up)
    },
    Row([.pageDown], .pageDown, .palette, "Page", "a page down") { $0.move(.pageDown) },
    Row([.pageUp], .pageUp, .palette, "Page", "a page up") { $0.move(.pageUp) },
    Row([.escape], .escape, .palette, "Close", "close the palette", rank: 80) { _ in [.close] },
  ]

  var contexts: [Context] { [.palette, .typing, .always] }

  /// What it offers, the best hits first.
  private var items: [PaletteItem] { offer() }

  mutating func move(_ command: Command) -> [Errand] {
    palette.selection = moved(palette.selection, command, count: items.count)
    return []
  }

  mutating func edit(_ command: Command) -> [Errand] {
    if palette.query.perform(command) { palette.selection = 0 }
    return []
  }

  mutating func type(_ text: String) -> [Errand] {
    palette.query.insert(text)
    palette.selection = 0
    return []
  }

  mutating func go(to spot: Spot) -> [Errand] {
    guard let spot = spot.value as? PaletteSpot else { return [] }
    palette.selection = spot.place
    return run()
  }

  private mutating func run() -> [Errand] {
    let items = items
    guard items.indices.contains(palette.selection) else { return [] }
    let item = items[palette.selection]
    guard let reason = item.reason else { return [.close] + item.errands }
    say(reason, .warning)
    return [.close]
  }

  /// Draws the palette.
  func draw(_ canvas: inout Canvas) {
    let items = items
    canvas.overlay(
      columns: 72, rows: 20, title: "Palette", footer: "\(items.count) found"
    ) { pane in
      pane.put(Glyph.here.text, at: Position(column: 0, row: 0), .keyName)
      pane.put(
        palette.query, at: Position(column: 2, row: 0), width: pane.size.columns - 2, .input,
        placeholder: "a few letters of what you want", hasCursor: true)
      let rule = Glyph.edge.text(times: pane.size.columns)
      pane.put(rule, at: Position(column: 0, row: 1), .border)
      let list = pane.bounds.splitRows(2).lower.splitRows(pane.size.rows - 4)
      pane.draw(in: list.upper) { draw(items, selection: palette.selection, &$0) }
      pane.put(rule, at: list.lower.origin, .border)
      let reason =
        items.indices.contains(palette.selection)
        ? items[palette.selection].reason.map { "off: " + $0 } : nil
      pane.put(
        reason ?? PaletteScope.legend, at: Position(column: 2, row: pane.size.rows - 1),
        width: pane.size.columns - 2, reason == nil ? .muted : .warn)
    }
  }

  private func draw(_ items: [PaletteItem], selection: Int, _ pane: inout Canvas) {
    guard !items.isEmpty else {
      pane.put(
        "nothing by that name; \(key(.escape)) closes", at: Position(column: 2, row: 0), .muted)
      return
    }
    let first = firstVisible(selection, count: items.count, rows: pane.size.rows)
    for (row, item) in items.dropFirst(first).prefix(pane.size.rows).enumerated() {
      let shown = item.reason == nil ? item.key : "off"
      let width = pane.size.columns - 3 - cells(of: shown)
      pane.put(
        item.title, at: Position(column: 2, row: row), width: width,
        item.reason == nil ? .text : .faint)
      pane.put(
        shown, at: Position(column: pane.size.columns - cells(of: shown), row: row),
        item.reason == nil ? .keyName : .faint)
      pane.target(
        Area(column: 0, row: row, columns: pane.size.columns, rows: 1),
        spot: PaletteSpot(place: first + row))
      if first + row == selection { pane.select(row: row) }
    }
  }
}

/// A hit of the palette, 0-based.
struct PaletteSpot: Hashable, Sendable {
  let place: Int
}
