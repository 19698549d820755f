package import KustomerDestination

/// What a key that is a JWT says about itself: shown, never trusted, since nobody verifies it here.
package struct TokenPayload: Sendable, Hashable {
  /// Id of the org the key was made in.
  package var org: String?
  /// Name of that org.
  package var orgName: String?
  /// Roles that the key was given, which cannot be changed later; nil when it does not tell.
  package var roles: [String]?
  /// The moment from which Kustomer refuses the key; nil for a key without end.
  package var expires: Timestamp?

  /// Reads the payload of a JWT; nil when the text is none.
  init?(jwt: String) {
    let parts = jwt.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Self.base64URL(parts[1]),
      let payload = try? JSONDocument(parsing: bytes).value, payload.objectValue != nil
    else { return nil }
    org = payload["org"]?.stringValue
    orgName = payload["orgName"]?.stringValue
    roles = payload["roles"]?.arrayValue?.compactMap(\.stringValue)
    if case .number(let literal)? = payload["exp"] { expires = Timestamp(epoch: literal) }
  }

  /// RFC 4648 §5; padding is neither needed nor an error.
  private static func base64URL(_ text: Substring) -> [UInt8]? {
    let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var bytes: [UInt8] = []
    var pending: UInt32 = 0
    var bits = 0
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      pending = pending << 6 & 0xFFFF | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
      }
    }
    return bytes
  }
}
