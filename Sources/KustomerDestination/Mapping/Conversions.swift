/// What a conversion makes of a value.
enum Converted {
  case value(String)
  case dropped(Code)
}

/// The conversions of single trait values; each takes the trimmed text of a string or number.
enum Conversion {
  /// One `@` with text before it, a dot inside the domain, no white space.
  static func email(_ text: String) -> Converted {
    let bytes = text.utf8
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > bytes.startIndex,
      !bytes[bytes.index(after: at)...].contains(UInt8(ascii: "@")), !hasSpace(text),
      bytes[at...].dropFirst(2).dropLast().contains(UInt8(ascii: "."))
    else { return .dropped(.invalidEmail) }
    return .value(text)
  }

  /// White space and `-().` removed; an optional `+` and 3 to 15 digits remain.
  static func phone(_ text: String) -> Converted {
    let kept = text.unicodeScalars.filter {
      !$0.isSpace && !"-().".unicodeScalars.contains($0)
    }
    let number = String(String.UnicodeScalarView(kept))
    let digits = number.hasPrefix("+") ? number.dropFirst() : number[...]
    guard 3...15 ~= digits.utf8.count, digits.utf8.allSatisfy(\.isASCIIDigit) else {
      return .dropped(.invalidPhone)
    }
    return .value(number)
  }

  /// An absolute http or https URL with a host.
  static func webAddress(_ text: String) -> Converted {
    isWebAddress(text) ? .value(text) : .dropped(.invalidURL)
  }

  /// The same, with `https://` put before a text that has no scheme.
  static func website(_ text: String) -> (Converted, addsScheme: Bool) {
    if hasScheme(text) { return (webAddress(text), false) }
    return (webAddress("https://" + text), true)
  }

  /// Kustomer knows `m` and `f`.
  static func gender(_ text: String) -> Converted {
    switch text.lowercased() {
    case "m", "male", "man": .value("m")
    case "f", "female", "woman": .value("f")
    default: .dropped(.unsupportedValue)
    }
  }

  /// Two ASCII letters in upper case, nil for anything else.
  static func twoLetterCode(_ text: String) -> String? {
    guard text.utf8.count == 2, text.utf8.allSatisfy(\.isASCIILetter) else { return nil }
    return text.uppercased()
  }

  private static func hasSpace(_ text: String) -> Bool {
    text.unicodeScalars.contains(where: \.isSpace)
  }

  /// `name:` as RFC 3986 writes it; `example.com:8080` is a host with a port.
  private static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let first = text.utf8.first,
      first.isASCIILetter
    else { return false }
    let isName = text.utf8[..<colon].allSatisfy {
      $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0)
    }
    let next = text.utf8[text.utf8.index(after: colon)...].first
    return isName && !(next?.isASCIIDigit ?? false)
  }

  private static func isWebAddress(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix), !hasSpace(text),
      !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else { return false }
    let rest = text.unicodeScalars.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?#\\".unicodeScalars.contains($0) }
    let hostAndPort = authority.lastIndex(of: "@").map { authority[$0...].dropFirst() } ?? authority
    return isHost(hostAndPort)
  }

  private static func isHost(_ hostAndPort: Substring.UnicodeScalarView) -> Bool {
    if hostAndPort.first == "[" { return isIPv6(hostAndPort.dropFirst()) }
    let parts = hostAndPort.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, parts.count <= 2 else { return false }
    let hasPort = parts.count == 1 || isPort(parts[1])
    return hasPort
      && host.allSatisfy {
        !$0.isASCII || UInt8($0.value).isASCIILetter || UInt8($0.value).isASCIIDigit
          || $0 == "-" || $0 == "." || $0 == "_"
      } && host.contains { $0 != "." && $0 != "-" }
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
