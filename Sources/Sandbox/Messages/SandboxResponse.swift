package import KustomerDestination

/// One HTTP response as a value.
package struct SandboxResponse: Sendable, Hashable {
  /// One header line.
  package struct Header: Sendable, Hashable {
    /// Lower case.
    package var name: String
    /// Without line breaks.
    package var value: String
  }

  /// 200…599.
  package var status: Int
  /// In the order in which they are written; length and connection are the server's.
  package var headers: [Header]
  /// Empty when there is none.
  package var body: [UInt8]

  init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  static func json(_ status: Int, _ value: JSON) -> SandboxResponse {
    SandboxResponse(
      status: status, headers: [Header(name: "content-type", value: "application/json")],
      body: value.compactBytes)
  }

  /// The first header of that lower-case name, nil when there is none.
  package subscript(header name: String) -> String? {
    headers.first { $0.name == name }?.value
  }

  /// The body as JSON.
  ///
  /// - Throws: `JSONError` when it is none, as with an empty body.
  package func json() throws(JSONError) -> JSON {
    try JSON(parsing: body)
  }

  mutating func add(_ name: String, _ value: String) {
    headers.append(Header(name: name, value: value))
  }
}
