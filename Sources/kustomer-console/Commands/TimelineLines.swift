internal import Delivery
internal import KustomerDestination
internal import Records

/// The lines of `timeline`, one per session: the predicted ones by start, then those that only
/// the org has.
struct TimelineLines {
  private(set) var all: [JSONObject]

  /// The prediction alone.
  init(_ timeline: PredictedTimeline) {
    all = timeline.sessions.map { $0.line(of: timeline.person) }
  }

  /// The prediction with what was found of it.
  init(_ timeline: PredictedTimeline, _ actual: ReadTimeline?, _ comparison: Comparison) {
    var rows: [String: [Comparison.Row]] = [:]
    for row in comparison.rows {
      rows[row.predicted ?? row.actual ?? "", default: []].append(row)
    }
    all = timeline.sessions.map { session in
      var line = session.line(of: timeline.person)
      line.note(rows.removeValue(forKey: session.id) ?? [])
      return line
    }
    for session in actual?.sessions ?? [] {
      guard let found = rows.removeValue(forKey: session.id) else { continue }
      var line = session.line(of: timeline.person)
      line.note(found)
      all.append(line)
    }
  }
}

extension PredictedTimeline.Session {
  fileprivate func line(of person: Person) -> JSONObject {
    var line = JSONObject([
      .init("person", .string(person.key)), .init("session", .string(id)),
      .init("source", .string(source.rawValue)), .init("start", .string(start.rfc3339)),
      .init("end", .string(end.rfc3339)), .init("events", JSON(integerLiteral: events.count)),
      .init("calls", .array(events.map { .number(String($0.delivery)) })),
    ])
    for status in [DeliveryStatus.waiting, .uncertain] where count(status) > 0 {
      line[status.rawValue] = JSON(integerLiteral: count(status))
    }
    return line
  }
}

extension ReadTimeline.Session {
  /// Nothing predicts it: its times are those of arrival.
  fileprivate func line(of person: Person) -> JSONObject {
    JSONObject([
      .init("person", .string(person.key)), .init("session", .string(id)),
      .init("source", "org"), .init("start", first.map { .string($0.rfc3339) } ?? .null),
      .init("end", last.map { .string($0.rfc3339) } ?? .null), .init("events", 0),
      .init("calls", []),
    ])
  }
}

extension JSONObject {
  fileprivate mutating func note(_ rows: [Comparison.Row]) {
    for finding in Comparison.Finding.allCases {
      self[finding.rawValue] = JSON(integerLiteral: rows.count { $0.finding == finding })
    }
    self["read_back"] = .array(rows.map(\.json))
  }
}

extension Comparison.Row {
  fileprivate var json: JSON {
    var json = JSONObject([
      .init("finding", .string(finding.rawValue)), .init("event", .string(event)),
    ])
    json["call"] = delivery.map { .number(String($0)) }
    json["session"] = actual.map { .string($0) }
    json["arrived"] = arrived.map { .string($0.rfc3339) }
    if !fields.isEmpty { json["fields"] = .array(fields.map(\.json)) }
    return .object(json)
  }
}
