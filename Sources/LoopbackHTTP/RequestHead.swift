/// The request line and headers of an HTTP/1 request, read as RFC 9112 has it.
package struct RequestHead: Sendable {
  /// How long the body is.
  package enum BodyLength: Sendable, Equatable {
    /// As `Content-Length` says; 0 without one.
    case bytes(Int)
    /// In chunks, whose lengths stand before each.
    case chunked
  }

  /// The request, its body still empty.
  package var request: WireRequest
  /// Whether the connection ends after the answer.
  package var isLast: Bool
  /// Whether the answer must say that the connection goes on: HTTP/1.0 takes silence for the end.
  package var wantsKeepAlive: Bool
  /// How long the body is.
  package var length: BodyLength
  /// Whether the client waits for `100 Continue` before it sends the body.
  package var expectsContinue: Bool

  /// Reads lines without their CRLF; there is one at least.
  init(lines: [ArraySlice<UInt8>]) throws(MalformedRequest) {
    for line in lines where !line.allSatisfy(isText) {
      throw MalformedRequest(status: 400, problem: "the head holds a control character")
    }
    let (method, target, isOld) = try Self.requestLine(lines[0])
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let (name, value) = try Self.header(line)
      if let former = headers[name] {
        guard !Self.once.contains(name) else {
          throw MalformedRequest(status: 400, problem: "there are two headers \(name)")
        }
        headers[name] = former + ", " + value
      } else {
        headers[name] = value
      }
    }
    if let authority = target.authority { headers["host"] = authority }
    guard isOld || headers["host"] != nil else {
      throw MalformedRequest(status: 400, problem: "there is no header Host")
    }
    request = WireRequest(method, target.path, headers: headers)
    let connection = (headers["connection"] ?? "").split(separator: ",")
      .map { $0.trimmingBlanks.lowercased() }
    isLast =
      connection.contains("close") || isOld && !connection.contains("keep-alive")
    wantsKeepAlive = isOld && !isLast
    expectsContinue = !isOld && headers["expect"]?.lowercased() == "100-continue"
    length = try Self.length(headers, isOld: isOld)
  }

  /// Headers that mean nothing, or something dangerous, when they stand twice.
  private static let once: Set<String> = [
    "host", "content-length", "transfer-encoding", "authorization", "origin", "content-type",
  ]
}

extension RequestHead {
  private static func requestLine(
    _ line: ArraySlice<UInt8>
  ) throws(MalformedRequest) -> (String, target: (path: String, authority: String?), isOld: Bool) {
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(isToken),
      let target = target(String(decoding: words[1], as: UTF8.self))
    else { throw MalformedRequest(status: 400, problem: "the request line cannot be read") }
    switch String(decoding: words[2], as: UTF8.self) {
    case "HTTP/1.1": return (String(decoding: words[0], as: UTF8.self), target, false)
    case "HTTP/1.0": return (String(decoding: words[0], as: UTF8.self), target, true)
    default: throw MalformedRequest(status: 400, problem: "the request is not HTTP/1.1")
    }
  }

  /// A path, or a whole URL as clients send it to what they take for a proxy.
  private static func target(_ text: String) -> (path: String, authority: String?)? {
    if text.utf8.first == UInt8(ascii: "/") { return (text, nil) }
    guard text.prefix(7).lowercased() == "http://" else { return nil }
    let rest = text.dropFirst(7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let path = rest[authority.endIndex...]
    return (path.utf8.first == UInt8(ascii: "/") ? String(path) : "/" + path, String(authority))
  }

  private static func header(
    _ line: ArraySlice<UInt8>
  ) throws(MalformedRequest) -> (String, String) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
      throw MalformedRequest(status: 400, problem: "a header line has no name")
    }
    // A blank before the colon, or at the line's start, is read differently by others.
    guard line[..<colon].allSatisfy(isToken) else {
      throw MalformedRequest(status: 400, problem: "a header's name holds a blank or a sign")
    }
    let value = String(decoding: line[(colon + 1)...], as: UTF8.self).trimmingBlanks
    return (String(decoding: line[..<colon], as: UTF8.self).lowercased(), value)
  }

  private static func length(
    _ headers: [String: String], isOld: Bool
  ) throws(MalformedRequest) -> BodyLength {
    guard let coding = headers["transfer-encoding"] else {
      guard let text = headers["content-length"] else { return .bytes(0) }
      // Int reads signs too.
      guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
        throw MalformedRequest(status: 400, problem: "Content-Length is no number")
      }
      return .bytes(Int(text) ?? .max)
    }
    guard headers["content-length"] == nil else {
      throw MalformedRequest(status: 400, problem: "the body's length is given twice")
    }
    guard coding.lowercased() == "chunked", !isOld else {
      throw MalformedRequest(
        status: 400, problem: "the body is sent in a way other than chunks; that cannot be read")
    }
    return .chunked
  }
}

/// A request that cannot be read; the connection ends after the answer.
package struct MalformedRequest: Error, Sendable, Hashable {
  /// What it is answered with, 400…499.
  package var status: Int
  /// One line for people, lower case.
  package var problem: String
}

/// What may stand in a method or a header's name: RFC 9110, 5.6.2.
func isToken(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }
}

private func isText(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x09 }

extension StringProtocol {
  var trimmingBlanks: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let head = drop(while: isBlank)
    return String(head.reversed().drop(while: isBlank).reversed())
  }
}
