/// Finds where a JSON value ends, without judging it; goes on where it stopped when more is there.
///
/// A container ends at its matching close, a string at its closing quote, anything else before
/// white space, a comma or a close.
struct ValueScanner {
  /// What was found.
  enum Outcome: Equatable {
    /// The value ends before this offset.
    case end(Int)
    /// At this offset stands a line feed in a string, or a close that belongs to another bracket:
    /// no JSON, whatever follows.
    case broken(Int)
    /// The value goes on behind the bytes.
    case open
  }

  /// The first offset that has not been looked at.
  private var at = 0
  /// The closes that are still to come, the next one last.
  private var closes: [UInt8] = []
  private var isInString = false
  private var isEscaped = false

  /// Looks on from where it stopped, in what was given before and what came since.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    while at < bytes.count {
      if isInString, !isEscaped {
        at = bytes.endOfPlainString(from: at)
        guard at < bytes.count else { return .open }
      }
      let byte = bytes[at]
      if isInString {
        if byte == 0x0A { return .broken(at) }
        at += 1
        if inString(byte), closes.isEmpty { return .end(at) }
      } else {
        if closes.isEmpty, at > 0, Self.endsScalar(byte) { return .end(at) }
        if let close = closes.last, byte != close, Self.isClose(byte) { return .broken(at) }
        at += 1
        if outsideString(byte), closes.isEmpty { return .end(at) }
      }
    }
    return .open
  }

  /// True when the string has ended.
  private mutating func inString(_ byte: UInt8) -> Bool {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInString = false
      return true
    }
    return false
  }

  /// True when a container has ended.
  private mutating func outsideString(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"): closes.append(UInt8(ascii: "}"))
    case UInt8(ascii: "["): closes.append(UInt8(ascii: "]"))
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      _ = closes.popLast()
      return true
    default: break
    }
    return false
  }

  private static func isClose(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    isClose(byte) || byte == UInt8(ascii: ",") || byte.isJSONBlank
  }
}

extension UInt8 {
  /// Blank to JSON, and nothing else.
  var isJSONBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first offset from there on that holds no blank; `count` when there is none.
  func firstNonBlank(from start: Int) -> Int {
    var at = Swift.min(start, count)
    while at < count, self[at].isJSONBlank { at += 1 }
    return at
  }

  /// Where the value ends that starts there; nil when it does not end, or is none.
  func end(ofValueAt start: Int) -> Int? {
    guard start < count else { return nil }
    var scanner = ValueScanner()
    guard case .end(let length) = scanner.scan(UnsafeBufferPointer(rebasing: self[start...])),
      length > 0
    else { return nil }
    return start + length
  }
}
