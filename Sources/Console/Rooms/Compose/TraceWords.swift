internal import KustomerDestination

extension ComposeRoom {
  /// Why the call is rejected, if it is for the value of a field.
  func refusal(of field: FormField) -> Diagnostic? {
    guard let plan = outcome.plan, !plan.verdict.isReady, let path = path(of: field) else {
      return nil
    }
    return plan.diagnostics.first { $0.severity == .error && $0.path == path }
  }

  /// The rows of the trace that the field under the cursor is the source of.
  var focusRows: [FieldTrace] {
    guard let path = path(of: compose.focus) else { return [] }
    return outcome.trace.filter { $0.source?.isPath(into: path) ?? false }
  }

  /// As the trace names a field; nil for the type and for a nameless row.
  private func path(of field: FormField) -> String? {
    switch field {
    case .type: return nil
    case .event: return "event"
    case .name: return "name"
    case .category: return "category"
    case .userId: return "userId"
    case .anonymousId: return "anonymousId"
    case .session: return "properties.kustomer_session_id"
    case .timestamp: return "timestamp"
    case .locale: return "context.locale"
    case .rowKey(let row), .rowValue(let row):
      let rows = compose.form.rows
      guard rows.indices.contains(row), !rows[row].key.isEmpty else { return nil }
      return compose.form.rowsName.path(toMember: rows[row].key.text)
    case .other(let place):
      return compose.form.others.indices.contains(place)
        ? compose.form.others[place].path : nil
    }
  }

  /// Where the field under the cursor goes, in as many lines as it needs; what a support engineer
  /// reads out.
  func traceLines(_ columns: Int) -> [Line] {
    let line = traceLine(columns)
    guard line.width > columns else { return [line] }
    return wrapped(line.plain, to: columns).map { Line($0, line.role ?? .text) }
  }

  private func traceLine(_ columns: Int) -> Line {
    let focusRows = focusRows
    if let problem = outcome.reading.problems.first(where: { $0.field == compose.focus }) {
      return Line(Glyph.failed.text + " \(problem.path.lastStep): \(problem.sentence)", .error)
    }
    if let refusal = refusal(of: compose.focus) {
      return Line(Glyph.failed.text + " " + refusal.message, .error)
    }
    guard let path = path(of: compose.focus), let plan = outcome.plan, plan.verdict.isReady,
      let row = focusRows.first
    else {
      return Line(text(compose.focus.help(in: compose.form)), .muted)
    }
    if row.reason != nil {
      return Line("\(path.lastStep) is not sent: ", .notSent)
        + Line(row.words(in: plan), .muted)
    }
    if let apparent = apparentLine(row, name: path.lastStep) { return apparent }
    let others = focusRows.count > 1 ? " and \(focusRows.count - 1) more" : ""
    var line = Line(path.lastStep + " ", .title) + Line(Glyph.leadsTo.text + " ", .muted)
    line.append(row.targets.joined(separator: ", ") + others, .ok)
    for finding in plan.diagnostics where finding.path == row.source && finding.isAboutWriting {
      line.append("   " + finding.bareMessage, .warn)
    }
    let asides = [row.rule, row.provenance.map(\.words) ?? ""]
    for aside in asides where line.width + 3 + cells(of: aside) <= columns {
      line.append("   " + aside, aside == row.rule ? .muted : .faint)
    }
    return line
  }
}

extension ComposeRoom {
  /// Of a value that goes out as text and looks like more: `price is sent as text (priceStr); ^T sends
  /// a number (priceNum)`; nil for any other.
  private func apparentLine(_ row: FieldTrace, name: String) -> Line? {
    guard let place = compose.focus.row, compose.form.rows[place].kind == .string,
      let kind = ValueKind.apparent(in: compose.form.rows[place].value.text)
    else { return nil }
    var other = compose.form
    other.rows[place].kind = kind
    let trace = Outcome(of: other, at: now, settings: settings, sessions: sessions).trace
    let sent = trace.first { $0.source == row.source && $0.reason == nil }
    // Where both go to one place the kind makes no difference.
    guard sent?.targets != row.targets else { return nil }
    return Line(
      "\(name) is sent as text\(row.memberWords); \(key(.valueType)) sends \(kind.article)"
        + (sent?.memberWords ?? ""), .warn)
  }
}

