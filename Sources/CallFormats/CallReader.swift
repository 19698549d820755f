internal import KustomerDestination

/// Reads calls from JSON in whatever form it comes, as a stream: fed with chunks of any size, it
/// gives record after record and keeps no more than the longest of them.
///
/// Understood are one call a line, one call over many lines, an array of calls, and HTTP batches
/// `{"batch":[…]}`, also mixed. A broken record gives one error; the rest goes on.
///
///     append ──▶ next ──▶ record … ──▶ nil ──▶ append … ──▶ end ──▶ next … ──▶ nil
package struct CallReader {
  /// What is being read.
  enum State {
    /// The first bytes, which tell the format.
    case start
    /// Between records.
    case records
    /// A record that did not end with its first line.
    case lines(OpenLines)
    /// Inside an array, before the element of that 1-based number.
    case array(item: Int, isAfterElement: Bool)
    /// Inside an element of an array.
    case element(item: Int, ValueScanner)
    /// Behind something broken, up to the next line that looks like a record.
    case skipping(isInsideLine: Bool)
  }

  var state = State.start
  var input = InputBuffer()
  /// Records that are read and not yet given, the next one last.
  private var ready: [CallRecord] = []

  /// A reader that has been fed nothing.
  package init() {}

  /// Feeds the next bytes; they are copied.
  package mutating func append(_ chunk: UnsafeRawBufferPointer) { input.append(chunk) }

  /// Says that nothing more comes.
  package mutating func end() { input.end() }

  /// The next record, nil when more must be fed first or, after `end`, when all are read.
  ///
  /// - Throws: `InputRefusal` when the first bytes belong to a format that is not read.
  package mutating func next() throws(InputRefusal) -> CallRecord? {
    while true {
      if let record = ready.popLast() { return record }
      guard try step() else { return nil }
    }
  }

  /// Goes on by one step; false when that needs more bytes.
  private mutating func step() throws(InputRefusal) -> Bool {
    switch state {
    case .start: try recognise()
    case .records: readLine()
    case .lines(let lines): readOn(lines)
    case .array(let item, let isAfterElement): readArray(item, isAfterElement: isAfterElement)
    case .element(let item, let scanner): readElement(item, scanner)
    case .skipping(let isInsideLine): skipBroken(isInsideLine: isInsideLine)
    }
  }

  /// Gives a record, or those that it holds.
  mutating func give(_ records: [CallRecord]) {
    ready.append(contentsOf: records.reversed())
  }

  /// Gives an error for the record that starts there.
  mutating func give(
    _ error: JSONError, at start: InputBuffer.Position, item: Int? = nil
  ) {
    let error = RecordError(error.moved(to: start))
    give([CallRecord(line: start.line, item: item, call: .failure(error))])
  }
}

extension CallReader {
  private mutating func recognise() throws(InputRefusal) -> Bool {
    guard input.count >= 4 || input.isEnded else { return false }
    let refusal = input.withUnread { InputRefusal(firstBytes: $0.prefix(4)) }
    if let refusal { throw refusal }
    if input.withUnread({ $0.starts(with: [0xEF, 0xBB, 0xBF]) }) { input.skipMark(3) }
    state = .records
    return true
  }

  private mutating func readLine() -> Bool {
    input.skipBlanks()
    guard input.count > 0 else { return false }
    if input[0] == UInt8(ascii: "[") {
      input.skip(1)
      state = .array(item: 1, isAfterElement: false)
      return true
    }
    guard let length = input.lengthOfLine() else { return false }
    switch records(inFirst: length) {
    case .success(let records):
      input.skipLine(length)
      give(records)
    case .failure(let error) where error.reason == .unexpectedEnd && length < input.count:
      state = .lines(OpenLines(firstLine: length, error: error))
    case .failure(let error):
      give(error, at: input.position)
      input.skipLine(length)
    }
    return true
  }

  /// What the first unread bytes hold, read as one record.
  func records(inFirst length: Int, item: Int? = nil) -> Result<[CallRecord], JSONError> {
    let start = input.position
    return input.withUnread { unread in
      let text = UnsafeBufferPointer(rebasing: unread[..<length])
      return RecordText(text, start: start, item: item).records()
    }
  }

  private mutating func skipBroken(isInsideLine: Bool) -> Bool {
    guard isInsideLine || input.count > 0 else { return false }
    if !isInsideLine, input[0] == UInt8(ascii: "{") || input[0] == UInt8(ascii: "[") {
      state = .records
      return true
    }
    guard let length = input.lengthOfLine() else { return false }
    input.skipLine(length)
    state = .skipping(isInsideLine: false)
    return true
  }
}

extension JSONError {
  /// The same error of a text that starts there in its file.
  func moved(to start: InputBuffer.Position) -> JSONError {
    var moved = self
    if line == 1 { moved.column += start.column - 1 }
    moved.line += start.line - 1
    return moved
  }
}
