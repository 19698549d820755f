internal import KustomerDestination
internal import LoopbackHTTP

/// One endpoint: how it is reached, who may, what its body is, and what answers.
///
/// The dispatch, 404, 405, the roles and the OpenAPI text are derived from `Route.all`.
struct Route: Sendable {
  /// What stands under `data` in a done answer.
  enum Yield: Sendable, Hashable {
    case nothing
    case resource(String)
    case list(of: String)
  }

  var method: String
  /// A segment in braces takes any text.
  var template: [String]
  var summary: String
  /// Any one of them will do; empty means any known key.
  var roles: [String]
  /// nil means that a body is not looked at.
  var body: Shape?
  /// null takes an attribute away.
  var allowsNull: Bool
  var query: [String]
  var status: Int
  /// What a done answer's body holds.
  var yields: Yield
  /// The statuses of refusals that only this endpoint's records can cause.
  var refusals: [Int]
  var answer: @Sendable (LocalKustomer, SandboxCall) throws -> WireResponse

  init(
    _ method: String, _ template: String, _ summary: String, roles: [String] = [],
    body: Shape? = nil, allowsNull: Bool = false, query: [String] = [], status: Int = 200,
    yields: Yield, refusals: [Int] = [],
    answer: @escaping @Sendable (LocalKustomer, SandboxCall) throws -> WireResponse
  ) {
    self.method = method
    self.template = template.dropFirst().split(separator: "/").map(String.init)
    self.summary = summary
    self.roles = roles
    self.body = body
    self.allowsNull = allowsNull
    self.query = query
    self.status = status
    self.yields = yields
    self.refusals = refusals
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
