internal import KustomerDestination

func isLetter(_ byte: UInt8) -> Bool {
  UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
}

func isDigit(_ byte: UInt8) -> Bool {
  UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
}

/// `^[a-zA-Z]{1}[a-zA-Z0-9-_.]+$`, 255 characters at most.
func isEventName(_ text: String) -> Bool {
  guard let first = text.utf8.first, isLetter(first), 2...255 ~= text.utf8.count else {
    return false
  }
  return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_.".utf8.contains($0) }
}

/// One `@` with text before it, a dot inside the domain, no blank.
func isEmail(_ text: String) -> Bool {
  let parts = text.split(separator: "@", omittingEmptySubsequences: false)
  guard parts.count == 2, !parts[0].isEmpty, !text.contains(where: \.isWhitespace) else {
    return false
  }
  let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
  return labels.count > 1 && !labels.contains("")
}

/// A phone number without blanks and `-().`: an optional `+` and 3…15 digits; nil for other text.
func phoneDigits(_ text: String) -> String? {
  let digits = text.filter { !" -().".contains($0) }
  let number = digits.hasPrefix("+") ? digits.dropFirst() : digits[...]
  guard 3...15 ~= number.utf8.count, number.utf8.allSatisfy(isDigit) else { return nil }
  return digits
}

/// `http://` or `https://`, a host, and no blank.
func isWebAddress(_ text: String) -> Bool {
  let lower = text.lowercased()
  guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return false }
  let rest = text.dropFirst(scheme.count)
  guard let first = rest.first, !"/?#:@".contains(first) else { return false }
  return !text.contains(where: \.isWhitespace)
}

/// RFC 3339: a date, `T`, a time with seconds, and `Z` or an offset.
func isDateTime(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[16] == UInt8(ascii: ":")
  else { return false }
  let hasOffset =
    bytes[bytes.count - 1] | 0x20 == UInt8(ascii: "z")
    || "+-".utf8.contains(bytes[bytes.count - 6]) && bytes[bytes.count - 3] == UInt8(ascii: ":")
  return hasOffset && Timestamp(text) != nil
}
