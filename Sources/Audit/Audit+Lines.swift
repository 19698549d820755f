package import KustomerDestination

extension Audit {
  /// The audit as lines of JSON: events, their fields, findings.
  package var lines: [JSON] {
    let sorted = events.sorted {
      $0.value.count.calls != $1.value.count.calls
        ? $0.value.count.calls > $1.value.count.calls : $0.key < $1.key
    }
    let tallies = sorted.flatMap { name, event in
      [event.json(name)]
        + event.fields.sorted { $0.key < $1.key }.map { $1.json($0, of: name, event.sent) }
    }
    return tallies + findings.map(\.json)
  }
}

extension EventTally {
  /// `{"audit":"event","event","calls","verdicts","with_user","first","last","line"}`.
  fileprivate func json(_ name: String) -> JSON {
    var json = JSONObject()
    json["audit"] = "event"
    json["event"] = .string(name)
    json["calls"] = JSON(integerLiteral: count.calls)
    var verdicts = JSONObject()
    for verdict in Verdict.allCases {
      verdicts[verdict.rawValue] = self.verdicts[verdict].map { JSON(integerLiteral: $0) }
    }
    json["verdicts"] = .object(verdicts)
    json["with_user"] = JSON(integerLiteral: named)
    json["first"] = .string(first.rfc3339)
    json["last"] = .string(last.rfc3339)
    json["line"] = JSON(integerLiteral: count.line)
    if untold > 0 { json["fields_left_out"] = JSON(integerLiteral: untold) }
    return .object(json)
  }
}

extension FieldTally {
  /// `{"audit":"field","event","path","calls","share","kinds","targets","lost"}`; the share is of the
  /// calls that are sent.
  fileprivate func json(_ path: String, of event: String, _ sent: Int) -> JSON {
    var json = JSONObject()
    json["audit"] = "field"
    json["event"] = .string(event)
    json["path"] = .string(path)
    json["calls"] = JSON(integerLiteral: count.calls)
    json["share"] = .number(Self.share(count.calls, of: sent))
    json["kinds"] = .array(kinds.keys.sorted().map { .string($0) })
    json["targets"] = .array(targets.keys.sorted().map { .string($0) })
    json["lost"] = lost.map { .string($0.rawValue) }
    return .object(json)
  }

  /// With two digits: `0.83`, `1`.
  private static func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0, part < whole else { return "1" }
    let hundredths = part * 100 / whole
    return "0." + (hundredths < 10 ? "0" : "") + "\(hundredths)"
  }
}
