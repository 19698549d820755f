/// Finds where a row of cells ends; goes on where it stopped when more is there.
///
/// Quotes count at the start of a cell only, as RFC 4180 has it; elsewhere they are text.
struct CSVScanner {
  private enum Place { case cellStart, plain, quoted, closed }

  let separator: UInt8
  private var at = 0
  private var place = Place.cellStart

  init(separator: UInt8) { self.separator = separator }

  /// Whether the bytes so far end inside quotes.
  var isInQuotes: Bool { place == .quoted }

  /// The length of the row without its line feed; nil when it goes on behind the bytes.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x0A, place != .quoted { return at }
      at += 1
      place = next(byte)
    }
    return nil
  }

  private func next(_ byte: UInt8) -> Place {
    switch place {
    case .quoted: byte == UInt8(ascii: "\"") ? .closed : .quoted
    // A doubled quote goes on inside.
    case .closed where byte == UInt8(ascii: "\""): .quoted
    case .cellStart where byte == UInt8(ascii: "\""): .quoted
    case .cellStart, .plain, .closed: byte == separator ? .cellStart : .plain
    }
  }

  /// The cells of a row.
  ///
  /// - Throws: `CodeError` when something stands behind a closing quote, or a quote does not end.
  static func cells(
    of row: UnsafeBufferPointer<UInt8>, separator: UInt8
  ) throws(CodeError) -> [String] {
    var cells: [String] = []
    var at = 0
    while true {
      let start = at
      let bytes: [UInt8]
      if at < row.count, row[at] == UInt8(ascii: "\"") {
        bytes = try quoted(row, &at, separator)
      } else {
        let end = row[at...].firstIndex(of: separator) ?? row.count
        bytes = Array(row[at..<end])
        at = end
      }
      guard let cell = String(validating: bytes, as: UTF8.self) else {
        throw CodeError("not UTF-8", at: start)
      }
      cells.append(cell)
      guard at < row.count else { return cells }
      at += 1
    }
  }

  private static func quoted(
    _ row: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ separator: UInt8
  ) throws(CodeError) -> [UInt8] {
    let start = at
    var out: [UInt8] = []
    at += 1
    while at < row.count {
      let byte = row[at]
      at += 1
      guard byte == UInt8(ascii: "\"") else {
        out.append(byte)
        continue
      }
      if at < row.count, row[at] == byte {
        out.append(byte)
        at += 1
      } else if at == row.count || row[at] == separator {
        return out
      } else {
        let reason = "something stands behind a closing quote; double quotes inside a cell"
        throw CodeError(reason, at: at)
      }
    }
    throw CodeError("the quote of this cell does not end", at: start)
  }
}
