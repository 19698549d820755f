internal import KustomerDestination

/// An audit that somebody has reviewed: the plan that an export must keep to.
package struct Baseline: Sendable {
  private struct Field: Sendable {
    var path: String
    var kinds: Set<String>
  }

  /// The fields of each event.
  private var events: [String: [Field]] = [:]

  /// Why a text is no audit.
  package struct Problem: Error, Sendable {
    /// 1-based.
    package let line: Int
  }

  /// Reads the lines of an audit; findings among them are left out.
  ///
  /// - Throws: `Problem` for a line that no audit has.
  package init(parsing text: String) throws(Problem) {
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy(\.isWhitespace) {
      guard let json = try? JSON(parsing: String(line)), let kind = json["audit"]?.stringValue
      else {
        throw Problem(line: place + 1)
      }
      switch (kind, json["event"]?.stringValue, json["path"]?.stringValue) {
      case ("event", let event?, _): events[event] = events[event] ?? []
      case ("field", let event?, let path?):
        let kinds = (json["kinds"]?.arrayValue ?? []).compactMap(\.stringValue)
        events[event, default: []].append(Field(path: path, kinds: Set(kinds)))
      case ("finding", _, _): break
      default: throw Problem(line: place + 1)
      }
    }
  }

  /// What an export has otherwise.
  package func differences(from audit: Audit) -> [AuditFinding] {
    var found: [AuditFinding] = []
    for (name, event) in audit.events {
      guard let known = events[name] else {
        found.append(
          AuditFinding(
            .newEvent, event: name, count: event.count.calls, line: event.count.line,
            "the event is not in the baseline"))
        continue
      }
      found += Self.differences(of: event, name, from: known)
    }
    for name in events.keys where audit.events[name] == nil {
      found.append(
        AuditFinding(
          .goneEvent, event: name, count: 0, line: nil, "the event does not come any more"))
    }
    return found.ordered
  }

  private static func differences(
    of event: EventTally, _ name: String, from known: [Field]
  ) -> [AuditFinding] {
    let kinds = Dictionary(known.map { ($0.path, $0.kinds) }) { $0.union($1) }
    var found: [AuditFinding] = []
    for (path, field) in event.fields {
      guard let expected = kinds[path] else {
        found.append(
          AuditFinding(
            .newField, event: name, path: path, count: field.count.calls, line: field.count.line,
            "the field is not in the baseline"))
        continue
      }
      let others = field.kinds.filter { !expected.contains($0.key) }
      guard !others.isEmpty, let line = others.values.map(\.line).min() else { continue }
      found.append(
        AuditFinding(
          .otherKind, event: name, path: path, count: others.values.reduce(0) { $0 + $1.calls },
          line: line,
          "it is \(others.keys.sorted().joined(separator: ", ")), in the baseline "
            + (expected.isEmpty ? "null" : expected.sorted().joined(separator: ", "))))
    }
    for path in kinds.keys where event.fields[path] == nil {
      found.append(
        AuditFinding(
          .missingField, event: name, path: path, count: event.count.calls, line: nil,
          "the field does not come any more"))
    }
    return found
  }
}
