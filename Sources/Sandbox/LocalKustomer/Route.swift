internal import KustomerDestination
internal import LoopbackHTTP

/// One endpoint: how it is reached, who may, what its body is, and what answers.
///
/// The dispatch, 404, 405 and the roles are derived from `Route.all`.
struct Route: Sendable {
  var method: String
  /// A segment in braces takes any text.
  var template: [String]
  /// Any one of them will do; empty means any known key.
  var roles: [String]
  /// nil means that a body is not looked at.
  var body: Shape?
  /// null takes an attribute away.
  var allowsNull: Bool
  var query: [String]
  var answer: @Sendable (LocalKustomer, SandboxCall) throws -> WireResponse

  init(
    _ method: String, _ template: String, roles: [String] = [],
    body: Shape? = nil, allowsNull: Bool = false, query: [String] = [],
    answer: @escaping @Sendable (LocalKustomer, SandboxCall) throws -> WireResponse
  ) {
    self.method = method
    self.template = template.dropFirst().split(separator: "/").map(String.init)
    self.roles = roles
    self.body = body
    self.allowsNull = allowsNull
    self.query = query
    self.answer = answer
  }

  /// The texts of the segments in braces, nil when the path is another.
  func parameters(of segments: [String]) -> [String]? {
    guard segments.count == template.count else { return nil }
    var parameters: [String] = []
    for (part, segment) in zip(template, segments) {
      if part.hasPrefix("{") {
        if segment.isEmpty { return nil }
        parameters.append(segment)
      } else if part != segment {
        return nil
      }
    }
    return parameters
  }
}

/// A request on its way to an endpoint, with what was found out about it.
struct SandboxCall {
  var request: WireRequest
  var parameters: [String]
  var query: [String: String]
  /// Checked against the route's shape; empty when the route has none.
  var body: JSONObject
  var key: SandboxKey
  var now: Timestamp
  var unlinksCompany: Bool
}
