/// Why a text is no JSON, and where.
public struct JSONError: Error, Sendable, Hashable {
  /// What was met.
  public enum Reason: String, Sendable, Hashable {
    /// A byte that cannot stand here.
    case unexpectedCharacter = "unexpected character"
    /// The text ends before the value does.
    case unexpectedEnd = "the text ends too early"
    /// Digits that are no RFC 8259 number.
    case badNumber = "not a JSON number"
    /// A backslash before something that cannot be escaped.
    case badEscape = "unknown escape"
    /// U+0000…U+001F inside a string.
    case controlCharacter = "control character in a string; write it as \\u00xx"
    /// Bytes that are no UTF-8.
    case invalidUTF8 = "not UTF-8"
    /// More than 512 arrays and objects inside one another.
    case tooDeep = "nested over 512 levels"
    /// Something after the value.
    case trailingCharacters = "something stands after the value"
    /// JSON, but no object where a call was expected.
    case notAnObject = "not a JSON object"
    /// Over 4 GiB.
    case tooLong = "over 4 GiB"
  }

  /// What was met.
  public var reason: Reason
  /// 0-based position in bytes from the start of the text, a leading BOM counted.
  public var offset: Int
  /// 1-based.
  public var line: Int
  /// 1-based, in Unicode scalars.
  public var column: Int

  /// An error whose place is known; `offset` in bytes from 0, `line` and `column` from 1.
  package init(_ reason: Reason, offset: Int, line: Int, column: Int) {
    self.reason = reason
    self.offset = offset
    self.line = line
    self.column = column
  }

  init(_ reason: Reason, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    self.reason = reason
    self.offset = offset
    line = 1
    column = 1
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    for byte in bytes.prefix(offset).dropFirst(isMarked ? 3 : 0) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }

  /// `line 3, column 17: unexpected character`, for a text whose first line has that number.
  ///
  /// - Parameter firstLine: the 1-based number of the text's first line in its file.
  /// - Returns: one line of text.
  public func message(firstLine: Int = 1) -> String {
    "line \(firstLine + line - 1), column \(column): \(reason.rawValue)"
  }
}
