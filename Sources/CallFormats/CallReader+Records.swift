internal import KustomerDestination

extension CallReader {
  /// Bytes from which a line is no longer waited for, but read record by record.
  private static let longLine = 1 << 20

  /// At the start of a record.
  mutating func readRecord() -> Bool {
    input.skipBlanks()
    guard input.count > 0 else { return false }
    if input[0] == UInt8(ascii: "[") {
      input.skip(1)
      state = .list(RecordList(isArray: true))
      return true
    }
    if input[0] == UInt8(ascii: ","), hasRead {
      input.skip(1)
      return true
    }
    guard let length = input.lengthOfLine() else {
      guard input[0] == UInt8(ascii: "{"), input.count > Self.longLine else { return false }
      state = .element(RecordList(isArray: false), ValueScanner())
      return true
    }
    switch records(inFirst: length) {
    case .success(let records):
      input.skipLine(length)
      give(records)
    case .failure(let error)
    where error.reason == .trailingCharacters && input[0] == UInt8(ascii: "{"):
      state = .element(RecordList(isArray: false), ValueScanner())
    case .failure(let error) where error.reason == .unexpectedEnd && length < input.count:
      state = .lines(OpenLines(firstLine: length, error: error))
    case .failure(let error): settle(line: length, error)
    }
    return true
  }

  /// Gives the error of a line that is no record, or what it holds as a batch.
  private mutating func settle(line length: Int, _ error: JSONError) {
    if isBatch(upTo: error, inFirst: length) {
      var lines = OpenLines(firstLine: length, error: error)
      lines.isBatch = true
      state = .lines(lines)
    } else {
      give(error, inFirst: length)
      input.skipLine(length)
    }
  }

  /// Whether the unread bytes read as a batch up to where they are no JSON.
  func isBatch(upTo error: JSONError, inFirst length: Int) -> Bool {
    input.withUnread { unread in
      let end = min(error.offset + 1, length)
      return BatchText(UnsafeBufferPointer(rebasing: unread[..<end]))?.isInOrder == true
    }
  }

  /// The calls of the first unread bytes, read as a batch that may be cut; nil when they are none.
  func recordsOfBatch(inFirst length: Int) -> [CallRecord]? {
    withText(ofFirst: length) { $0.recordsOfBatch() }
  }

  /// What the first unread bytes hold, read as one record.
  func records(inFirst length: Int, item: Int? = nil) -> Result<[CallRecord], JSONError> {
    withText(ofFirst: length, item: item) { $0.records() }
  }

  private func withText<Found>(
    ofFirst length: Int, item: Int? = nil, _ body: (RecordText) -> Found
  ) -> Found {
    let start = input.position
    return input.withUnread { unread in
      let text = UnsafeBufferPointer(rebasing: unread[..<length])
      return body(RecordText(text, start: start, item: item, ids: ids))
    }
  }

  /// Gives the error of a record that the first unread bytes were to be.
  mutating func give(
    _ error: JSONError, inFirst length: Int, item: Int? = nil, _ ending: RecordError.Ending = .known
  ) {
    let start = input.position
    let error = input.withUnread { unread in
      RecordError(error, in: UnsafeBufferPointer(rebasing: unread[..<length]), at: start, ending)
    }
    give([CallRecord(line: start.line, item: item, call: .failure(error))])
  }

