/// Finds where a JSON value ends, without judging it; goes on where it stopped when more is there.
///
/// A container ends at its matching close, a string at its closing quote, anything else before
/// white space, a comma or a close.
struct ValueScanner {
  /// What was found.
  enum Outcome: Equatable {
    /// The value ends before this offset.
    case end(Int)
    /// A line feed stands in a string at this offset: no JSON, whatever follows.
    case brokenString(Int)
    /// The value goes on behind the bytes.
    case open
  }

  /// The first offset that has not been looked at.
  private var at = 0
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// Looks on from where it stopped, in what was given before and what came since.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    while at < bytes.count {
      let byte = bytes[at]
      if isInString {
        if byte == 0x0A { return .brokenString(at) }
        at += 1
        if inString(byte), depth == 0 { return .end(at) }
      } else {
        if depth == 0, at > 0, Self.endsScalar(byte) { return .end(at) }
        at += 1
        if outsideString(byte), depth == 0 { return .end(at) }
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
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      return true
    default: break
    }
    return false
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): true
    default: false
    }
  }
}
