internal import KustomerDestination
internal import Records

/// When each request of a call went out, how long it took, and what it waited for.
extension HistoryRoom {
  func timingLines(_ entry: HistoryEntry, _ columns: Int) -> [Line] {
    guard !entry.exchanges.isEmpty else {
      let words = entry.status == .sending ? "No answer has come yet." : "Nothing went out yet."
      return [Line(), Line(words, .muted)]
    }
    var lines = [Line()] + summaryLines(entry.exchanges, columns)
    var day = now.day
    for exchange in entry.exchanges {
      lines += pauseLines(exchange, columns)
      if exchange.begun.day != day {
        day = exchange.begun.day
        lines += [Line(), Line(day, .label)]
      }
      lines += exchange.timingLines(columns)
    }
    return lines
  }

  /// `3 requests in 5.2 s, 36 ms of it under way`; nothing of a single one.
  private func summaryLines(_ exchanges: [Exchange], _ columns: Int) -> [Line] {
    guard let first = exchanges.first, let last = exchanges.last, exchanges.count > 1 else {
      return []
    }
    let whole = last.end - first.begun
    let underWay = Milliseconds(exchanges.reduce(0) { $0 + Int64($1.milliseconds ?? 0) })
    let text =
      "\(counted(exchanges.count, "request")) in \(whole.shortWords), "
      + "\(underWay.shortWords) of it under way"
    return wrapped(text, to: columns).map { Line($0) }
  }

  private func pauseLines(_ exchange: Exchange, _ columns: Int) -> [Line] {
    guard let pause = exchange.pause else { return [] }
    return wrapped("pause \(pause.length.shortWords), \(pause.reason)", to: columns - 2)
      .map { Line("  " + $0, .muted) }
  }
}

extension Exchange {
  /// Its begin where its end is not known.
  fileprivate var end: Timestamp { begun + Milliseconds(Int64(milliseconds ?? 0)) }

  /// `10:26:11.250  POST  204 No Content  12 ms`, on two lines where it must.
  fileprivate func timingLines(_ columns: Int) -> [Line] {
    let time = milliseconds.map { Milliseconds(Int64($0)).shortWords } ?? "its end is not known"
    let begin = Line(begun.exactClock + "  ", .text)
    let length = Line("  " + time, .muted)
    let line = begin + outcomeLine + length
    return line.width <= columns
      ? [line] : [begin + Line(time, .muted), Line("  ") + outcomeLine]
  }
}
