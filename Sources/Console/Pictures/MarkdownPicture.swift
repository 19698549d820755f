internal import KustomerDestination

extension SessionPicture {
  /// The picture as Markdown, for a ticket or a message.
  var markdown: String {
    var parts = ["# \(Self.escaped(title))", Self.escaped(summary) + "."]
    // Indented code: nothing in a name can end it.
    let bars = bars.map { "    " + displaySafe($0) }
    if !bars.isEmpty { parts.append(bars.joined(separator: "\n")) }
    for (place, session) in sessions.enumerated() {
      if let pause = pause(before: place) { parts.append("*Pause of \(pause.words).*") }
      parts.append(markdown(of: session))
    }
    parts.append(Self.escaped(rule))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func markdown(of session: Session) -> String {
    let head =
      "## \(Self.escaped(session.name))\n\n\(Self.words(session.source)), \(session.span),"
      + " \(counted(session.events.count, "event"))\n\n"
    let hasStates = session.events.contains { !$0.state.isEmpty }
    let columns = ["time (UTC)", "type", "event"] + (hasStates ? ["state"] : [])
    let rows = session.events.map { event in
      [event.time.brief(on: session.start.day), event.type, event.title]
        + (hasStates ? [event.state] : [])
    }
    let table =
      [columns, columns.map { _ in "---" }]
      + rows.map { $0.map { Self.escaped($0) } }
    return head + table.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  /// A text from outside as one line that Markdown shows as it is.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in displaySafe(text) {
      if "\\`*_[]<>|#&~".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