  /// Goes on behind something broken, at the next line that begins as a record does.
  mutating func skipBroken(isInsideLine: Bool) -> Bool {
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

/// An array of records, or several that stand on one line without an array around them.
struct RecordList {
  let isArray: Bool
  /// 1-based number of the next element.
  var item = 1
  var isAfterElement = false

  init(isArray: Bool) { self.isArray = isArray }
}

extension CallReader {
  /// Between the elements of a list.
  mutating func readList(_ list: RecordList) -> Bool {
    input.skipBlanks(inLine: !list.isArray)
    guard input.count > 0 else { return endInside(list) }
    return list.isArray ? readArray(list) : readLineOn(list)
  }

  private mutating func readArray(_ list: RecordList) -> Bool {
    var next = list
    next.isAfterElement = false
    switch input[0] {
    case UInt8(ascii: "]"):
      // A comma stands before it.
      if !list.isAfterElement, list.item > 1 { complain(list) }
      input.skip(1)
      state = .records
    case UInt8(ascii: ","):
      if !list.isAfterElement { complain(list) }
      input.skip(1)
      state = .list(next)
    case UInt8(ascii: "}"):
      complain(list, .broken)
      state = .skipping(isInsideLine: true)
    default: state = .element(list, ValueScanner())
    }
    return true
  }

  /// Behind a record whose line goes on.
  private mutating func readLineOn(_ list: RecordList) -> Bool {
    switch input[0] {
    case 0x0A, UInt8(ascii: "["): state = .records
    case UInt8(ascii: ","):
      input.skip(1)
      state = .list(list)
    case UInt8(ascii: "{"): state = .element(list, ValueScanner())
    default:
      give(JSONError(.trailingCharacters, offset: 0, line: 1, column: 1), inFirst: 1)
      state = .skipping(isInsideLine: true)
    }
    return true
  }

  private mutating func complain(_ list: RecordList, _ ending: RecordError.Ending = .known) {
    let error = JSONError(.unexpectedCharacter, offset: 0, line: 1, column: 1)
    give(error, inFirst: 1, item: list.item, ending)
  }

  private mutating func endInside(_ list: RecordList) -> Bool {
    guard input.isEnded else { return false }
    state = .records
    guard list.isArray else { return true }
    state = .skipping(isInsideLine: true)
    give(
      JSONError(.unexpectedEnd, offset: 0, line: 1, column: 1), inFirst: 0, item: list.item)
    return true
  }

  /// Inside an element.
  mutating func readElement(_ list: RecordList, _ scanner: ValueScanner) -> Bool {
    var scanner = scanner
    switch input.withUnread({ scanner.scan($0) }) {
    case .end(let length):
      guard let isAlone = isAlone(list, length: length) else {
        state = .element(list, ValueScanner())
        return false
      }
      give(list, length: length, isAlone: isAlone)
    case .broken(let offset):
      giveBroken(list, length: offset + 1, .broken)
      input.skip(offset)
      state = .skipping(isInsideLine: true)
    case .open where input.isEnded:
      giveBroken(list, length: input.count, .open)
      input.skip(input.count)
      state = .skipping(isInsideLine: false)
    case .open:
      state = .element(list, scanner)
      return false
    }
    return true
  }

  /// Whether a record is the only one of its line; nil when that is not known yet.
  private func isAlone(_ list: RecordList, length: Int) -> Bool? {
    guard !list.isArray, list.item == 1 else { return false }
    return input.withUnread { unread in
      var at = length
      while at < unread.count, unread[at] != 0x0A, unread[at] == 0x2C || unread[at].isJSONBlank {
        at += 1
      }
      guard at < unread.count else { return input.isEnded ? true : nil }
      return unread[at] != UInt8(ascii: "{")
    }
  }

  private mutating func give(_ list: RecordList, length: Int, isAlone: Bool) {
    switch records(inFirst: length, item: list.isArray ? list.item : nil) {
    case .success(var records):
      if !isAlone, records.count == 1, records[0].item == nil { records[0].item = list.item }
      give(records)
    case .failure(let error):
      give(error, inFirst: length, item: isAlone ? nil : list.item)
    }
    input.skip(length)
    var list = list
    list.item += 1
    list.isAfterElement = true
    state = .list(list)
  }

  private mutating func giveBroken(
    _ list: RecordList, length: Int, _ ending: RecordError.Ending
  ) {
    let item = list.isArray || list.item > 1 ? list.item : nil
    switch records(inFirst: length, item: item) {
    // Brackets that do not close are no JSON.
    case .success(let records): give(records)
    case .failure(let error): give(error, inFirst: length, item: item, ending)
    }
  }
}
