internal import KustomerDestination

extension SessionPicture {
  /// The picture as lines of at most 80 cells.
  var plainText: String {
    var lines = [fitted(title, to: 80), summary, ""]
    let bars = bars
    if !bars.isEmpty { lines += bars + [""] }
    for (place, session) in sessions.enumerated() {
      if let pause = pause(before: place) {
        lines.append(Glyph.cut.text + " pause \(pause.words) " + Glyph.cut.text)
      }
      lines += plainLines(of: session)
    }
    let legend =
      Glyph.barByID.text(times: 2) + " named by the app  " + Glyph.barByPause.text(times: 2)
      + " cut by time  " + Glyph.event.text + " event"
    lines += ["", legend] + wrapped(rule, to: 80)
    return lines.map(Self.withoutEnd).joined(separator: "\n") + "\n"
  }

  /// The axis, and below it a bar for each session; empty without one.
  var bars: [String] {
    guard let waterfall = waterfall(columns: 60), let first = sessions.first else { return [] }
    let bars = zip(sessions, waterfall.sessions).map { session, lane in
      fitted(session.name, to: 19).padded(to: 20) + waterfall.bar(of: lane).plain
    }
    return [blanks(20) + waterfall.labels(at: first.start).plain] + bars
  }

  private func plainLines(of session: Session) -> [String] {
    let head = fitted(session.name, to: 30) + "  \(Self.words(session.source))  \(session.span)"
    let lines = session.events.map { event in
      let time = event.time.brief(on: session.start.day)
      let state = event.state.isEmpty ? "" : "  [\(event.state)]"
      return "    \(time)  \(event.type.padded(to: 7)) " + fitted(event.title, to: 50) + state
    }
    return [head + "  " + counted(session.events.count, "event")] + lines
  }

  private static func withoutEnd(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
