/// The panel of the sandbox, drawn.
extension SandboxRoom {
  /// Draws the panel over the screen; on a small one the clock stands in its title.
  func draw(_ canvas: inout Canvas) {
    let others = otherFaults
    let rows = 1 + SandboxFaultOffer.all.count + (others.isEmpty ? 0 : 1)
    let room = size.rows - 6
    let isShort = rows + 2 > room
    canvas.overlay(
      columns: 72, rows: min(rows + 3, room) + 2,
      title: isShort ? "Sandbox: " + clockWords : "Sandbox: what goes wrong, what time it is",
      footer: "\(key(.toggleFault)) switches   \(key(.escape)) closes"
    ) { pane in
      pane.put(shareLine, at: Position(column: 2, row: 0))
      for (at, offer) in SandboxFaultOffer.all.enumerated() {
        draw(offer, row: 1 + at, isSelected: at == panel.selection, &pane)
      }
      if !others.isEmpty {
        pane.put(
          Line("[x] " + others.joined(separator: "  "), .warn),
          at: Position(column: 2, row: rows - 1), width: pane.size.columns - 2)
      }
      let last = pane.size.rows - 1
      if !isShort { pane.put(clockLine, at: Position(column: 2, row: last - 1)) }
      pane.put(
        "\(key(.advanceClock)) forward  \(key(.setClock)) set  \(key(.freezeClock)) stop/go  "
          + "\(key(.systemClock)) system  \(key(.clearFaults)) no faults",
        at: Position(column: 2, row: last),
        .muted)
    }
  }

  /// How often the selected fault strikes, or will.
  private var shareLine: Line {
    let fault = faultInForce(SandboxFaultOffer.all[panel.selection])
    return Line(fault == nil ? "Switched on, it strikes " : "It strikes ", .label)
      + Line("< \(fault?.shareWords ?? panel.share.rawValue) >", .input)
  }

  private func draw(
    _ offer: SandboxFaultOffer, row: Int, isSelected: Bool, _ pane: inout Canvas
  ) {
    let fault = faultInForce(offer)
    let width = pane.size.columns - 22
    pane.put(
      Line("\(fault == nil ? "[ ]" : "[x]") \(offer.title)", fault == nil ? .text : .warn),
      at: Position(column: 2, row: row), width: width)
    pane.put(
      fault?.text ?? offer.text, at: Position(column: 2 + width + 1, row: row),
      width: pane.size.columns - width - 3, .muted)
    if isSelected { pane.select(row: row) }
  }

  private var clockLine: Line {
    guard let clock = model.sandboxClock, let sandbox = model.sandbox else {
      return Line("asking the sandbox ...", .muted)
    }
    return Line("Its clock  ", .label)
      + Line("\(clock.day) \(clock.clock) \(ReaderZone.current.name)", .title)
      + Line(sandbox.isFrozen ? "  stands still" : "  runs", sandbox.isFrozen ? .warn : .muted)
  }

  private var clockWords: String {
    guard let clock = model.sandboxClock, let sandbox = model.sandbox else { return "..." }
    return "\(clock.day) \(clock.clock) \(ReaderZone.current.name), "
      + (sandbox.isFrozen ? "stands still" : "runs")
  }

  /// Faults in force that the panel does not offer.
  private var otherFaults: [String] {
    (model.sandbox?.faults ?? []).filter { fault in
      !SandboxFaultOffer.all.contains { SandboxFaultInForce(fault, of: $0) != nil }
    }
  }
}
