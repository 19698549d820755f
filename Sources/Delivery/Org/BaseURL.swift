/// Where an org's API is: an origin that is safe to hand the API key to.
package struct BaseURL: Sendable, Hashable, CustomStringConvertible {
  /// Scheme, host, port and path prefix, without a slash at the end.
  package let text: String
  /// Lower case, without port; an IPv6 address without its brackets.
  package let host: String
  /// Whether the host is this machine: 127.0.0.0/8, ::1 or localhost.
  package let isLoopback: Bool

  /// `text`.
  package var description: String { text }

  /// Reads an explicit base URL.
  ///
  /// - Parameter written: `https://host[:port][/prefix]`; `http://` only to a loopback address.
  /// - Throws: `AddressRefusal`, before anything was connected to.
  package init(_ written: String) throws(AddressRefusal) {
    let trimmed = written.trimmingBlanks
    guard trimmed.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw .unprintable(trimmed) }
    guard let scheme = ["https://", "http://"].first(where: trimmed.lowercasedASCII.hasPrefix)
    else { throw .scheme(trimmed) }
    let rest = trimmed.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    let (host, port) = try Self.split(authority, of: trimmed)
    isLoopback = Loopback.contains(host)
    guard scheme == "https://" || isLoopback else { throw .plainText(trimmed) }
    let bracketed = host.contains(":") ? "[\(host)]" : host
    let prefix = try Self.prefix(rest.dropFirst(authority.count), of: trimmed)
    text = scheme + bracketed + (port.map { ":\($0)" } ?? "") + prefix
    self.host = host
  }

  /// `https://` and a host that the caller has put together from checked parts.
  init(checkedHost host: String) {
    text = "https://" + host
    self.host = host
    isLoopback = false
  }

  private static func split(
    _ authority: Substring, of written: String
  ) throws(AddressRefusal) -> (host: String, port: UInt16?) {
    guard !authority.isEmpty else { throw .host(written) }
    guard !authority.contains("@") else { throw .userInfo }
    let host: Substring
    let rest: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw .host(written) }
      host = authority[authority.index(after: authority.startIndex)..<end]
      rest = authority[authority.index(after: end)...]
      // Loopback is the one IPv6 address that makes sense here; every other has a name.
      guard host == "::1" else { throw .host(written) }
    } else {
      host = authority.prefix { $0 != ":" }
      rest = authority.dropFirst(host.count)
      guard HostName.isValid(host) else { throw .host(written) }
    }
    return (String(host).lowercasedASCII, try port(rest, of: written))
  }

  private static func port(
    _ text: Substring, of written: String
  ) throws(AddressRefusal) -> UInt16? {
    guard !text.isEmpty else { return nil }
    let digits = text.dropFirst()
    guard text.first == ":", 1...5 ~= digits.utf8.count,
      digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = UInt16(digits), port > 0
    else { throw .port(written) }
    return port
  }

  /// Plain segments alone: a query, a fragment, an escape or `..` would end up in every request.
  private static func prefix(
    _ path: Substring, of written: String
  ) throws(AddressRefusal) -> String {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var kept = Array(segments)
    if kept.last?.isEmpty == true { kept.removeLast() }
    for segment in kept {
      guard !segment.isEmpty, segment != ".", segment != "..",
        segment.utf8.allSatisfy(HostName.isUnreserved)
      else { throw .path(written) }
    }
    return kept.map { "/" + $0 }.joined()
  }
}

/// The addresses that `http://` is good enough for.
enum Loopback {
  /// Only the canonical spellings: `127.1` or `2130706433` are other ways to hide an address.
  static func contains(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "127" else { return false }
    return parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
  }
}

/// What may stand in a DNS name.
enum HostName {
  static func isValid(_ host: Substring) -> Bool {
    guard 1...253 ~= host.utf8.count else { return false }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.allSatisfy(isLabel) else { return false }
    guard let last = labels.last, isNumber(last) else { return true }
    // A name never ends in a number: this is an IPv4 address, in four canonical parts or disguised.
    return labels.count == 4
      && labels.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
  }

  /// As resolvers read it: digits, or `0x` and what may be hexadecimal digits.
  private static func isNumber(_ label: Substring) -> Bool {
    let isHexadecimal = label.hasPrefix("0x") || label.hasPrefix("0X")
    return isHexadecimal || label.utf8.allSatisfy { 0x30...0x39 ~= $0 }
  }

  private static func isLabel(_ label: Substring) -> Bool {
    1...63 ~= label.utf8.count && label.first != "-" && label.last != "-"
      && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  /// RFC 3986 unreserved.
  static func isUnreserved(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}

extension String {
  /// ASCII letters alone: Unicode's rules would turn a Kelvin sign into a `k`.
  var lowercasedASCII: String {
    String(String.UnicodeScalarView(unicodeScalars.map(\.lowercasedASCII)))
  }

  /// Without blanks, tabs and line ends around it.
  var trimmingBlanks: String {
    let isBlank: (Unicode.Scalar) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0.value) }
    let front = unicodeScalars.drop(while: isBlank)
    let count = front.reversed().drop(while: isBlank).count
    return String(String.UnicodeScalarView(front.prefix(count)))
  }
}

extension Unicode.Scalar {
  fileprivate var lowercasedASCII: Unicode.Scalar {
    0x41...0x5A ~= value ? Unicode.Scalar(UInt8(value) + 0x20) : self
  }
}
