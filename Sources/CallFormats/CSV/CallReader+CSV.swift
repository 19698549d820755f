internal import KustomerDestination

extension CallReader {
  /// Before the header.
  mutating func readHeader() -> Bool {
    input.skipBlanks()
    guard let length = input.lengthOfLine() else { return false }
    let header = input.withUnread { CSVHeader(recognising: $0) }
    input.skipLine(length)
    // It was recognised by the same line.
    state = header.map { .rows($0, CSVScanner(separator: $0.separator)) } ?? .records
    return true
  }

  /// Before or inside a row.
  mutating func readRow(_ header: CSVHeader, _ scanner: CSVScanner) -> Bool {
    var scanner = scanner
    guard input.count > 0 else { return false }
    let end = input.withUnread { scanner.scan($0) }
    state = .rows(header, scanner)
    let isLast = input.isEnded || input.count > Self.longestRecord
    guard let length = end ?? (isLast ? input.count : nil) else { return false }
    let start = input.position
    let isUnended = end == nil && scanner.isInQuotes
    let record = input.withUnread { bytes in
      Self.record(UnsafeBufferPointer(rebasing: bytes[..<length]).withoutReturn, header, start)
    }
    if isUnended, let line = input.withUnread({ $0.newline(from: 0) }) {
      // The quote was meant for its own line; the rest is read.
      input.skipLine(line)
    } else {
      input.skip(min(length + 1, input.count))
    }
    if let record { give([record]) }
    state = .rows(header, CSVScanner(separator: header.separator))
    return true
  }

  /// Nil for a blank line.
  private static func record(
    _ row: UnsafeBufferPointer<UInt8>, _ header: CSVHeader, _ start: InputBuffer.Position
  ) -> CallRecord? {
    guard row.contains(where: { $0 > 0x20 }) else { return nil }
    do throws(CodeError) {
      let cells = try CSVScanner.cells(of: row, separator: header.separator)
      guard cells.count == header.count else {
        let reason = "the row has \(cells.count) cells, the header \(header.count)"
        throw CodeError(reason, at: 0)
      }
      let call = RecordText.call(JSON.object(header.call(cells)).compactBytes)
        .mapError { RecordError($0.reason.rawValue, at: start) }
      return CallRecord(line: start.line, call: call)
    } catch {
      var place = start
      place.advance(over: row[..<min(error.offset, row.count)])
      return CallRecord(line: start.line, call: .failure(RecordError(error.reason, at: place)))
    }
  }
}
