internal import KustomerDestination

/// A record whose first line is the beginning of a JSON text and no more.
///
/// It may go on over the next lines, or be a broken line with other records behind it. Which of
/// the two is known as soon as the lines together can no longer become JSON; asking that each
/// time their length has doubled keeps the work linear.
struct OpenLines {
  /// Without its line feed.
  let firstLine: Int
  /// What is wrong with the first line by itself.
  let error: JSONError
  var scanner = ValueScanner()
  /// The length from which it is worth asking again.
  var nextCheck: Int
  /// A batch that is no JSON: a comma stands before its first element, or one is broken.
  var isBatch = false

  init(firstLine: Int, error: JSONError) {
    self.firstLine = firstLine
    self.error = error
    nextCheck = firstLine + 2
  }
}

extension CallReader {
  /// Reads a record that did not end with its first line.
  mutating func readOn(_ lines: OpenLines) -> Bool {
    var lines = lines
    switch input.withUnread({ lines.scanner.scan($0) }) {
    case .end(let length): finish(lines, length: length)
    case .broken(let offset):
      if lines.isBatch, let records = recordsOfBatch(inFirst: offset) {
        input.skip(offset)
        state = .skipping(isInsideLine: true)
        give(records)
      } else {
        settle(lines, error(inFirst: offset + 1) ?? lines.error)
      }
    case .open where input.isEnded: finishUnfinished(lines)
    case .open: return check(lines)
    }
    return true
  }

  private mutating func finish(_ lines: OpenLines, length: Int) {
    switch records(inFirst: length) {
    case .success(let records):
      input.skip(length)
      state = .records
      give(records)
    case .failure(let error): settle(lines, error)
    }
  }

  /// At the end of the input.
  private mutating func finishUnfinished(_ lines: OpenLines) {
    let error = unfinished(input.count) ?? lines.error
    let isBatch = lines.isBatch || error.reason == .unexpectedEnd
    guard isBatch, let records = recordsOfBatch(inFirst: input.count) else {
      return settle(lines, error)
    }
    input.skip(input.count)
    state = .records
    give(records)
  }

  /// Asks whether the whole lines so far are still the beginning of a JSON text.
  private mutating func check(_ lines: OpenLines) -> Bool {
    var lines = lines
    state = .lines(lines)
    guard !lines.isBatch else { return false }
    guard input.count >= lines.nextCheck, let length = lengthOfWholeLines() else { return false }
    guard length > lines.firstLine + 1 else { return false }
    if let error = error(inFirst: length), error.reason != .unexpectedEnd {
      settle(lines, error)
      return true
    }
    lines.nextCheck = input.count * 2
    state = .lines(lines)
    return false
  }

  private func lengthOfWholeLines() -> Int? {
    input.withUnread { unread in unread.lastIndex(of: 0x0A).map { $0 + 1 } }
  }

  private func error(inFirst length: Int) -> JSONError? {
    guard case .failure(let error) = records(inFirst: length) else { return nil }
    return error
  }

  /// What is wrong with a text that stops there, blank lines at its end left out.
  private func unfinished(_ length: Int) -> JSONError? {
    let end = input.withUnread { unread in unread[..<length].lastIndex { $0 > 0x20 } }
    return error(inFirst: end.map { $0 + 1 } ?? length)
  }

  /// Gives the error of a record that will not become JSON, and goes on behind it.
  private mutating func settle(_ lines: OpenLines, _ error: JSONError) {
    if !lines.isBatch, isBatch(upTo: error, inFirst: input.count) {
      var lines = lines
      lines.isBatch = true
      lines.scanner = ValueScanner()
      state = .lines(lines)
    } else if error.line == 1 {
      give(lines.error, inFirst: lines.firstLine)
      input.skipLine(lines.firstLine)
      state = .records
    } else if let next = startOfNextRecord(lines, error) {
      give(unfinished(next) ?? lines.error, inFirst: next)
      input.skip(next)
      state = .records
    } else {
      give(error, inFirst: input.count)
      input.skip(min(error.offset, input.count))
      state = .skipping(isInsideLine: true)
    }
  }

  /// Where another record starts inside the lines, nil when they look like one record.
  ///
  /// One call a line shows by the error: it stands on the brace that opens a line, or the input
  /// ended; or it stands in the second line's first column or anywhere behind its brace. A line
  /// that is indented, or only closes something, belongs to the record above it.
  private func startOfNextRecord(_ lines: OpenLines, _ error: JSONError) -> Int? {
    let second = lines.firstLine + 1
    return input.withUnread { unread -> Int? in
      let isAtBrace =
        error.reason == .unexpectedEnd
        || (error.column == 1 && error.offset < unread.count && unread[error.offset] == 0x7B)
      var start = second
      while start < min(error.offset + 1, unread.count) {
        if unread[start] == 0x7B, isAtBrace || (error.line == 2 && start == second) {
          return start
        }
        if error.offset == second, !unread.closesSomething(at: second) { return second }
        guard let newline = unread.newline(from: start) else { return nil }
        start = newline + 1
      }
      return nil
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func closesSomething(at offset: Int) -> Bool {
    offset < count && "]})".utf8.contains(self[offset])
  }
}
