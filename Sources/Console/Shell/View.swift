internal import KustomerDestination

/// The screen of a state; nothing else decides what is shown.
package func view(_ state: State) -> Frame {
  // A copy of a state that has been settled would be for nothing.
  if state.isSettled { return drawn(state) }
  var settled = state
  settled.settle()
  return drawn(settled)
}

private func drawn(_ state: State) -> Frame {
  var frame = state.unicodeFrame
  if Repertoire.current == .ascii || state.model.glyphs.isASCII(on: state.model.terminal) {
    frame.useASCIIGlyphs()
  }
  return frame
}

extension State {
  /// The screen in the signs of Unicode.
  fileprivate var unicodeFrame: Frame {
    let state = self
    var frame = Frame(size: size)
    frame.draw { canvas in
      canvas.setTitle("Kustomer Console - " + state.profile.name)
      guard !state.size.isTooSmall else { return state.drawTooSmall(&canvas) }
      guard !state.isOpening else { return }
      if state.screen == .scenarios, let player = state.scenarios.player, player.isPresenting {
        canvas.setTitle(player.scenario.name)
        state.scenariosRoom.drawPresentation(&canvas, player)
        state.drawFooter(&canvas)
        return state.drawOverlay(&canvas)
      }
      state.drawChrome(&canvas)
      state.drawScreen(&canvas)
      state.drawMessage(&canvas)
      state.drawOverlay(&canvas)
    }
    return frame
  }
}

extension State {
  /// Says what is needed, the size first, in as many lines as it takes.
  fileprivate func drawTooSmall(_ canvas: inout Canvas) {
    let need = "\(Size.smallest.columns)×\(Size.smallest.rows)"
    let isAsked = overlay == .confirmation(.quit)
    let text =
      isAsked
      ? "Quit? Not all is sent; it is kept. y quits, n stays"
      : "needs \(need), has \(size.columns)×\(size.rows); F10 quits"
    let lines = wrapped(text, to: size.columns)
    let first = max(0, (size.rows - lines.count + 1) / 2)
    for (at, line) in lines.enumerated() {
      let column = max(0, (size.columns - cells(of: line)) / 2)
      canvas.put(line, at: Position(column: column, row: first + at), .warn)
    }
  }

  fileprivate func drawScreen(_ canvas: inout Canvas) {
    canvas.draw(in: Layout(size).body) { body in
      let columns = body.bounds.splitColumns(mainSize.columns)
      body.draw(in: columns.left) { drawMain(&$0) }
      body.draw(in: columns.right) { drawSide(&$0) }
    }
  }

  private func drawMain(_ body: inout Canvas) {
    room.draw(&body)
    if screen == .compose { drawBoards(&body) }
  }

  fileprivate func drawOverlay(_ canvas: inout Canvas) {
    overRoom?.draw(&canvas)
  }
}

extension Canvas {
  /// Draws an overlay in the middle of the screen, over what is there.
  mutating func overlay(
    columns: Int, rows: Int, title: String, footer: String,
    _ body: (inout Canvas) -> Void
  ) {
    let columns = columns >= size.columns ? size.columns : min(columns, size.columns - 4)
    let rows = min(rows, size.rows - 4)
    let area = Area(
      column: (size.columns - columns) / 2, row: max(2, (size.rows - rows) / 2),
      columns: columns, rows: rows)
    target(Area(column: 0, row: 0, columns: size.columns, rows: size.rows - 1), .nothing)
    fill(area, " ", .text)
    pane(area, title: title, footer: footer, isFocused: true)
    draw(in: area.inset(columns: 2), body)
  }
}

extension State {
  /// Whether a scenario has the whole screen.
  package var isPresenting: Bool {
    screen == .scenarios && scenarios.player?.isPresenting == true && !size.isTooSmall
  }

  /// Most journals are open before anybody has read a word; what is said until then would flash.
  fileprivate var isOpening: Bool { !hasStarted && uptime < Self.longestOpening }
  private static let longestOpening = Milliseconds(250)

  /// Milliseconds until something happens by itself; nil when nothing does.
  package var patience: Int32? {
    let litUntil = [model.lit?.until, scenarios.player?.litUntil].compactMap(\.self)
      .filter { $0 > uptime }
    let next = (litUntil + [scenarios.player?.nextAt].compactMap(\.self)).min()
    let opening = isOpening ? (Self.longestOpening - uptime).count : nil
    let waits = [next.map { ($0 - uptime).count }, model.nextSecond, opening].compactMap(\.self)
    return waits.min().map { Int32(clamping: max(10, $0)) }
  }
}