extension FieldTrace {
  /// ` (priceNum)`: the member that the value becomes; empty where it is no one's.
  fileprivate var memberWords: String {
    targets.first?.split(separator: ".").last.map { " (\($0))" } ?? ""
  }

  /// Why the value goes nowhere: the finding at its place, else the reason in words.
  func words(in plan: Plan) -> String {
    let finding = plan.diagnostics.first { $0.path == source && $0.code == reason }
    return finding?.message ?? reason?.words ?? rule
  }
}

extension Diagnostic {
  /// Whether the value is sent otherwise than it was written.
  fileprivate var isAboutWriting: Bool { code == .truncated || code == .eventNameAdapted }

  /// `cut at 1024 characters`, the path left out.
  fileprivate var bareMessage: String {
    let start = path + " is "
    return message.hasPrefix(start) ? String(message.dropFirst(start.count)) : message
  }
}

extension Provenance {
  /// On whose word a field is mapped.
  var words: String {
    switch self {
    case .documented: "source: Kustomer docs"
    case .api: "source: Kustomer API"
    case .convention: "source: this program"
    }
  }
}

extension Code {
  /// Of a call that is not sent: why, in three or four words; nil where the code says it.
  var refusalWords: String? {
    switch self {
    case .invalidJSON: "not readable"
    case .oversize: "over 32 kB"
    case .typeMissing: "no type"
    case .unsupportedEventType: "no such type here"
    case .noUserAnonId: "no person"
    case .idNotString: "an id is no string"
    case .externalIdTooLong: "the userId is too long"
    case .eventNotDefined: "the event has no name"
    case .eventNotString: "the event is no string"
    case .traitsNotObject: "traits are no object"
    case .propertiesNotObject: "properties are no object"
    case .nameNotString: "the name is no string"
    case .categoryNotString: "the category is no string"
    case .filteredByIntegrationsObject: "switched off by integrations"
    case .engageEvent: "made by Segment Engage"
    case .anonymousNotIdentifiable: "nobody to identify"
    case .engageOnly: "only Engage traits"
    case .bodyTooLarge: "too large for Kustomer"
    default: nil
    }
  }

  /// Of a trace row without a finding: why the value goes nowhere.
  fileprivate var words: String {
    switch self {
    case .notRead: "this destination does not read it"
    case .sameAsAlias: "another spelling of it was sent"
    case .alreadyUsed: "it became part of something else"
    case .emptyValue: "it is empty"
    default: rawValue
    }
  }
}

extension FormField {
  /// What belongs here, for a field that is empty.
  func help(in form: Form) -> KeyedText {
    switch self {
    case .type: KeyedText(form.type.help)
    case .event: "event: what happened; Kustomer shows it on the timeline"
    case .name: "name: which \(form.type.rawValue) was viewed"
    case .category: "category: a group of \(form.type.rawValue)s; it goes into meta"
    case .userId: "userId: your own id of the customer; externalId in Kustomer"
    case .anonymousId: "anonymousId: the visitor before anybody knows who it is"
    case .session: "session: events with one kustomer_session_id are one session"
    case .timestamp:
      "time: empty is when this draft was begun; \(key: .startTimeAnew) begins it anew"
    case .locale: "locale: the language of the customer, as en-US; an identify sends it"
    case .rowKey:
      "name of the \(form.type == .identify ? "trait" : "property"); \(key: .nextField) goes to its value"
    case .rowValue: "value; \(key: .valueType) changes what kind it is"
    case .other: "kept as it was pasted, and sent with the call; \(key: .cutRow) cuts it"
    }
  }
}

extension CallType {
  fileprivate var help: String {
    switch self {
    case .page: "page: a web page was viewed; a tracking event in Kustomer"
    case .screen: "screen: a screen of an app was viewed; a tracking event in Kustomer"
    case .identify: "identify: says who somebody is; creates or updates the customer"
    case .track: "track: somebody did something; a tracking event in Kustomer"
    }
  }
}

extension String {
  /// Whether this path names that value or something in it.
  fileprivate func isPath(into value: String) -> Bool {
    let own = utf8.span
    let outer = value.utf8.span
    guard own.count >= outer.count, outer.indices.allSatisfy({ own[$0] == outer[$0] }) else {
      return false
    }
    guard own.count > outer.count else { return true }
    return own[outer.count] == UInt8(ascii: ".") || own[outer.count] == UInt8(ascii: "[")
  }
}
