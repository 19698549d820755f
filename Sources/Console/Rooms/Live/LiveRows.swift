internal import KustomerDestination
internal import Records

extension LiveRoom {
  /// The heads of the columns in so many columns.
  func liveHead(_ columns: Int) -> Line {
    Line(
      LiveColumns(columns).row(
        place: live.source == .batch ? "line" : "#",
        time: "time", type: "type", title: "event or person", person: "user", session: "session",
        verdict: "verdict"), .label)
  }

  /// A call as a row.
  func liveRow(_ call: ListedCall, _ columns: Int, _ names: SessionNames) -> Line {
    let entry = entry(of: call)
    let text = LiveColumns(columns).row(
      place: call.place, time: call.moment.brief(on: now.day, within: 8),
      type: call.facts?.type?.rawValue ?? call.call["type"]?.stringValue ?? "?",
      title: call.facts == nil ? call.remark ?? "" : call.title,
      person: call.facts?.person?.id ?? "-", session: call.session.map { names[$0] } ?? "-",
      verdict: entry.map(\.status.rawValue) ?? call.verdictWords)
    return Line(text, entry?.status.role ?? call.role)
  }

  /// What becomes of a call, and the requests or why there are none.
  func detailLines(_ call: ListedCall, _ columns: Int) -> [Line] {
    var lines = [Line(call.verdictWords.uppercased(), call.role == .text ? .ok : call.role)]
    if let remark = call.remark {
      lines += wrapped(remark, to: columns).map {
        Line($0, call.role == .text ? .muted : call.role)
      }
    }
    if let session = call.session {
      lines += wrapped("session \(session.id), \(session.source.rawValue)", to: columns)
        .map { Line($0, session.source == .explicit ? .sessionExplicit : .sessionAuto) }
    }
    for request in call.requests {
      lines.append(Line())
      let head = Line(request.method.rawValue + " ", .info) + Line(request.path, .title)
      lines += head.wrapped(to: columns, indent: 5)
      if let body = request.body { lines += jsonText(body, columns) }
    }
    guard call.requests.isEmpty, call.facts != nil else { return lines }
    return lines + [Line()] + jsonText(call.call, columns)
  }

  private func jsonText(_ json: JSON, _ columns: Int) -> [Line] {
    jsonLines(of: json).flatMap {
      (Line("  ") + $0.line).wrapped(to: columns, indent: $0.indent + 4)
    }
  }
}

extension ListedCall {
  /// Of a record that is no call, that it could not be read.
  var verdictWords: String {
    if facts == nil { return "not read" }
    return remark?.hasPrefix("duplicate_message") == true ? "duplicate" : verdict.words
  }

  var role: Role {
    switch verdict {
    case .ready: .text
    case .readyWithLoss, .nothingToSend: .warn
    case .filtered: .muted
    case .unsupported, .rejected: .error
    }
  }
}

/// How wide the columns of a list of calls are.
private struct LiveColumns {
  let columns: Int

  init(_ columns: Int) { self.columns = columns }

  func row(
    place: String, time: String, type: String, title: String, person: String, session: String,
    verdict: String
  ) -> String {
    let hasPerson = columns >= 96
    let hasSession = columns >= 70
    let fixed = 7 + 9 + 9 + 17 + (hasPerson ? 16 : 0) + (hasSession ? 12 : 0)
    var row = cell(place, 7) + cell(time, 9) + cell(type, 9) + cell(title, max(8, columns - fixed))
    if hasPerson { row += cell(person, 16) }
    if hasSession { row += cell(session, 12) }
    return row + cell(verdict, 17)
  }

  private func cell(_ text: String, _ width: Int) -> String {
    fitted(text, to: width - 1).padded(to: width)
  }
}
