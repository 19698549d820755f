internal import KustomerDestination
internal import Records

extension ComposeRoom {
  /// The verdict in a line of so many cells.
  func verdictLine(_ columns: Int) -> Line {
    guard hasStarted else { return Line() }
    if let problem = outcome.reading.problems.first {
      return Line(Glyph.failed.text + " INPUT ERROR", .error)
        + Line(fitted("  " + problem.path.lastStep, to: columns - 13), .muted)
    }
    guard let plan = outcome.plan else {
      return Line(Glyph.failed.text + " INPUT ERROR", .error)
    }
    var line = Line(plan.verdict.sign + " " + plan.verdict.words.uppercased(), plan.verdict.role)
    let words = plan.verdict.isReady ? readyWords(plan) : plan.refusalWords
    let room = columns - line.width
    let fitting = words.first { cells(of: $0) + 2 <= room } ?? words.last ?? ""
    line.append("  ")
    line.append(fitting, .muted)
    return line
  }

  /// What is lost or adapted, else where it goes.
  private func readyWords(_ plan: Plan) -> [String] {
    let losses = outcome.lossWords
    let destination = profile.destination(via: model.route)
    guard !losses.isEmpty else { return [destination] }
    let said = losses.joined(separator: ", ")
    return plan.verdict == .ready ? ["\(destination), \(said)", said] : [said]
  }

  /// What the preview shows below the verdict.
  func previewLines(_ columns: Int) -> [Line] {
    guard hasStarted else { return [] }
    let problems = problemLines(columns)
    guard let plan = outcome.plan else { return problems }
    var builder = PreviewLines(
      plan: plan, trace: outcome.trace, focus: focusTargets, changed: changedTargets,
      profile: profile, columns: columns)
    builder.lines = problems
    builder.addLosses()
    builder.addRequests()
    builder.addNotSent()
    builder.addFindings()
    return builder.lines
  }

  /// What must be typed otherwise before anything is sent.
  private func problemLines(_ columns: Int) -> [Line] {
    var sentences = outcome.reading.problems.map {
      Glyph.failed.text + " \($0.path.lastStep): \($0.sentence)"
    }
    if let complaint = outcome.complaint { sentences.append(Glyph.failed.text + " " + complaint) }
    guard !sentences.isEmpty else { return [] }
    let rest =
      outcome.plan?.requests.isEmpty == false ? "Nothing is sent until then. The rest:" : ""
    return sentences.flatMap { wrapped($0, to: columns).map { Line($0, .error) } }
      + [Line(), Line(rest, .muted)]
  }

  /// The leaves that the field under the cursor fills.
  private var focusTargets: [String] {
    guard compose.pane == .form else { return [] }
    return focusRows.flatMap(\.targets)
  }
}

extension ComposeRoom {
  /// The leaves that the last call of the same name did not send like this, with their signs.
  private var changedTargets: [String: String] {
    guard let last = lastSent, last.facts.type == compose.form.type,
      last.facts.title == model.draftTitle,
      let difference = lastDifference
    else { return [:] }
    let changes = difference.changes.filter { $0.new != nil }.map { ($0.path, $0.sign) }
    return Dictionary(changes) { first, _ in first }
  }
}

private struct PreviewLines {
  let plan: Plan
  let focus: [String]
  let changed: [String: String]
  let profile: ProfileSummary
  let columns: Int
  var lines: [Line] = []
  private let trace: [FieldTrace]
  private let sources: LeafSources

  init(
    plan: Plan, trace: [FieldTrace], focus: [String], changed: [String: String],
    profile: ProfileSummary, columns: Int
  ) {
    self.plan = plan
    self.focus = focus
    self.changed = changed
    self.profile = profile
    self.columns = columns
    self.trace = trace
    sources = LeafSources(trace)
  }

  /// From this width on the source of a leaf stands beside it.
  private var hasSources: Bool { columns >= 62 }

  mutating func addRequests() {
    if plan.requests.isEmpty {
      return lines.append(Line("Nothing is sent:", .label))
    }
    for (index, request) in plan.requests.enumerated() {
      if index > 0 { lines.append(Line()) }
      let body = request.body
      addHead(of: request, hasBody: body != nil)
      if let body { lines += bodyLines(body, of: request) }
    }
  }

