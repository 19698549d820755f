package import KustomerDestination
package import Records

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
  /// Whether the key is sent as Segment wants it, as the name of `Basic`; else as `Bearer`.
  package var isBasic = false
  /// What of it is nil is as the transport's settings say.
  package var route: OrgRoute

  /// A request to that place.
  package init(
    _ method: PlannedRequest.Method, _ path: String, at base: BaseURL, body: [UInt8]? = nil,
    key: APIKey?, route: OrgRoute = OrgRoute()
  ) {
    self.method = method
    self.base = base
    self.path = path
    self.body = body
    self.key = key
    self.route = route
  }

  /// A request to that org, by its route and with its key.
  package init(
    _ method: PlannedRequest.Method, _ path: String, to org: Org, body: [UInt8]? = nil
  ) {
    self.init(method, path, at: org.baseURL, body: body, key: org.key, route: org.route)
    isBasic = org.via == .segment
  }
}
