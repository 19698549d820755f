/// One HTTP request that a call becomes.
public struct PlannedRequest: Sendable, Hashable {
  /// The HTTP method.
  public enum Method: String, Sendable, Hashable {
    /// Reads.
    case get = "GET"
    /// Creates, or hands over an event or identity.
    case post = "POST"
    /// Changes the named attributes.
    case patch = "PATCH"
  }

  /// The answer to the look-up before it that makes this request go out.
  public enum Condition: String, Sendable, Hashable {
    /// The look-up found a record; `{id}` in the path is that record's id.
    case found
    /// The look-up answered 404.
    case notFound = "not_found"
  }

  /// The HTTP method.
  public var method: Method
  /// From the base URL on, percent-encoded, starting with `/v1/`; may hold `{id}`.
  public var path: String
  /// Nil when it goes out whatever the answer before it was.
  public var condition: Condition?
  /// Nil for a GET.
  public var body: JSON?
  /// Attributes of `body` that are united with what the found record holds before they are sent.
  public var merges: [String]

  /// A request as planned.
  public init(
    _ method: Method, _ path: String, when condition: Condition? = nil, body: JSON? = nil,
    merges: [String] = []
  ) {
    self.method = method
    self.path = path
    self.condition = condition
    self.body = body
    self.merges = merges
  }
}