  private mutating func addHead(of request: PlannedRequest, hasBody: Bool) {
    switch request.condition {
    case .found: lines.append(Line("if it is found:", .label))
    case .notFound: lines.append(Line("if it is not found:", .label))
    case nil: break
    }
    let method = request.method.rawValue
    let host = profile.hostText
    let whole = Line("\(method) ", .info) + Line(host, .muted) + Line(request.path, .title)
    if whole.width <= columns {
      lines.append(whole)
    } else {
      lines.append(Line("\(method) ", .info) + Line(host, .muted))
      lines += (Line("     ") + Line(request.path, .title)).wrapped(to: columns, indent: 5)
    }
    if hasSources, hasBody {
      let last = profile.isSandbox ? nil : profile.keyLastFour
      let key = last.map { "...." + $0 } ?? "(the key)"
      lines.append(
        Line("Authorization: Bearer \(key)   Content-Type: application/json", .faint))
    }
    if !request.merges.isEmpty {
      let names = request.merges.joined(separator: ", ")
      lines += wrapped("the record's own \(names) stay: ours are added", to: columns)
        .map { Line($0, .muted) }
    }
  }

  private func bodyLines(_ body: JSON, of request: PlannedRequest) -> [Line] {
    var lines: [Line] = []
    var sources = sources
    printJSON(body, root: request.bodyRoot) { path, line in
      let isFocused = path.map { path in focus.contains { path.isNamed(by: $0) } } ?? false
      let sign = changed.isEmpty ? nil : path.flatMap { changed[$0.text] }
      let mark = isFocused ? Glyph.here.text + " " : sign.map { $0 + " " } ?? "  "
      let role: Role = sign == "!" ? .diffChange : .diffAdd
      line.append(mark, isFocused ? .keyName : role)
      return nil
    } end: { path, json in
      var line = json.line
      if hasSources, let row = path.flatMap({ sources.row(of: $0) }) {
        let isFocused = path.map { path in focus.contains { path.isNamed(by: $0) } } ?? false
        addSource(of: row, isFocused: isFocused, to: &line)
      }
      lines.append(line, wrappedTo: columns, indent: json.indent + 4)
    }
    return lines
  }

  /// Adds `← properties.plan` at a column of its own, if there is room; that of the field under the
  /// cursor is a little stronger.
  private func addSource(of row: Int, isFocused: Bool, to line: inout Line) {
    let column = max(columns * 3 / 5, line.width + 2)
    var name = trace[row].source ?? trace[row].rule
    if column + 3 + cells(of: name) > columns { name = trace[row].source?.lastStep ?? name }
    guard column + 3 + cells(of: name) <= columns else { return }
    line.append(blanks: column - line.width, .faint)
    line.append(Glyph.comesFrom.text + " " + name, isFocused ? .text : .faint)
  }

  /// What is lost stands above everything that is sent.
  mutating func addLosses() {
    let before = lines.count
    addDropped("not sent:", where: \.isLoss)
    if lines.count > before { lines.append(Line()) }
  }

  /// What is left out without a loss stands behind.
  mutating func addNotSent() {
    addDropped("not needed:") { !$0.isLoss && $0.reason != .alreadyUsed }
  }

  private mutating func addDropped(_ title: String, where isMeant: (FieldTrace) -> Bool) {
    let rows = trace.filter { $0.reason != nil && isMeant($0) }
    guard plan.verdict.isReady, !rows.isEmpty else { return }
    if !lines.isEmpty { lines.append(Line()) }
    var groups: [(reason: String, names: [String])] = []
    for row in rows {
      let reason = row.words(in: plan)
      let name = (row.source ?? "").lastStep
      if let place = groups.firstIndex(where: { $0.reason == reason }) {
        groups[place].names.append(name)
      } else {
        groups.append((reason, [name]))
      }
    }
    for group in groups { addGroup(title, group.names, group.reason) }
  }

  mutating func addFindings() {
    let told = Set(trace.filter { $0.reason != nil && plan.verdict.isReady }.map(\.source))
    let findings = plan.diagnostics.filter { !told.contains($0.path) || $0.path.isEmpty }
    guard !findings.isEmpty else { return }
    if plan.verdict.isReady { lines.append(Line()) }
    for finding in findings {
      let isNamed = finding.path.isEmpty || finding.message.hasPrefix(finding.path)
      let name = isNamed ? "" : finding.path + ": "
      lines += wrapped("\(finding.severity.sign) \(name)\(finding.message)", to: columns - 2)
        .enumerated().map { Line(($0 == 0 ? "" : "  ") + $1, finding.severity.role) }
    }
  }

