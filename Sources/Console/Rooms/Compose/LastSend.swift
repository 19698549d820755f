internal import KustomerDestination
internal import Records

/// What the draft is compared with: the call that was sent last.
extension ComposeRoom {
  /// The newest call of the draft's type and name that went out, else of its type, else any; only
  /// the newest few hundred are looked at.
  var lastSent: HistoryEntry? {
    let type = compose.form.type
    let title = model.draftTitle
    let entries = entries
    let newest = entries.indices.suffix(300).reversed().filter { !entries[$0].exchanges.isEmpty }
    let alike = newest.filter { entries[$0].facts.type == type }
    let place = alike.first { entries[$0].facts.title == title } ?? alike.first ?? newest.first
    return place.map { entries[$0] }
  }

  /// How the bodies that the draft sends differ from those that went out last; nil before anything
  /// was sent, and while the draft would not be sent.
  var lastDifference: JSONDifference? {
    guard let last = lastSent, let plan = outcome.plan, plan.verdict.isReady else { return nil }
    let body = plan.requests.last { $0.body != nil }
    let former = last.exchanges.last { $0.body != nil }?.body.flatMap { try? JSON(parsing: $0) }
    return JSONDifference(from: former, to: body?.body, path: body?.bodyRoot ?? "")
  }

  /// What is different, in so many columns.
  func differenceLines(_ columns: Int) -> [Line] {
    guard let last = lastSent else {
      return wrapped(
        "Nothing was sent with profile \(profile.name) yet: the first send is what later drafts "
          + "are compared with.", to: columns
      ).map { Line($0, .muted) }
    }
    var lines = [
      Line("since #\(last.id.number), ", .label)
        + Line("\(last.facts.type?.rawValue ?? "call") \(last.facts.title)", .text)
    ]
    lines.append(Line("sent \(last.moment.brief(on: now.day))", .muted))
    guard let difference = lastDifference else {
      return lines + [Line(), Line("The draft would not be sent.", .muted)]
    }
    lines.append(Line(difference.summary, difference.changes.isEmpty ? .ok : .title))
    if !difference.changes.isEmpty { lines.append(Line()) }
    return lines + difference.lines(columns)
  }
}
