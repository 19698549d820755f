package import Foundation

/// One HTTP response as it goes over the wire.
package struct WireResponse: Sendable, Hashable {
  /// One header line.
  package struct Header: Sendable, Hashable {
    /// Lower case.
    package var name: String
    /// Without line breaks.
    package var value: String

    /// A line of those parts.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// 200…599.
  package var status: Int
  /// In the order in which they are written; length and connection are added then.
  package var headers: [Header]
  /// Empty when there is none.
  package var body: [UInt8]

  /// A response of those parts.
  package init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that lower-case name, nil when there is none.
  package subscript(header name: String) -> String? {
    headers.first { $0.name == name }?.value
  }

  /// The response as bytes; one to HEAD tells the length alone.
  ///
  /// `head` is the request's; nil when none could be read, and the connection ends.
  package func bytes(to head: RequestHead?) -> Data {
    var text = "HTTP/1.1 \(status) \(Self.phrase(status))\r\n"
    for header in headers { text += "\(header.name): \(header.value)\r\n" }
    if status != 204 { text += "content-length: \(body.count)\r\n" }
    if head?.isLast ?? true { text += "connection: close\r\n" }
    if head?.wantsKeepAlive == true { text += "connection: keep-alive\r\n" }
    return Data((text + "\r\n").utf8) + (head?.request.method == "HEAD" ? [] : body)
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 204: "No Content"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 413: "Payload Too Large"
    case 431: "Request Header Fields Too Large"
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    default: "Status"
    }
  }
}
