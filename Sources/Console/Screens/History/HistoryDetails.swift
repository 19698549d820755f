internal import KustomerDestination

extension State {
  /// The bytes that went out, request by request.
  func requestLines(_ entry: HistoryEntry, _ columns: Int) -> [Line] {
    var lines: [Line] = []
    for exchange in entry.exchanges {
      if !lines.isEmpty { lines.append(Line()) }
      let head = Line("\(exchange.method) ", .info) + Line(exchange.path, .title)
      lines += head.wrapped(to: columns, indent: 5)
      if let body = exchange.body { lines += bodyLines(body, columns) }
    }
    if entry.exchanges.isEmpty {
      lines.append(Line("Nothing went out yet. The call:", .muted))
      lines += bodyLines(entry.call.compact, columns)
    }
    return lines
  }

  /// The answers, each with what it means, and what became of the call.
  func answerLines(_ entry: HistoryEntry, _ columns: Int) -> [Line] {
    var lines = wrapped(entry.explanation, to: columns).map { Line($0, entry.status.wordRole) }
    if let answer = history.answers[entry.id] {
      lines += wrapped(answer, to: columns).map { Line($0, .info) }
    }
    for exchange in entry.exchanges {
      lines.append(Line())
      lines.append(exchange.head)
      lines += wrapped(exchange.explanation, to: columns).map { Line($0) }
    }
    // What it means comes first: the bodies are long.
    for exchange in entry.exchanges where !exchange.answer.isEmpty {
      lines.append(Line())
      lines.append(exchange.head)
      lines += bodyLines(exchange.answer, columns)
    }
    return lines
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

  /// The last line of request or answer that can stand at the top.
  var historyScrollLimit: Int {
    guard let entry = selectedEntry else { return 0 }
    let layout = HistoryLayout(size, pane: history.pane, isZoomed: isZoomed)
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
  var historyText: String {
    guard let entry = selectedEntry else { return "" }
    return switch history.pane {
    case .list: entry.call.compact
    case .request: entry.exchanges.compactMap(\.body).joined(separator: "\n")
    case .answer: entry.exchanges.map(\.answer).joined(separator: "\n")
    }
  }
}

extension Exchange {
  /// `GET  200 OK  12 ms`.
  fileprivate var head: Line {
    let isGood = status.map { $0 < 300 || $0 == 404 && method == "GET" } ?? false
    let time = milliseconds.map { "  \($0) ms" } ?? ""
    return Line(method + "  ", .info) + Line(statusLine, isGood ? .ok : .error)
      + Line(time, .muted)
  }
}

extension DeliveryStatus {
  fileprivate var wordRole: Role { self == .delivered ? .ok : role }
}
