internal import KustomerDestination

/// Short names of the sessions of one screen: no two of them bear the same one.
struct SessionNames {
  private var names: [String: String] = [:]

  /// Names for the ids of sessions, of at most 11 columns where that tells them apart.
  init(_ sessions: some Sequence<PlannedSession>) {
    var words: [String: [String]] = [:]
    for session in sessions { words[session.id] = session.shortNames }
    var counts: [String: Int] = [:]
    for name in words.values.flatMap({ Set($0) }) { counts[name, default: 0] += 1 }
    for (id, candidates) in words { names[id] = candidates.first { counts[$0] == 1 } ?? id }
  }

  /// The name of a session that is among them.
  subscript(session: PlannedSession) -> String { names[session.id] ?? session.id }
}

extension PlannedSession {
  /// From the most readable one: `auto 10:14`, `01-24 10:14`, `240124 1014`, `10:14 3f2a9`; of an id
  /// that was named the id, or its ends.
  fileprivate var shortNames: [String] {
    let parts = id.split(separator: "-")
    guard source != .explicit, parts.count == 3, parts[0] == "auto", parts[1].utf8.count == 19
    else { return id.ends(within: 11) }
    let digits = Array(parts[1].filter(\.isNumber))
    guard digits.count == 17 else { return id.ends(within: 11) }
    let at = { (range: Range<Int>) in String(digits[range]) }
    let clock = at(8..<10) + ":" + at(10..<12)
    let person = parts[2]
    return [
      "auto " + clock, at(4..<6) + "-" + at(6..<8) + " " + clock, at(2..<8) + " " + at(8..<12),
      clock + " " + person.prefix(5), at(6..<8) + clock + person.prefix(4),
      at(8..<12) + " " + person.prefix(6),
    ]
  }
}

extension String {
  /// The text where it fits into so many columns, else its two ends, then its end alone.
  fileprivate func ends(within columns: Int) -> [String] {
    guard cells(of: self) > columns else { return [self] }
    let tail = columns / 2
    return [
      fitted(String(dropLast(tail)), to: columns - tail) + suffix(tail), "…" + suffix(columns - 1),
    ]
  }
}

extension SettledSession {
  /// Its id when it was named, else `auto` and the time of its first event, with as much of the day
  /// as tells it from the others of a person.
  func name(among sessions: [SettledSession]) -> String {
    guard source != .explicit else { return id }
    let minute = start.milliseconds / 60_000
    let alike = sessions.filter {
      $0.source != .explicit && $0.start != start
        && ($0.start.milliseconds / 60_000 - minute) % 1_440 == 0
    }
    if alike.isEmpty { return "auto " + start.shortClock }
    let date = start.day.dropFirst(5)
    if !alike.contains(where: { $0.start.day.dropFirst(5) == date }) {
      return "auto \(date) \(start.shortClock)"
    }
    let isOneMinute = alike.contains { $0.start.milliseconds / 60_000 == minute }
    return "auto \(start.day) " + (isOneMinute ? start.exactClock : start.shortClock)
  }

  /// As much of its name as fits and tells it from the others.
  func shortName(within columns: Int, among sessions: [SettledSession]) -> String {
    guard source == .explicit else {
      let name = name(among: sessions)
      return cells(of: name) > columns ? String(name.dropFirst("auto ".count)) : name
    }
    let names = id.ends(within: columns)
    guard names.count > 1 else { return id }
    let others = sessions.filter { $0.source == .explicit && $0.id != id }
      .flatMap { $0.id.ends(within: columns) }
    return names.first { !others.contains($0) } ?? id
  }
}
