/// One HTTP request as a value.
package struct WireRequest: Sendable {
  /// Upper case, as in `POST`.
  package var method: String
  /// Path and query as they stand in the request line, percent-encoded.
  package var target: String
  /// By lower-case name; several lines of one name are one value with commas.
  package var headers: [String: String]
  /// As sent; empty when there is none.
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

  /// Encoded, without the query; split by bytes, since a combining mark may follow a delimiter.
  package var path: Substring { Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") }) }
}
