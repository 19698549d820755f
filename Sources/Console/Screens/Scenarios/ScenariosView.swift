internal import KustomerDestination

extension State {
  /// Draws the ready-made calls into the body of the screen.
  func drawScenarios(_ canvas: inout Canvas) {
    let body = canvas.bounds
    if Layout(size).isSingle || Layout(size).isTall {
      let rows = body.splitRows(SampleCall.seed.count + 3)
      drawSamples(&canvas, rows.upper)
      drawSample(&canvas, rows.lower)
    } else {
      let columns = body.splitColumns(body.size.columns * 2 / 5)
      drawSamples(&canvas, columns.left)
      drawSample(&canvas, columns.right)
    }
  }

  private func drawSamples(_ canvas: inout Canvas, _ area: Area) {
    canvas.pane(
      area, title: "Segment's own examples", footer: "Enter loads", isFocused: true)
    canvas.draw(in: area.inset()) { pane in
      pane.put("one visit, in this order", at: Position(column: 2, row: 0), .muted)
      for (at, sample) in SampleCall.seed.enumerated() {
        let type = CallType(rawValue: sample.call["type"]?.stringValue ?? "")
        pane.put(
          Line("\(at + 1)  ", .muted) + Line(sample.title, type?.role ?? .text),
          at: Position(column: 2, row: 1 + at))
        if at == scenarios.selection { pane.select(row: 1 + at) }
      }
    }
  }

  private func drawSample(_ canvas: inout Canvas, _ area: Area) {
    let sample = SampleCall.seed[min(scenarios.selection, SampleCall.seed.count - 1)]
    canvas.pane(area, title: sample.title)
    canvas.draw(in: area.inset(columns: 2)) { pane in
      var lines = wrapped(sample.caption, to: pane.size.columns).map { Line($0) }
      lines.append(Line())
      lines += jsonLines(of: .object(sample.call)).flatMap {
        $0.line.wrapped(to: pane.size.columns, indent: $0.indent + 4)
      }
      pane.put(lines)
    }
  }
}
