package import KustomerDestination

/// One request as it goes out: placeholders filled in, arrays united.
package struct OutgoingRequest: Sendable, Hashable {
  /// The HTTP method.
  package var method: PlannedRequest.Method
  /// From the base URL on, percent-encoded.
  package var path: String
  /// The bytes that are sent; nil for a GET.
  package var body: [UInt8]?

  /// A request with a body of JSON.
  init(_ method: PlannedRequest.Method, _ path: String, body: JSON? = nil) {
    self.method = method
    self.path = path
    self.body = body.map(\.compactBytes)
  }

  /// A request as it was written down.
  init(_ method: PlannedRequest.Method, _ path: String, bytes: [UInt8]?) {
    self.method = method
    self.path = path
    body = bytes
  }

  /// Whether it asks for a record; a 404 is then a normal answer.
  var isLookUp: Bool { method == .get }

  /// Whether sending it twice may be seen: Kustomer has no key against a repeated event.
  package var isTracking: Bool { path.hasPrefix("/v1/tracking/") }
}
