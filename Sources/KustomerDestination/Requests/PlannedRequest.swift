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
  public var body: JSON? {
    get { content.tree }
    set { content = Content(newValue) }
  }
  /// Attributes of `body` that are united with what the found record holds before they are sent.
  public var merges: [String]

  /// What `body` gives.
  var content: Content

  /// A request as planned.
  public init(
    _ method: Method, _ path: String, when condition: Condition? = nil, body: JSON? = nil,
    merges: [String] = []
  ) {
    self.init(method, path, when: condition, content: Content(body), merges: merges)
  }

  init(
    _ method: Method, _ path: String, when condition: Condition? = nil, content: Content,
    merges: [String] = []
  ) {
    self.method = method
    self.path = path
    self.condition = condition
    self.content = content
    self.merges = merges
  }
}

extension PlannedRequest {
  /// A body as a tree, or as what folds into one: most bodies are written and never looked into.
  enum Content: Sendable, Hashable {
    case none
    case tree(JSON)
    case folded(MappedCall, MappedCall.Body)

    init(_ tree: JSON?) { self = tree.map { .tree($0) } ?? .none }

    var tree: JSON? {
      switch self {
      case .none: nil
      case .tree(let tree): tree
      case .folded(let call, let body): call.tree(of: body)
      }
    }

    static func == (left: Content, right: Content) -> Bool { left.tree == right.tree }

    func hash(into hasher: inout Hasher) { hasher.combine(tree) }
  }
}
