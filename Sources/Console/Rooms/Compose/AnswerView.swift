internal import KustomerDestination
internal import Records

/// The view that opens by itself once a call is sent: what the org said to it, and what that means.
extension ComposeRoom {
  /// The call that was sent last from Compose; nil before.
  var answered: HistoryEntry? { compose.answered.flatMap { calls.entry($0) } }

  /// How the call stands, in one line.
  var answerHead: Line {
    guard let entry = answered else { return Line("NOTHING SENT YET", .muted) }
    let answer = entry.lastAnswer.map { "  " + $0.statusLine } ?? ""
    let time = entry.milliseconds.map { ", \($0) ms" } ?? ""
    let role: Role = entry.status.isDone ? .ok : entry.status.role
    return Line(entry.status.words.uppercased(), role) + Line(answer + time, .muted)
  }

  /// What became of the call, then each answer with what it means, then the bodies.
  func answerLines(_ columns: Int) -> [Line] {
    guard let entry = answered else {
      return wrapped("The org's answer shows here: \(key(.send)) sends the call.", to: columns)
        .map { Line($0, .muted) }
    }
    var lines = [Line("\(entry.facts.type?.rawValue ?? "call") \(entry.facts.title)", .title)]
    if let place = model.placeWords(of: entry) { lines.append(Line(place, .text)) }
    lines +=
      (model.nextTry(of: entry).map { wrapped(text($0.sentence(at: uptime)), to: columns) } ?? [])
      .map { Line($0, .warn) }
    lines += (entry.problem.map { wrapped($0, to: columns) } ?? []).map {
      Line($0, entry.status.role)
    }
    lines += entry.notes.flatMap { wrapped($0, to: columns) }.map { Line($0, .warn) }
    return lines + entry.answerLines(columns)
  }

  /// Shows the answer, and back to the view before.
  mutating func showAnswer() {
    compose.toggleAnswer()
    if Layout(size).isSingle || isZoomed { compose.pane = .preview }
  }
}

extension Model {
  /// `event 2 of session abc123`, `customer userId123`; nil where neither is known.
  func placeWords(of entry: HistoryEntry) -> String? {
    guard let person = person(of: entry) else { return nil }
    guard let session = entry.session else { return "customer \(person.id)" }
    let calls = entries(of: person)
    let before = calls.count {
      $0.id < entry.id && $0.session?.id == session.id && $0.status != .failed
    }
    let name = SessionNames(calls.lazy.compactMap(\.session))[session]
    return "event \(before + 1) of session \(name)"
  }
}
