/// The request line and headers of an HTTP/1.1 request.
package struct RequestHead: Sendable {
  /// How long the body is.
  package enum BodyLength: Sendable, Equatable {
    /// As `Content-Length` says; 0 without one.
    case bytes(Int)
    /// In chunks, whose lengths stand before each.
    case chunked
  }

  /// Upper case, as in `POST`.
  package var method: String
  /// Path and query as they stand in the request line, percent-encoded.
  package var target: String
  /// By lower-case name.
  package var headers: [String: String]
  /// Whether the connection ends after the answer.
  package var isLast: Bool
  /// How long the body is.
  package var length: BodyLength
  /// Whether the client waits for `100 Continue` before it sends the body.
  package var expectsContinue: Bool

  init(parsing bytes: ArraySlice<UInt8>) throws(MalformedRequest) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ", omittingEmptySubsequences: false) ?? []
    guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[1].hasPrefix("/") else {
      throw MalformedRequest(status: 400, problem: "the request line cannot be read")
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else {
        throw MalformedRequest(status: 400, problem: "a header line has no name")
      }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingBlanks
    }
    method = String(words[0])
    target = String(words[1])
    self.headers = headers
    let connection = headers["connection"]?.lowercased() ?? ""
    isLast = words[2] == "HTTP/1.0" ? connection != "keep-alive" : connection == "close"
    expectsContinue = headers["expect"]?.lowercased() == "100-continue"
    length = try Self.length(headers)
  }

  private static func length(_ headers: [String: String]) throws(MalformedRequest) -> BodyLength {
    if let coding = headers["transfer-encoding"] {
      guard coding.lowercased() == "chunked", headers["content-length"] == nil else {
        throw MalformedRequest(status: 400, problem: "the body's length is given twice")
      }
      return .chunked
    }
    guard let text = headers["content-length"] else { return .bytes(0) }
    guard let count = Int(text), count >= 0 else {
      throw MalformedRequest(status: 400, problem: "Content-Length is no number")
    }
    return .bytes(count)
  }
}

/// A request that cannot be read; the connection ends after the answer.
package struct MalformedRequest: Error, Sendable, Hashable {
  /// What it is answered with, 400…499.
  package var status: Int
  /// One line for people, lower case.
  package var problem: String
}

extension StringProtocol {
  var trimmingBlanks: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let head = drop(while: isBlank)
    return String(head.reversed().drop(while: isBlank).reversed())
  }
}
