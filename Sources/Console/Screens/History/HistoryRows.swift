internal import KustomerDestination

extension State {
  /// The heads of the columns, and a call as a row, in so many columns.
  func historyHead(_ columns: Int) -> Line {
    Line(
      HistoryColumns(columns).row(
        number: "#", time: "time", type: "type", title: "event or person", person: "user",
        session: "session", result: "result", time2: "ms"), .label)
  }

  /// A call of the journal as a row.
  func historyRow(_ entry: HistoryEntry, _ columns: Int) -> Line {
    let session = entry.session.map { $0.source == .explicit ? $0.id : "auto" } ?? "-"
    let text = HistoryColumns(columns).row(
      number: "\(entry.id.number)", time: entry.moment.brief(on: now.day),
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
    let fixed = 5 + 13 + 10 + 13 + 13 + 6 + (hasPerson ? 16 : 0)
    let room = max(8, columns - fixed)
    var row = cell(number, 5) + cell(time, 13) + cell(type, 10) + cell(title, room)
    if hasPerson { row += cell(person, 16) }
    return row + cell(session, 13) + cell(result, 13) + cell(time2, 6)
  }

  private func cell(_ text: String, _ width: Int) -> String {
    fitted(text, to: width - 1).padded(to: width)
  }
}

extension DeliveryStatus {
  /// The colour of a call in lists.
  var role: Role {
    switch self {
    case .delivered: .text
    case .sending: .info
    case .waiting, .uncertain: .warn
    case .failed: .error
    }
  }
}
