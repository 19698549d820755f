internal import KustomerDestination

extension IdComparison {
  /// A line for each way of naming sessions, `>` at the one that shows; when brief,
  /// two lines in all.
  func lines(isBrief: Bool, shown: SessionIds? = nil) -> [Line] {
    guard isBrief else {
      return rows.map { $0.line(isShown: $0.ids == shown) }
    }
    let counts = rows.map { "\($0.ids.rawValue) \($0.sessions)" }
    return [
      Line("sessions of the same events: ", .label)
        + Line(counts.joined(separator: "   "), .title),
      Line("an id keeps a visit together whatever the pauses; without one time cuts it", .muted),
    ]
  }
}

extension IdComparison.Row {
  fileprivate func line(isShown: Bool) -> Line {
    Line(isShown ? Glyph.here.text + " " : "  ", .keyName)
      + Line(ids.rawValue.padded(to: 13), .label)
      + Line(counted(sessions, "session").padded(to: 13), .title) + Line(names, .muted)
  }
}
