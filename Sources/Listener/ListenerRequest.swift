/// One HTTP request to the listener, as a value.
package struct ListenerRequest: Sendable {
  /// Upper case, as in `POST`.
  package var method: String
  /// Path and query as they stand in the request line.
  package var target: String
  /// By lower-case name.
  package var headers: [String: String]
  /// As sent; it may be packed by gzip.
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

  var path: Substring { target.prefix { $0 != "?" } }
}
