internal import KustomerDestination

extension CallReader {
  /// Before the header.
  mutating func readHeader() throws(InputRefusal) -> Bool {
    input.skipBlanks()
    guard let length = input.lengthOfLine() else { return false }
    // It was recognised by the same line.
    let header = input.withUnread { text in
      CSVHeader(recognising: text) ?? CSVHeader(recognising: text, isTelling: false)
    }
    guard let header else { throw .unknown }
    guard header.namesSomebody || !ids.isEmpty else { throw .namelessTable }
    input.skipLine(length)
    state = .rows(header, CSVScanner(separator: header.separator))
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
    let found: CallRecord? = input.withUnread { bytes in
      record(UnsafeBufferPointer(rebasing: bytes[..<length]).withoutReturn, header, start)
    }
    if isUnended, let line = input.withUnread({ $0.newline(from: 0) }) {
      // The quote was meant for its own line; the rest is read.
      input.skipLine(line)
    } else {
      input.skip(min(length + 1, input.count))
    }
    if let found { give([found]) }
    state = .rows(header, CSVScanner(separator: header.separator))
    return true
  }

  /// Nil for a blank line.
  private func record(
    _ row: UnsafeBufferPointer<UInt8>, _ header: CSVHeader, _ start: InputBuffer.Position
  ) -> CallRecord? {
    guard row.contains(where: { $0 > 0x20 }) else { return nil }
    do throws(CodeError) {
      let cells = try CSVScanner.cells(of: row, separator: header.separator)
      guard cells.count == header.count else {
        let reason = "the row has \(cells.count) cells, the header \(header.count)"
        throw CodeError(reason, at: 0)
      }
      let row = header.call(cells)
      return CallRecord(
        line: start.line, call: .success(try Self.call(ids.filling(row.call))),
        diagnostics: row.diagnostics)
    } catch {
      var place = start
      place.advance(over: row[..<min(error.offset, row.count)])
      return CallRecord(line: start.line, call: .failure(RecordError(error.reason, at: place)))
    }
  }

  /// A call that was made of cells; one whose cells are nested too deeply is none.
  private static func call(_ object: JSONObject) throws(CodeError) -> Call {
    do throws(JSONError) {
      return try Call(parsing: JSON.object(object).compactBytes)
    } catch {
      throw CodeError(error.reason.rawValue, at: 0)
    }
  }
}
