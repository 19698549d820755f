internal import KustomerDestination
internal import Records

extension HistoryRoom {
  /// What stands in the request pane: what went out, the call as composed, or a diff.
  func requestLines(_ entry: HistoryEntry, _ columns: Int) -> [Line] {
    if let reference = history.reference { return diffLines(entry, reference, columns) }
    return history.showsCall ? bodyLines(entry.call.compact, columns) : sentLines(entry, columns)
  }

  /// The bytes that went out, request by request.
  private func sentLines(_ entry: HistoryEntry, _ columns: Int) -> [Line] {
    var lines: [Line] = []
    for (exchange, tries) in entry.exchanges.grouped(by: \.request) {
      if !lines.isEmpty { lines.append(Line()) }
      let head =
        Line("\(exchange.method) ", .info) + Line(exchange.path, .title)
        + Line(tries > 1 ? "  \(tries) times" : "", .warn)
      lines += head.wrapped(to: columns, indent: 5)
      if let body = exchange.body { lines += bodyLines(body, columns) }
    }
    if entry.exchanges.isEmpty {
      let words = entry.status == .sending ? "No answer has come yet." : "Nothing went out yet."
      lines.append(Line(words + " The call:", .muted))
      lines += bodyLines(entry.call.compact, columns)
    }
    return lines
  }

  /// The answers, each with what it means, and what became of the call.
  func answerLines(_ entry: HistoryEntry, _ columns: Int) -> [Line] {
    let standing = text(model.nextTry(of: entry)?.sentence(at: uptime) ?? entry.explanation)
    var lines = wrapped(standing, to: columns).map { Line($0, entry.status.wordRole) }
    lines += entry.notes.flatMap { wrapped($0, to: columns) }.map { Line($0, .warn) }
    if let answer = history.answers[entry.id] {
      lines += wrapped(answer, to: columns).map { Line($0, .info) }
    }
    switch history.answerView {
    // What it means comes first: the bodies are long.
    case .body: return lines + entry.meaningLines(columns) + entry.answerBodies(columns)
    case .headers: return lines + entry.meaningLines(columns) + headerLines(entry, columns)
    case .timing: return lines + timingLines(entry, columns)
    }
  }

  private func headerLines(_ entry: HistoryEntry, _ columns: Int) -> [Line] {
    guard entry.exchanges.contains(where: { !$0.headers.isEmpty }) else {
      return [Line(), Line("No header of these answers explains anything.", .muted)]
    }
    return entry.exchanges.filter { !$0.headers.isEmpty }.flatMap { exchange in
      [Line(), exchange.head]
        + exchange.headers.flatMap { Line("  " + $0, .text).wrapped(to: columns, indent: 4) }
    }
  }

  /// The last line of request or answer that can stand at the top.
  var scrollLimit: Int {
    guard let entry = selectedEntry else { return 0 }
    let layout = layout
    switch history.pane {
    case .list: return 0
    case .request: return limit(layout.request) { requestLines(entry, $0) }
    case .answer: return limit(layout.answer) { answerLines(entry, $0) }
    }
  }

  private func limit(_ area: Area?, _ lines: (Int) -> [Line]) -> Int {
    guard let inner = area?.inset(columns: 2) else { return 0 }
    return max(0, lines(inner.size.columns).count - inner.size.rows)
  }

  /// What ^Y copies: the selected call, its request or its answer.
  var copyText: String {
    guard let entry = selectedEntry else { return "" }
    return switch history.pane {
    case .list: entry.call.compact
    case .request: entry.exchanges.compactMap(\.body).joined(separator: "\n")
    case .answer: entry.exchanges.map(\.answer).joined(separator: "\n")
    }
  }
}

/// JSON pretty-printed, anything else as it came.
private func bodyLines(_ body: String, _ columns: Int) -> [Line] {
  guard let json = try? JSON(parsing: body) else {
    return body.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { Line("  " + String($0), .muted).wrapped(to: columns, indent: 2) }
  }
  return jsonLines(of: json).flatMap {
    (Line("  ") + $0.line).wrapped(to: columns, indent: $0.indent + 4)
  }
}

extension HistoryEntry {
  /// Each answer with what it means.
  func meaningLines(_ columns: Int) -> [Line] {
    exchanges.grouped(by: \.outcome).flatMap { exchange, tries in
      [Line(), exchange.head + Line(tries > 1 ? "  \(tries) times" : "", .warn)]
        + wrapped(exchange.explanation, to: columns).map { Line($0) }
    }
  }

  /// Each answer with what it means and its body.
  func answerLines(_ columns: Int) -> [Line] {
    exchanges.grouped(by: \.outcome).flatMap { exchange, tries in
      [Line(), exchange.head + Line(tries > 1 ? "  \(tries) times" : "", .warn)]
        + wrapped(exchange.explanation, to: columns).map { Line($0) }
        + (exchange.answer.isEmpty ? [] : bodyLines(exchange.answer, columns))
    }
  }

  /// The bodies of the answers.
  func answerBodies(_ columns: Int) -> [Line] {
    exchanges.grouped(by: \.outcome).filter { !$0.0.answer.isEmpty }.flatMap { exchange, _ in
      [Line(), exchange.head] + bodyLines(exchange.answer, columns)
    }
  }
}

extension [Exchange] {
  /// The exchanges without those that only repeat the one before, and how many times each was
  /// made in a row.
  fileprivate func grouped(by key: KeyPath<Exchange, [String]>) -> [(Exchange, Int)] {
    var groups: [(Exchange, Int)] = []
    for exchange in self {
      if let last = groups.last, last.0[keyPath: key] == exchange[keyPath: key] {
        groups[groups.count - 1].1 += 1
      } else {
        groups.append((exchange, 1))
      }
    }
    return groups
  }
}

extension Exchange {
  /// What went out.
  fileprivate var request: [String] { [method, path, body ?? ""] }

  /// What came of it, but how long it took.
  fileprivate var outcome: [String] {
    request + [status.map(String.init) ?? problem ?? "", answer]
  }

  /// `GET  200 OK  12 ms`.
  fileprivate var head: Line {
    outcomeLine + Line(milliseconds.map { "  \($0) ms" } ?? "", .muted)
  }

  /// `GET  200 OK`.
  var outcomeLine: Line {
    let isGood = status.map { $0 < 300 || $0 == 404 && method == "GET" } ?? false
    return Line(method + "  ", .info) + Line(statusLine, isGood ? .ok : .error)
  }
}

extension DeliveryStatus {
  fileprivate var wordRole: Role { isDone ? .ok : role }
}