  /// `not sent: plan, tags`, and below it why; of many names as many as two lines hold.
  private mutating func addGroup(_ title: String, _ names: [String], _ reason: String) {
    var named = names[...]
    let text = { (named: ArraySlice<String>) in
      let more = names.count - named.count
      return title + " " + named.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
    while named.count > 1, wrapped(text(named), to: columns).count > 2 { named.removeLast() }
    lines += wrapped(text(named), to: columns).prefix(2).map { Line($0, .notSent) }
    lines += wrapped(reason, to: columns - 2).map { Line("  " + $0, .muted) }
  }
}

/// The rows of a trace by the leaves that they fill.
private struct LeafSources {
  private var leaves: [(path: String, row: Int)] = []
  /// Behind the one found last: a body has its leaves in the order of the trace, more or less.
  private var next = 0

  init(_ trace: [FieldTrace]) {
    leaves.reserveCapacity(trace.count)
    for row in trace.indices {
      for path in trace[row].targets { leaves.append((path, row)) }
    }
  }

  /// The place of the row that fills a leaf; nil for none.
  mutating func row(of path: LeafPath) -> Int? {
    let places = leaves.indices
    guard
      let place = places[next...].first(where: { path.isNamed(by: leaves[$0].path) })
        ?? places[..<next].first(where: { path.isNamed(by: leaves[$0].path) })
    else { return nil }
    next = place + 1
    return leaves[place].row
  }
}

extension String {
  /// `price` of `properties.price`, `[a.b]` of `properties[a.b]`.
  var lastStep: String {
    let bytes = utf8.span
    let isEnd = { (byte: UInt8) in byte == UInt8(ascii: ".") || byte == UInt8(ascii: "[") }
    guard let end = bytes.indices.first(where: { isEnd(bytes[$0]) }), end > 0 else { return self }
    let start = bytes[end] == UInt8(ascii: ".") ? end + 1 : end
    guard start < bytes.count else { return self }
    return bytes.extracting(start...).withUnsafeBufferPointer {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

extension Outcome {
  /// `2 not sent`, `1 cut`, `name adapted`; empty when all goes out as it was written.
  fileprivate var lossWords: [String] {
    let diagnostics = plan?.diagnostics ?? []
    let dropped = trace.count(where: \.isLoss)
    let cut = diagnostics.count { $0.code == .truncated }
    var words: [String] = []
    if dropped > 0 {
      words.append((cut > 0 ? "\(dropped)" : counted(dropped, "field")) + " not sent")
    }
    if cut > 0 { words.append((dropped > 0 ? "\(cut)" : counted(cut, "value")) + " cut") }
    if diagnostics.contains(where: { $0.code == .eventNameAdapted }) {
      words.append("name adapted")
    }
    return words
  }
}

extension Plan {
  /// Why nothing is sent, the longest form first: in words with the code, in words.
  fileprivate var refusalWords: [String] {
    guard let code = diagnostics.first?.code else { return [""] }
    guard let words = code.refusalWords else { return [code.rawValue] }
    return ["\(words) (\(code.rawValue))", words]
  }
}

extension PlannedRequest {
  /// What a trace calls the root of this request's body.
  var bodyRoot: String {
    switch kind {
    case .event: "event"
    case .identity: "identity"
    case .customerLookUp, .customerChange, .customerCreation: "customer"
    case .companyLookUp, .companyCreation: "company"
    // Its members are the roots.
    case .identityEvent, .segmentCall: ""
    }
  }
}

extension Verdict {
  /// The sign before its word.
  fileprivate var sign: String {
    switch self {
    case .ready: Glyph.ready.text
    case .readyWithLoss: Glyph.loss.text
    case .nothingToSend, .filtered: Glyph.notSent.text
    case .unsupported, .rejected: Glyph.failed.text
    }
  }

  /// The colour of its word.
  var role: Role {
    switch self {
    case .ready: .ok
    case .readyWithLoss, .nothingToSend, .filtered: .warn
    case .unsupported, .rejected: .error
    }
  }
}

extension Diagnostic.Severity {
  /// Only what rejects the call gets the sign of an error.
  var sign: String {
    switch self {
    case .error: Glyph.failed.text
    case .warning: Glyph.loss.text
    case .note: "note:"
    }
  }

  var role: Role {
    switch self {
    case .error: .error
    case .warning: .warn
    case .note: .info
    }
  }
}

extension ProfileSummary {
  /// `to sandbox`, `to api.kustomerapp.com`.
  func destination(via route: SendRoute) -> String {
    if isReadOnly { return "read-only: nothing is sent" }
    if mode == .dryRun { return "dry run: nothing is sent" }
    if route == .segment { return place(via: route) }
    return "to " + (isSandbox ? "the sandbox" : host ?? name)
  }

  /// The host that a request line shows.
  var hostText: String { isSandbox ? "sandbox" : host ?? "?" }
}
