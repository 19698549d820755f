internal import Foundation

/// A PEM file of certificate authorities to trust, and who names it.
package struct AuthorityFile: Sendable, Hashable {
  /// Where it lies.
  package var path: String
  /// `ca_file`, or the environment's variable, for sentences.
  package var setting: String

  /// A file that the setting names.
  package init(_ path: String, setting: String) {
    self.path = path
    self.setting = setting
  }

  /// The file that `CURL_CA_BUNDLE` or `SSL_CERT_FILE` names, as the curl tool reads them.
  package init?(in environment: [String: String]) {
    let named = ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy
      .compactMap { name in environment[name].map { (name, $0) } }
      .first { !$0.1.isEmpty }
    guard let (name, path) = named else { return nil }
    self.init(path, setting: name)
  }

  /// What is wrong with it, in one line; nil when it can be read as certificates.
  package var trouble: String? {
    let place = "\(path) (\(setting))"
    guard let bytes = FileManager.default.contents(atPath: path) else {
      return "the certificate authorities \(place) cannot be read; name a PEM file there"
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let blocks = text.matches(
      of: /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+\/=\s]+)-----END/)
    // A certificate is a sequence of DER.
    let isRead = blocks.contains { block in
      let base64 = block.1.filter { !$0.isWhitespace }
      return Data(base64Encoded: String(base64))?.first == 0x30
    }
    return isRead
      ? nil : "\(place) holds no certificate that can be read; name a PEM file there"
  }
}
