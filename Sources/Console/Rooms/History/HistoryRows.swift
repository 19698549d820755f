internal import KustomerDestination

extension Model {
  /// The heads of the columns, and a call as a row, in so many columns.
  func historyHead(_ columns: Int) -> Line {
    Line(
      HistoryColumns(columns).row(
        number: "#", time: "time", type: "type", title: "event or person", person: "user",
        session: "session", result: "result", time2: "ms"), .label)
  }

  /// A call of the journal as a row.
  func historyRow(_ entry: HistoryEntry, _ columns: Int) -> Line {
    let session = entry.session.map(\.brief) ?? "-"
    let text = HistoryColumns(columns).row(
      number: "\(entry.id.number)" + (entry.isPinned ? "*" : ""),
      time: entry.moment.brief(on: now.day, within: 11),
      type: entry.facts.type?.rawValue ?? "?", title: entry.facts.title,
      person: entry.facts.person?.id ?? "-", session: session, result: entry.resultWords,
      time2: entry.milliseconds.map(String.init) ?? "")
    return Line(text, entry.status.role)
  }
}

/// How wide the columns of the History are.
private struct HistoryColumns {
  let columns: Int

  init(_ columns: Int) { self.columns = columns }

  func row(
    number: String, time: String, type: String, title: String, person: String, session: String,
    result: String, time2: String
  ) -> String {
    let hasPerson = columns >= 96
    let hasSession = columns >= 70
    let fixed = 5 + 12 + 10 + 11 + (hasPerson ? 16 : 0) + (hasSession ? 17 : 0)
    let room = max(8, columns - fixed)
    var row = cell(number, 5) + cell(time, 12) + cell(type, 10) + cell(title, room)
    if hasPerson { row += cell(person, 16) }
    if hasSession { row += cell(session, 12) }
    row += cell(result, 11)
    return hasSession ? row + cell(time2, 5) : row
  }

  private func cell(_ text: String, _ width: Int) -> String {
    fitted(text, to: width - 1).padded(to: width)
  }
}
