internal import KustomerDestination

/// The secret that Kustomer knows an org's integration by; prints as `…3f9a` wherever it is shown.
///
/// It has no coding and no description that holds it: the ways out are the Authorization header
/// that `Transport` writes, and the file that keeps the key of a profile.
package struct APIKey: Sendable {
  /// The key itself: never to be shown, logged or kept anywhere but in the profile's key file.
  package let text: String

  /// A key as it was typed or read, with white space around it removed.
  ///
  /// - Throws: `APIKeyError` when nothing is left, or something that no header can carry.
  package init(_ text: String) throws(APIKeyError) {
    let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let end = scalars.lastIndex { !$0.properties.isWhitespace }
    let trimmed = end.map { String(scalars[...$0]) } ?? ""
    guard !trimmed.isEmpty else { throw .empty }
    guard trimmed.utf8.count <= 8_192 else { throw .tooLong }
    guard trimmed.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw .notPrintable }
    self.text = trimmed
  }

  /// `…` and the last four characters; `…` alone for a key under eight characters.
  package var masked: String { "…" + (lastChars ?? "") }

  /// The last four characters; nil for a key under eight characters.
  package var lastChars: String? { text.utf8.count < 8 ? nil : String(text.suffix(4)) }

  /// As the name of a user without a password, in the form of `Basic`; a secret as the key is.
  package var basic: String { Self.base64(Array("\(text):".utf8)) }

  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return stride(from: 0, to: bytes.count, by: 3).map { start in
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      let all = (0..<4).map { digits[bits >> (18 - 6 * $0) & 63] }
      return String(all[...group.count]) + String(repeating: "=", count: 3 - group.count)
    }.joined()
  }

  /// What the key says about itself; nil when it is no JWT, which is fine.
  package var payload: TokenPayload? { TokenPayload(jwt: text) }

  /// How an answer may repeat it: as it is, as JSON and as an address escape it, and as a header has
  /// it; none for a key
  /// under eight characters, which is no secret and may stand in any id.
  private var spellings: [[UInt8]] {
    guard text.utf8.count >= 8 else { return [] }
    let spellings = [text, text.replacing("/", with: "\\/"), text.percentEncoded, basic]
    return spellings.indices.filter { !spellings[..<$0].contains(spellings[$0]) }
      .map { Array(spellings[$0].utf8) }
  }

  /// The same bytes with every occurrence of the key masked.
  package func redacting(_ bytes: [UInt8]) -> [UInt8] {
    spellings.reduce(bytes) { redacting($0, $1) }
  }

  /// The same text with every occurrence of the key masked.
  package func redacting(_ other: String) -> String {
    let bytes = Array(other.utf8)
    let redacted = redacting(bytes)
    return redacted.count == bytes.count ? other : String(decoding: redacted, as: UTF8.self)
  }

  private func redacting(_ bytes: [UInt8], _ spelling: [UInt8]) -> [UInt8] {
    var rest = bytes[...]
    var redacted: [UInt8] = []
    while let start = rest.firstIndex(of: spelling[0]) {
      let isFound = rest[start...].starts(with: spelling)
      redacted += isFound ? rest[..<start] + Array(masked.utf8) : rest[...start]
      rest = rest[(isFound ? start + spelling.count : start + 1)...]
    }
    return redacted.isEmpty ? bytes : redacted + rest
  }
}

extension APIKey: Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  /// The masked key.
  package var description: String { masked }
  /// The masked key.
  package var debugDescription: String { masked }
  /// Nothing: `dump` must not see the secret.
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a text cannot be an API key; the text itself is never part of the message.
package enum APIKeyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Nothing but white space.
  case empty
  /// Over 8 192 bytes.
  case tooLong
  /// A blank, a control character or something outside ASCII.
  case notPrintable

  /// One line for people.
  package var description: String {
    switch self {
    case .empty: "the API key is empty; copy it from Kustomer's Segment settings page"
    case .tooLong: "the API key is over 8192 bytes; copy it from Kustomer's Segment settings page"
    case .notPrintable:
      "the API key holds a blank or a character that no key has; copy it again, in one line"
    }
  }
}
