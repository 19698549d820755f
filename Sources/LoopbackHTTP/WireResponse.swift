package import Foundation

/// One HTTP response as it goes over the wire.
package struct WireResponse: Sendable {
  /// 200…599.
  package var status: Int
  /// Names in lower case; length and connection are added when it is written.
  package var headers: [(name: String, value: String)]
  /// Empty when there is none.
  package var body: [UInt8]

  /// A response of those parts.
  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The response as bytes; the last of a connection says so, and one to HEAD tells the length
  /// alone.
  package func bytes(isLast: Bool, hasBody: Bool = true) -> Data {
    var head = "HTTP/1.1 \(status) \(Self.phrase(status))\r\n"
    for header in headers { head += "\(header.name): \(header.value)\r\n" }
    if status != 204 { head += "content-length: \(body.count)\r\n" }
    if isLast { head += "connection: close\r\n" }
    return Data((head + "\r\n").utf8) + (hasBody ? body : [])
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
