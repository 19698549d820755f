internal import KustomerDestination

extension SessionPicture {
  /// The picture as lines of at most 80 cells.
  var plainText: String {
    var lines = [fitted(title, to: 80), summary, ""]
    if let axis = Axis(over: moments, columns: 70) {
      lines.append("UTC       " + axis.labels)
      for (label, isExplicit) in [("by id", true), ("by time", false)] {
        lines.append(label.padded(to: 10) + row(on: axis, isExplicit: isExplicit))
      }
      lines.append("")
    }
    for (place, session) in sessions.enumerated() {
      if let pause = pause(before: place) { lines.append("- pause \(pause.words) -") }
      lines += plainLines(of: session)
    }
    lines += ["", "= named by the app  - cut by time  o event"] + wrapped(rule, to: 80)
    return lines.map(Self.withoutEnd).joined(separator: "\n") + "\n"
  }

  private func row(on axis: Axis, isExplicit: Bool) -> String {
    var cells = [Character](repeating: " ", count: axis.columns)
    for session in sessions where (session.source == .explicit) == isExplicit {
      for column in axis.column(of: session.start)...axis.column(of: session.end) {
        cells[column] = isExplicit ? "=" : "-"
      }
      for event in session.events { cells[axis.column(of: event.time)] = "o" }
    }
    return String(cells)
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
