package import KustomerDestination
package import LoopbackHTTP

extension WireRequest {
  /// A request as our client makes it: with a JSON body, and with a key unless that is nil.
  package init(_ method: String, _ target: String, key: String?, json: JSON? = nil) {
    self.init(method, target, body: json?.compactBytes ?? [])
    if let key { headers["authorization"] = "Bearer \(key)" }
    if json != nil { headers["content-type"] = "application/json" }
  }

  /// The path's segments, each decoded by itself: `%2F` stays inside its segment.
  ///
  /// nil when an escape is broken or its bytes are no UTF-8.
  var segments: [String]? {
    var decoded: [String] = []
    for segment in path.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      guard let text = percentDecoded(segment) else { return nil }
      decoded.append(text)
    }
    return decoded
  }

  /// The query's names with their last values, nil as with `segments`.
  var query: [String: String]? {
    var values: [String: String] = [:]
    let text = target.utf8.dropFirst(path.utf8.count + 1)
    for item in text.split(separator: UInt8(ascii: "&")) {
      let name = item.prefix { $0 != UInt8(ascii: "=") }
      guard let key = percentDecoded(name, plusIsBlank: true),
        let value = percentDecoded(item.dropFirst(name.count + 1), plusIsBlank: true)
      else { return nil }
      values[key] = value
    }
    return values
  }
}

/// nil when an escape is broken or its bytes are no UTF-8.
private func percentDecoded(_ text: Substring.UTF8View, plusIsBlank: Bool = false) -> String? {
  var bytes: [UInt8] = []
  var rest = text
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

/// `name=value` at its first `=`, nil when there is none.
func keyed(_ segment: String) -> (name: String, value: String)? {
  guard let at = segment.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
  return (String(segment[..<at]), String(segment[segment.utf8.index(after: at)...]))
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x37
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}
