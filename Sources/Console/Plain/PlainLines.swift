internal import KustomerDestination
internal import Records

/// The screens as lines that can be read aloud.
extension State {
  var plainForm: [String] {
    let form = compose.form
    var lines = ["type: \(form.type.rawValue)"]
    for (name, field) in Form.namedFields where form.fields.contains(field) {
      let text = form[field]?.text ?? ""
      lines.append("\(name): " + (text.isEmpty ? "empty" : text))
    }
    for row in form.rows where !row.isBlank {
      lines.append("\(form.rowsName).\(row.key.text): \(row.value.text) (\(row.kind.words))")
    }
    for other in form.others where !form.standsInField(other) {
      lines.append("\(other.path): \(other.value.compact)")
    }
    lines += outcome.reading.problems.map { "problem: \($0.path): \($0.sentence)" }
    return lines + [composeRoom.verdictLine(200).plain]
  }

  var plainPreview: [String] {
    [composeRoom.verdictLine(200).plain] + composeRoom.previewLines(200).map(\.plain)
      + composeRoom.sessionLines(200).map(\.plain)
  }

  var plainTrace: [String] {
    (outcome.plan?.trace ?? []).map { row in
      let target = row.targets.isEmpty ? "not sent" : row.targets.joined(separator: ", ")
      let why = row.reason.map(\.rawValue) ?? row.rule
      return "\(row.source ?? "made here") -> \(target): \(why)"
    }
  }

  var plainTimeline: [String] {
    guard shownPerson != nil else { return ["nobody is known yet; send or compose a call first"] }
    return timelineRoom.copyText.split(separator: "\n", omittingEmptySubsequences: true).map(
      String.init)
  }

  var plainHistory: [String] {
    if entries.isEmpty { return ["nothing has been sent with profile \(profile.name) yet"] }
    let head = "\(counted(history.shown.count, "call")) of \(entries.count), the newest first"
    let complaint =
      history.shown.isEmpty
      ? CallQuery.complaint(about: history.filter.text, among: .committed) : nil
    return [head] + [complaint].compactMap(\.self)
      + history.shown.map { place in
        let entry = entries[place]
        return
          "#\(entry.id.number)  \(entry.moment.rfc3339)  \(entry.facts.type?.rawValue ?? "?")  "
          + "\(entry.facts.title)  \(entry.resultWords)"
      }
  }

  func plainEntry(_ entry: HistoryEntry) -> [String] {
    (historyRoom.requestLines(entry, 200) + historyRoom.answerLines(entry, 200)).map(\.plain).filter
    { !$0.isEmpty }
  }

  var plainProfiles: [String] {
    profiles.map { other in
      let mark = other.name == profile.name ? ", in use" : ""
      return "\(other.name): \(other.place), \(other.badge)\(mark)"
    }
  }
}
