internal import KustomerDestination

/// Reads number literals as the text of a JSON number.
enum CodeNumber {
  /// Reads a number without sign and goes behind it: `19.90` stays `19.90`, `1_000` is `1000`,
  /// `.5` is `0.5`, `0x1F` is `31`, and `5n`, `1.5f`, `10UL` lose their endings.
  static func read(_ text: inout CodeText) throws(CodeError) -> String {
    let start = text.at
    let word = literal(&text)
    if let value = whole(word) { return value }
    guard let value = decimal(word) else {
      let reason = "\(word.prefix(24)) is no number that is read; write it in decimals"
      throw CodeError(reason, at: start)
    }
    return value
  }

  static func begins(at text: CodeText) -> Bool {
    guard let byte = text.peek() else { return false }
    return isDigit(byte) || (byte == UInt8(ascii: ".") && text.peek(1).map(isDigit) ?? false)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  /// Digits, letters, points, and the sign of an exponent.
  private static func literal(_ text: inout CodeText) -> String {
    let start = text.at
    var isExponent = false
    while let byte = text.peek() {
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      guard byte == UInt8(ascii: ".") || (isSign && isExponent) || isASCIIWord(byte) else { break }
      let isHex = text.at - start > 1 && text.bytes[start + 1] | 0x20 == UInt8(ascii: "x")
      isExponent = !isHex && byte | 0x20 == UInt8(ascii: "e")
      text.at += 1
    }
    return text.text(start..<text.at)
  }

  private static func isASCIIWord(_ byte: UInt8) -> Bool { byte < 0x80 && CodeText.isWord(byte) }

  /// `0x`, `0o` and `0b`, up to 64 bits.
  private static func whole(_ word: String) -> String? {
    let radixes = ["0x": 16, "0o": 8, "0b": 2]
    guard let radix = radixes[word.prefix(2).lowercased()] else { return nil }
    var digits = word.dropFirst(2).filter { $0 != "_" }
    if digits.last == "n" { digits.removeLast() }
    guard digits.first != "+", digits.first != "-" else { return nil }
    return UInt64(digits, radix: radix).map { String($0) }
  }

  private static func decimal(_ word: String) -> String? {
    var digits = word.filter { $0 != "_" }
    while let last = digits.last, "nNfFlLuUdD".contains(last) { digits.removeLast() }
    if digits.first == "." { digits = "0" + digits }
    if let point = digits.firstIndex(of: ".") {
      let next = digits.index(after: point)
      if next == digits.endIndex || !(digits[next].isNumber) { digits.remove(at: point) }
    }
    return isJSON(digits) ? digits : nil
  }

  private static func isJSON(_ text: String) -> Bool {
    do throws(JSONError) {
      guard case .number = try JSON(parsing: text) else { return false }
      return true
    } catch {
      return false
    }
  }
}
