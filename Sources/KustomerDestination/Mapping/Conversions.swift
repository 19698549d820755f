/// What a conversion makes of a value.
enum Converted {
  /// What is sent, and in a few words how it came about.
  case value(String, rule: StaticString)
  case dropped(Code)
}

/// The conversions of single trait values; each takes the trimmed text of a string or number.
enum Conversion {
  /// One `@` with text before it and a domain of at least two labels behind it; `mailto:` and
  /// enclosing `<>` are taken off.
  static func email(_ text: String) -> Converted {
    let address = bareAddress(text.withoutInvisible)
    let bytes = address.unicodeScalars
    guard let at = bytes.firstIndex(of: "@"), at > bytes.startIndex,
      !bytes.contains(where: { $0.isSpace || $0.value < 0x20 || $0.isBracketOrComma })
    else { return .dropped(.invalidEmail) }
    let labels = bytes[at...].dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy(isLabel) else { return .dropped(.invalidEmail) }
    return .value(address, rule: address.isExactly(text) ? "standard trait" : "the bare address")
  }

  private static func bareAddress(_ text: String) -> String {
    var rest = text[...]
    while true {
      if rest.utf8.first == UInt8(ascii: "<"), rest.hasSuffix(">") {
        rest = rest.dropFirst().dropLast()
      } else if rest.utf8.first.map({ $0 | 0x20 }) == UInt8(ascii: "m"),
        rest.prefix(7).lowercased() == "mailto:"
      {
        rest = rest.dropFirst(7)
      } else {
        return String(rest).trimmed
      }
    }
  }

  /// Letters, digits and `-`; beyond ASCII letters, and marks on them.
  private static func isLabel(_ label: Substring.UnicodeScalarView) -> Bool {
    guard let first = label.first, !first.isMark else { return false }
    return label.allSatisfy { scalar in
      scalar.isASCII
        ? UInt8(scalar.value).isASCIILetter || UInt8(scalar.value).isASCIIDigit || scalar == "-"
        : scalar.isLetter || scalar.isMark
    }
  }

  /// A zero fraction, a trunk zero, blanks and `-().` left out; an optional `+` and 3 to 15 digits
  /// remain.
  static func phone(_ text: String) -> Converted {
    let written = withoutTrunkZero(withoutZeroFraction(text.withoutInvisible))
    let kept = written.unicodeScalars.filter { !$0.isSpace && !$0.isPhonePunctuation }
    let number = String(String.UnicodeScalarView(kept))
    let digits = number.hasPrefix("+") ? number.dropFirst() : number[...]
    guard 3...15 ~= digits.utf8.count, digits.utf8.allSatisfy(\.isASCIIDigit) else {
      return .dropped(.invalidPhone)
    }
    return .value(
      number, rule: number.isExactly(text) ? "standard trait" : "the digits that are dialled")
  }

  /// `15551234567.0` is how tables write a whole number.
  private static func withoutZeroFraction(_ text: String) -> String {
    guard text.utf8.last == UInt8(ascii: "0"),
      let zeros = [".00", ".0"].first(where: text.hasSuffix)
    else { return text }
    let whole = text.dropLast(zeros.count)
    let digits = whole.hasPrefix("+") ? whole.dropFirst() : whole
    return digits.utf8.allSatisfy(\.isASCIIDigit) ? String(whole) : text
  }

  /// The `(0)` of `+44 (0)20 …` is dialled inside the country alone, save in Italy, San Marino and
  /// the Vatican.
  private static func withoutTrunkZero(_ text: String) -> String {
    guard text.utf8.first == UInt8(ascii: "+"), text.utf8.contains(UInt8(ascii: "(")) else {
      return text
    }
    let country = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
    let rest = text[country.endIndex...].drop(while: \.isWhitespace)
    guard 1...3 ~= country.count, rest.hasPrefix("(0)"), !["39", "378", "379"].contains(country)
    else { return text }
    return "+" + country + rest.dropFirst(3)
  }

  /// An absolute http or https URL with a host.
  static func webAddress(_ text: String) -> Converted {
    let address = text.withoutInvisible
    return isWebAddress(address)
      ? .value(address, rule: "standard trait") : .dropped(.invalidURL)
  }

