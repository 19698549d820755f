package import KustomerDestination

/// One request to an org; the key goes into the Authorization header and nowhere else.
package struct HTTPRequest: Sendable {
  /// The HTTP method.
  package var method: PlannedRequest.Method
  /// Where the API is.
  package var base: BaseURL
  /// From the base URL on, percent-encoded, starting with `/`.
  package var path: String
  /// JSON as sent; nil for a GET.
  package var body: [UInt8]?
  /// Nil sends no Authorization header.
  package var key: APIKey?

  /// A request to that org.
  package init(
    _ method: PlannedRequest.Method, _ path: String, at base: BaseURL, body: [UInt8]? = nil,
    key: APIKey?
  ) {
    self.method = method
    self.base = base
    self.path = path
    self.body = body
    self.key = key
  }
}
