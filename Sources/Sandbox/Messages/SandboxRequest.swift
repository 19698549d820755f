package import KustomerDestination

/// One HTTP request as a value.
package struct SandboxRequest: Sendable {
  /// Upper case, as in `POST`.
  package var method: String
  /// Path and query as they stand in the request line, percent-encoded.
  package var target: String
  /// By lower-case name.
  package var headers: [String: String]
  /// Empty when there is none.
  package var body: [UInt8]

  /// A request whose header names are lower case.
  package init(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// A request as our client makes it: with a JSON body, and with a key unless that is nil.
  package init(_ method: String, _ target: String, key: String?, json: JSON? = nil) {
    self.init(method, target, body: json?.compactBytes ?? [])
    if let key { headers["authorization"] = "Bearer \(key)" }
    if json != nil { headers["content-type"] = "application/json" }
  }

  var path: Substring { target.prefix { $0 != "?" } }

  /// The path's segments, each decoded by itself: `%2F` stays inside its segment.
  ///
  /// nil when an escape is broken or its bytes are no UTF-8.
  var segments: [String]? {
    var decoded: [String] = []
    for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let text = percentDecoded(segment) else { return nil }
      decoded.append(text)
    }
    return decoded
  }

  /// The query's names with their last values, nil as with `segments`.
  var query: [String: String]? {
    var values: [String: String] = [:]
    for item in target.dropFirst(path.count + 1).split(separator: "&") {
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count == 2 ? parts[1] : ""
      guard let name = percentDecoded(parts[0], plusIsBlank: true),
        let text = percentDecoded(value, plusIsBlank: true)
      else { return nil }
      values[name] = text
    }
    return values
  }
}

/// nil when an escape is broken or its bytes are no UTF-8.
func percentDecoded(_ text: Substring, plusIsBlank: Bool = false) -> String? {
  var bytes: [UInt8] = []
  var rest = text.utf8[...]
  while let byte = rest.popFirst() {
    switch byte {
    case UInt8(ascii: "%"):
      guard let high = rest.popFirst().flatMap(hexDigit),
        let low = rest.popFirst().flatMap(hexDigit)
      else { return nil }
      bytes.append(high << 4 | low)
    case UInt8(ascii: "+") where plusIsBlank:
      bytes.append(UInt8(ascii: " "))
    default:
      bytes.append(byte)
    }
  }
  return String(validating: bytes, as: UTF8.self)
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x37
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}
