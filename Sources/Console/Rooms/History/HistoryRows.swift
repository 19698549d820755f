internal import KustomerDestination
internal import Records

extension Model {
  /// The heads of the columns, in so many columns.
  func historyHead(_ columns: Int) -> Line {
    HistoryColumns(columns, number: numberWidth).row(
      number: "#", time: "time " + ReaderZone.current.shortName, type: Line("type", .label),
      title: Line("event or person", .label),
      person: "user", session: Line("session", .label), result: Line("result", .label), took: "ms")
  }

  /// A call of the journal as a row: type, session and result in the colours that they have in the
  /// Timeline, the rest quiet.
  ///
  /// - Parameters:
  ///   - entry: the call.
  ///   - columns: the width of the row.
  ///   - names: of the sessions of all rows.
  /// - Returns: one line.
  func historyRow(_ entry: HistoryEntry, _ columns: Int, _ names: SessionNames) -> Line {
    let isNamed = entry.session?.source == .explicit
    let session = entry.session.map { names[$0] } ?? "-"
    return HistoryColumns(columns, number: numberWidth).row(
      number: "\(entry.id.number)" + (entry.isPinned ? "*" : ""),
      time: entry.moment.brief(on: now.day, within: 11),
      type: Line(entry.facts.type?.rawValue ?? "?", entry.facts.type?.role ?? .muted),
      title: Line(entry.facts.title, .text), person: entry.facts.person?.id ?? "-",
      session: Line(
        session, entry.session == nil ? .muted : isNamed ? .sessionExplicit : .sessionAuto),
      result: Line(resultWords(of: entry), entry.status.role),
      took: entry.milliseconds.map(String.init) ?? "")
  }
}

extension Model {
  /// The columns of the longest number, its pin and a blank: it is what commands ask for.
  fileprivate var numberWidth: Int {
    max(5, "\(calls.entries.last?.id.number ?? 0)".utf8.count + 2)
  }
}

/// How wide the columns of the History are.
private struct HistoryColumns {
  let columns: Int
  let number: Int

  init(_ columns: Int, number: Int) {
    self.columns = columns
    self.number = number
  }

  func row(
    number: String, time: String, type: Line, title: Line, person: String, session: Line,
    result: Line, took: String
  ) -> Line {
    let hasPerson = columns >= 96
    let hasSession = columns >= 70
    let fixed = self.number + 12 + 10 + 11 + (hasPerson ? 16 : 0) + (hasSession ? 17 : 0)
    let room = max(8, columns - fixed)
    var row = Line(roomFor: columns)
    append(Line(number, .muted), self.number, to: &row)
    append(Line(time, .muted), 12, to: &row)
    append(type, 10, to: &row)
    append(title, room, to: &row)
    if hasPerson { append(Line(person, .muted), 16, to: &row) }
    if hasSession { append(session, 12, to: &row) }
    append(result, 11, to: &row)
    if hasSession { append(Line(took, .muted), 5, to: &row) }
    return row
  }

  private func append(_ cell: Line, _ width: Int, to row: inout Line) {
    let text = fitted(cell.plain, to: width - 1)
    row.append(text, cell.role ?? .text)
    row.append(blanks: width - cells(of: text))
  }
}
