package import KustomerDestination
package import LoopbackHTTP

extension WireResponse {
  static func json(_ status: Int, _ value: JSON) -> WireResponse {
    WireResponse(
      status: status, headers: [Header("content-type", "application/json")],
      body: value.compactBytes)
  }

  /// The body as JSON.
  ///
  /// - Throws: `JSONError` when it is none, as with an empty body.
  package func json() throws(JSONError) -> JSON {
    try JSON(parsing: body)
  }

  mutating func add(_ name: String, _ value: String) {
    headers.append(Header(name, value))
  }
}