  /// The same, with `https://` put before a text that has no scheme.
  static func website(_ text: String) -> (Converted, addsScheme: Bool) {
    let address = text.withoutInvisible
    if address.contains("://") { return (webAddress(address), false) }
    guard isWebAddress("https://" + address) else { return (.dropped(.invalidURL), false) }
    return (.value("https://" + address, rule: "https:// put before it"), true)
  }

  /// Kustomer knows `m` and `f`.
  static func gender(_ text: String) -> Converted {
    switch text.lowercased() {
    case "m", "male", "man": .value("m", rule: "m or f")
    case "f", "female", "woman": .value("f", rule: "m or f")
    default: .dropped(.unsupportedValue)
    }
  }

  /// Two ASCII letters in upper case, nil for anything else.
  static func twoLetterCode(_ text: String) -> String? {
    guard text.utf8.count == 2, text.utf8.allSatisfy(\.isASCIILetter) else { return nil }
    return text.uppercased()
  }
}

// MARK: Web addresses

extension Conversion {
  private static func isWebAddress(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix),
      !text.unicodeScalars.contains(where: { $0.isSpace || $0.value < 0x20 || $0.value == 0x7F })
    else { return false }
    let rest = text.unicodeScalars.dropFirst(scheme.count)
    return isHost(rest.prefix { !"/?#\\".unicodeScalars.contains($0) })
  }

  /// A name with a dot, `localhost` or an IP address, and a port; nothing with a user before it.
  private static func isHost(_ hostAndPort: Substring.UnicodeScalarView) -> Bool {
    if hostAndPort.first == "[" { return isIPv6(hostAndPort.dropFirst()) }
    let parts = hostAndPort.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, parts.count == 1 || parts.count == 2 && isPort(parts[1]) else {
      return false
    }
    if String(host).lowercased() == "localhost" { return true }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2
      && labels.allSatisfy { label in
        !label.isEmpty
          && label.allSatisfy {
            !$0.isASCII || UInt8($0.value).isASCIILetter || UInt8($0.value).isASCIIDigit
              || $0 == "-" || $0 == "_"
          } && label.contains { $0 != "-" }
      }
  }

  /// `address]` or `address]:port`, where an address may hold an IPv4 address.
  private static func isIPv6(_ rest: Substring.UnicodeScalarView) -> Bool {
    guard let end = rest.firstIndex(of: "]") else { return false }
    let address = rest[..<end]
    let port = rest[end...].dropFirst()
    return address.count { $0 == ":" } >= 2
      && address.allSatisfy { $0 == ":" || $0 == "." || $0.properties.isASCIIHexDigit }
      && (port.isEmpty || port.first == ":" && isPort(port.dropFirst()))
  }

  private static func isPort(_ text: Substring.UnicodeScalarView) -> Bool {
    text.allSatisfy { "0"..."9" ~= $0 }
  }
}

extension Unicode.Scalar {
  fileprivate var isBracketOrComma: Bool {
    switch self {
    case ",", "<", ">", "(", ")", "[", "]", "{", "}": true
    default: false
    }
  }

  fileprivate var isPhonePunctuation: Bool {
    switch self {
    case "-", "(", ")", ".": true
    default: false
    }
  }

  var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// Whether it combines with the letter before it.
  var isMark: Bool {
    guard value >= 0x300 else { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return false
    }
  }
}

extension String {
  /// Without the characters that cannot be seen: Unicode's format characters, and U+0000.
  fileprivate var withoutInvisible: String {
    if utf8.allSatisfy({ 0x01..<0x80 ~= $0 }) { return self }
    let seen = unicodeScalars.filter {
      $0.value != 0 && $0.properties.generalCategory != .format
    }
    return String(String.UnicodeScalarView(seen)).trimmed
  }
}

extension JSONView {
  /// The digits of a whole number with its sign, a zero fraction left out; nil for a number with
  /// another fraction or an exponent, and for anything that is no number.
  func wholeNumber(_ node: Int) -> String? {
    guard kind(node) == .number else { return nil }
    let parts = text(node).split(separator: ".", maxSplits: 1)
    let isWhole = parts.count < 2 || parts[1].utf8.allSatisfy { $0 == UInt8(ascii: "0") }
    guard isWhole, !parts[0].utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else {
      return nil
    }
    return String(parts[0])
  }
}
