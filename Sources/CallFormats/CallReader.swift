internal import KustomerDestination

/// Reads calls in whatever form they come, as a stream: fed with chunks of any size, it gives
/// record after record and keeps no more than the longest of them, code and curl commands apart.
///
/// Understood are one call a line, one call over many lines, several on a line, an array of calls,
/// and HTTP batches `{"batch":[…]}`, also mixed; all of that packed by gzip; tables with a header;
/// code and curl commands. A broken record gives one error; the rest goes on.
///
///     append ──▶ next ──▶ record … ──▶ nil ──▶ append … ──▶ end ──▶ next … ──▶ nil
///
/// `input` is the one buffer, and the state that is set owns its unread bytes: `step` lends them to
/// the function of that state, which gives records (into `ready`), marks what they were made of as
/// read and names the next state, or answers false and is asked again when there are more bytes.
///
///     start ─┬▶ records ⇄ lines            a record over several lines
///            │     ⇅ ⇄ list ⇄ element      an array, or several records on a line
///            │  skipping                   behind something broken
///            ├▶ header ─▶ rows             a table
///            └▶ code ─▶ ended              read as a whole
package struct CallReader {
  /// What is being read.
  enum State {
    /// The first bytes, which tell the format.
    case start
    /// Between records.
    case records
    /// A record that did not end with its first line.
    case lines(OpenLines)
    /// Between the elements of a list.
    case list(RecordList)
    /// Inside an element of a list.
    case element(RecordList, ValueScanner)
    /// Before the header of a table.
    case header
    /// Before or inside a row of a table.
    case rows(CSVHeader, CSVScanner)
    /// Inside a text of code, which is read as a whole.
    case code
    /// Behind something broken, up to the next line that looks like a record.
    case skipping(isInsideLine: Bool)
    /// Behind what ended the reading.
    case ended
  }

  /// Bytes of the longest record; what is longer is refused rather than kept.
  package static let longestRecord = 64 << 20

  /// What the first bytes told; nil until then.
  package private(set) var format: InputFormat?

  var state = State.start
  var input = InputBuffer()
  /// For calls that name nobody.
  let ids: GivenIDs
  /// Whether a record was read.
  private(set) var hasRead = false
  /// Records that are read and not yet given, the next one last.
  private var ready: [CallRecord] = []
  /// What unpacks the input; nil when it is not packed.
  private var gunzip: Gunzip?
  /// What was wrong with the packing, until it is told.
  private var fault: Gunzip.Fault?
  private var hasGiven = false
  private var hasGivenCall = false

  /// A reader that has been fed nothing.
  ///
  /// - Parameter ids: for calls that have neither id.
  package init(ids: GivenIDs = GivenIDs()) { self.ids = ids }

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
    case .records: readRecord()
    case .lines(let lines): readOn(lines)
    case .list(let list): readList(list)
    case .element(let list, let scanner): readElement(list, scanner)
    case .header: try readHeader()
    case .rows(let header, let scanner): readRow(header, scanner)
    case .code: try readCode()
    case .skipping(let isInsideLine): skipBroken(isInsideLine: isInsideLine)
    case .ended: skipRest()
    }
  }

  /// Gives a record, or those that it holds.
  mutating func give(_ records: [CallRecord]) {
    hasRead = hasRead || !records.isEmpty
    ready.append(contentsOf: records.reversed())
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
    if format == .json, let refusal = input.withUnread({ Self.refusal(of: $0[mark...]) }) {
      throw refusal
    }
    input.skipMark(mark)
    self.format = format
    state =
      switch format {
      case .json: .records
      case .csv: .header
      case .code, .curl: .code
      }
    return true
  }

  /// Why a text that is to be JSON cannot be read at all; nil when records may be looked for.
  private static func refusal(of text: UnsafeBufferPointer<UInt8>.SubSequence) -> InputRefusal? {
    let text = UnsafeBufferPointer(rebasing: text.prefix(InputFormat.window))
    let first = text.first { $0 > 0x20 }
    guard first != UInt8(ascii: "{"), first != UInt8(ascii: "[") else { return nil }
    if let refusal = InputRefusal(beginning: text) { return refusal }
    let lines = text.split(separator: 0x0A).compactMap { line in line.first { $0 > 0x20 } }
    let hasRecord = lines.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
    guard !hasRecord else { return nil }
    if let language = ForeignText.name(of: text) { return .foreign(language) }
    return lines.count > 1 ? .unknown : nil
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
  private mutating func readCode() throws(InputRefusal) -> Bool {
    guard input.isEnded || input.count > CodeReader.longest else { return false }
    let bytes = input.takeAll()
    state = .ended
    give(try CodeReader.records(of: bytes, ids: ids))
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
