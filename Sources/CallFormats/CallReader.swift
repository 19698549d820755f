internal import KustomerDestination

/// Reads calls in whatever form they come, as a stream: fed with chunks of any size, it gives
/// record after record and keeps no more than the longest of them, code and curl commands apart.
///
/// Understood are one call a line, one call over many lines, an array of calls, and HTTP batches
/// `{"batch":[…]}`, also mixed; all of that packed by gzip; tables with a header; code and curl
/// commands. A broken record gives one error; the rest goes on.
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
    /// Before the header of a table.
    case header
    /// Before or inside a row of a table.
    case rows(CSVHeader, CSVScanner)
    /// Inside a text that is read as a whole.
    case whole(WholeText)
    /// Behind something broken, up to the next line that looks like a record.
    case skipping(isInsideLine: Bool)
    /// Behind what ended the reading.
    case ended
  }

  /// Texts that are read as a whole.
  enum WholeText { case code, curl }

  /// Bytes of the longest record; what is longer is refused rather than kept.
  package static let longestRecord = 64 << 20

  /// What the first bytes told; nil until then.
  package private(set) var format: InputFormat?

  var state = State.start
  var input = InputBuffer()
  /// Records that are read and not yet given, the next one last.
  private var ready: [CallRecord] = []
  /// What unpacks the input; nil when it is not packed.
  private var gunzip: Gunzip?
  /// What was wrong with the packing, until it is told.
  private var fault: Gunzip.Fault?
  private var hasGiven = false
  private var hasGivenCall = false

  /// A reader that has been fed nothing.
  package init() {}

  /// Feeds the next bytes; they are copied.
  package mutating func append(_ chunk: UnsafeRawBufferPointer) {
    if let gunzip { gunzip.append(chunk) } else { input.append(chunk) }
  }

  /// Says that nothing more comes.
  package mutating func end() {
    if let gunzip { gunzip.end() } else { input.end() }
  }

  /// The next record, nil when more must be fed first or, after `end`, when all are read.
  ///
  /// - Throws: `InputRefusal` when the first bytes belong to a format that is not read, or no call
  ///   can be read of what is packed.
  package mutating func next() throws(InputRefusal) -> CallRecord? {
    while true {
      if let record = ready.popLast() {
        try refuseDelivery(record)
        try refuseDamaged(record)
        return record
      }
      if try step() { continue }
      if let fault {
        self.fault = nil
        guard hasGivenCall else { throw .damaged }
        let error = RecordError(fault.reason, at: input.position)
        return CallRecord(line: input.position.line, call: .failure(error))
      }
      if input.count > Self.longestRecord {
        giveUpRecord()
      } else if !unpack() {
        return nil
      }
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
    case .header: readHeader()
    case .rows(let header, let scanner): readRow(header, scanner)
    case .whole(let text): readWhole(text)
    case .skipping(let isInsideLine): skipBroken(isInsideLine: isInsideLine)
    case .ended: skipRest()
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
    if input.withUnread({ $0.starts(with: [0x1F, 0x8B]) }) { return try beginUnpacking() }
    let refusal = input.withUnread { InputRefusal(firstBytes: $0.prefix(4)) }
    if let refusal { throw refusal }
    let mark = input.withUnread { $0.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
    let isWhole = input.isEnded
    let format = input.withUnread {
      InputFormat.recognise(UnsafeBufferPointer(rebasing: $0[mark...]), isWhole: isWhole)
    }
    guard let format else { return false }
    if format == .json, !input.withUnread({ Self.isMarkedJSON($0[mark...]) }),
      let refusal = input.withUnread({ InputRefusal(beginning: $0) })
    {
      throw refusal
    }
    input.skipMark(mark)
    self.format = format
    state =
      switch format {
      case .json: .records
      case .csv: .header
      case .code: .whole(.code)
      case .curl: .whole(.curl)
      }
    return true
  }

  /// Whether a text begins as an object or an array does.
  private static func isMarkedJSON(_ text: some Sequence<UInt8>) -> Bool {
    let first = text.first { $0 > 0x20 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
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
    case .failure(let error): settle(line: length, error)
    }
    return true
  }

  /// Gives the error of a line that is no record, or what it holds as the file of a batch.
  private mutating func settle(line length: Int, _ error: JSONError) {
    let isLast = error.reason == .unexpectedEnd
    let file = input.withUnread { BatchFile(UnsafeBufferPointer(rebasing: $0[..<length])) }
    if isLast, file != nil, let records = recordsOfBatchFile(inFirst: length) {
      give(records)
      input.skipLine(length)
    } else if file?.hasLeadingComma == true {
      var lines = OpenLines(firstLine: length, error: error)
      lines.isBatchFile = true
      state = .lines(lines)
    } else {
      give(error, at: input.position)
      input.skipLine(length)
    }
  }

  /// The calls of the first unread bytes, read as the file of a batch; nil when they are none.
  func recordsOfBatchFile(inFirst length: Int) -> [CallRecord]? {
    let start = input.position
    return input.withUnread { unread in
      let text = UnsafeBufferPointer(rebasing: unread[..<length])
      return RecordText(text, start: start).recordsOfBatchFile()
    }
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
    guard let length = input.lengthOfLine() else {
      state = .skipping(isInsideLine: true)
      input.skip(input.count)
      return false
    }
    input.skipLine(length)
    state = .skipping(isInsideLine: false)
    return true
  }
}

extension CallReader {
  private mutating func beginUnpacking() throws(InputRefusal) -> Bool {
    guard gunzip == nil else { throw .packedTwice }
    let gunzip = Gunzip()
    gunzip.append(input.takeAll())
    if input.isEnded { gunzip.end() }
    input = InputBuffer()
    self.gunzip = gunzip
    return false
  }

  /// Feeds the next unpacked piece; false when there is none yet, or none any more.
  private mutating func unpack() -> Bool {
    guard let gunzip, !input.isEnded else { return false }
    do throws(Gunzip.Fault) {
      switch try gunzip.next() {
      case .needsMore: return false
      case .finished: input.end()
      case .bytes(let piece): piece.withUnsafeBytes { input.append($0) }
      }
    } catch {
      fault = error
      input.end()
    }
    return true
  }

  /// Reads code or commands once all of them are there.
  private mutating func readWhole(_ text: WholeText) -> Bool {
    let isTooLong = input.count > CodeReader.longest
    guard input.isEnded || isTooLong else { return false }
    let bytes = input.takeAll()
    state = .ended
    switch text {
    case .curl where !isTooLong: give(CurlReader.records(of: bytes))
    case .code, .curl: give(CodeReader.records(of: bytes))
    }
    return true
  }

  private mutating func skipRest() -> Bool {
    _ = input.takeAll()
    return false
  }

  private mutating func giveUpRecord() {
    let size = Self.longestRecord >> 20
    let error = RecordError("a record over \(size) MiB is not read", at: input.position)
    give([CallRecord(line: input.position.line, call: .failure(error))])
    input.skip(input.count)
    state = .skipping(isInsideLine: true)
  }

  /// What Segment sent on, or got back, is no call; told by the first record.
  private mutating func refuseDelivery(_ record: CallRecord) throws(InputRefusal) {
    guard !hasGiven else { return }
    hasGiven = true
    guard case .success(let call) = record.call, call.isDeliveryCopy else { return }
    throw .eventDelivery
  }
}

extension CallReader {
  /// What is broken behind the last call is the packing's fault; without a call nothing is left.
  private mutating func refuseDamaged(_ record: CallRecord) throws(InputRefusal) {
    if case .success = record.call { hasGivenCall = true }
    if fault != nil, !hasGivenCall { throw .damaged }
  }
}

extension Call {
  /// Whether this is what Event Delivery shows of a destination: its request or the response.
  fileprivate var isDeliveryCopy: Bool {
    let json = self.json
    let callNames = ["type", "userId", "anonymousId", "user_id", "anonymous_id", "batch", "traits"]
    guard callNames.allSatisfy({ json[$0] == nil }), json["event"]?.stringValue == nil else {
      return false
    }
    if json["identity"]?.objectValue != nil { return true }
    let names = ["request", "response", "requestBody", "responseBody", "errors"]
    return names.contains { name in
      json[name].map { $0.objectValue != nil || $0.arrayValue != nil } ?? false
    }
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
