internal import KustomerDestination

/// Why a record of an input is no call, and where.
package struct RecordError: Error, Sendable, Hashable {
  /// What was met and, where it is not plain, what to do; lower case, no line break.
  package var reason: String
  /// 1-based line of the file.
  package var line: Int
  /// 1-based, in Unicode scalars.
  package var column: Int

  /// An error at a place of a file.
  package init(_ reason: String, line: Int, column: Int) {
    self.reason = reason
    self.line = line
    self.column = column
  }

  init(_ reason: String, at place: InputBuffer.Position) {
    self.init(reason, line: place.line, column: place.column)
  }

  /// Whether it is known where a record ends that cannot be read.
  enum Ending {
    /// At its last bracket, or with its line.
    case known
    /// A bracket or string in it does not close.
    case broken
    /// It is the last of its list, and neither ends.
    case open
  }

  /// An error of a text of JSON that starts there in its file.
  init(
    _ error: JSONError, in text: UnsafeBufferPointer<UInt8>, at start: InputBuffer.Position,
    _ ending: Ending = .known
  ) {
    if ending == .open, error.reason == .unexpectedEnd, text.contains(0x0A) {
      self.init("the record that begins here does not end; what follows is not read", at: start)
      return
    }
    let rest =
      switch ending {
      case .broken: "; from here on nothing is read up to a line that begins with { or ["
      case .open where error.reason != .unexpectedEnd: "; what follows of its list is not read"
      case .known, .open: ""
      }
    self.init(
      error.reason.rawValue + (Self.advice(error, text) ?? "") + rest,
      line: error.line + start.line - 1,
      column: error.column + (error.line == 1 ? start.column - 1 : 0))
  }

  /// One line of text, as `line 3, column 17: unexpected character`.
  package func message() -> String { "line \(line), column \(column): \(reason)" }
}

extension RecordError {
  /// What people write that JSON does not have, and what to write; nil for anything else.
  private static func advice(_ error: JSONError, _ text: UnsafeBufferPointer<UInt8>) -> String? {
    guard error.reason == .unexpectedCharacter || error.reason == .badNumber,
      error.offset < text.count
    else { return nil }
    // The error may stand inside a word, as in `nil` or `-Infinity`.
    let start =
      error.offset - text[..<error.offset].reversed().prefix(16).prefix(while: isWord).count
    let rest = text[start...].prefix(24)
    let word = rest.prefix(while: isWord)
    let before = text[..<start].last { !$0.isJSONBlank }
    switch rest.first {
    case UInt8(ascii: "'"): return ": JSON has no single quotes; write \""
    case UInt8(ascii: "/"), UInt8(ascii: "#"): return ": JSON has no comments; take them out"
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      return before == UInt8(ascii: ",") ? ": a comma stands before it; take that out" : nil
    default: break
    }
    switch String(decoding: word, as: UTF8.self) {
    case let name where ["NaN", "Infinity", "undefined", "None", "nil"].contains(name):
      return ": \(name) is no JSON value; write null"
    case let name where ["True", "False", "TRUE", "FALSE"].contains(name):
      return ": JSON has no \(name); write \(name.lowercased())"
    case let name
    where !name.isEmpty && name.first?.isNumber == false && isKey(before, text, start):
      return ": the key \(name) needs double quotes"
    default: return nil
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool { CodeText.isWord(byte) }

  /// Whether a key is expected where the error is: behind `{`, or behind a comma of an object.
  private static func isKey(
    _ before: UInt8?, _ text: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Bool {
    guard before == UInt8(ascii: "{") || before == UInt8(ascii: ",") else { return false }
    let behind = text[start...].drop(while: isWord).first { $0 != 0x20 && $0 != 0x09 }
    return behind == UInt8(ascii: ":")
  }
}
