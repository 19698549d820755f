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

  /// What it is for.
  public var kind: Kind
  /// From the base URL on, percent-encoded, starting with `/v1/`; may hold `{id}`.
  public var path: String
  /// Nil for a GET.
  public var body: JSON? {
    get { content.tree }
    set { content = Content(newValue) }
  }
  /// Attributes of `body` that are united with what the found record holds before they are sent.
  public var merges: [String]

  /// What `body` gives.
  var content: Content

  /// A request as planned; without a path, at the one that all of its kind have.
  public init(_ kind: Kind, _ path: String? = nil, body: JSON? = nil, merges: [String] = []) {
    self.init(kind, path, content: Content(body), merges: merges)
  }

  init(_ kind: Kind, _ path: String? = nil, content: Content, merges: [String] = []) {
    self.kind = kind
    self.path = path ?? kind.path
    self.content = content
    self.merges = merges
  }

  /// The HTTP method.
  public var method: Method { kind.method }
  /// Nil when it goes out whatever the answer before it was.
  public var condition: Condition? { kind.condition }

  /// Looks for the customer whose `externalId`, `email` or `phone` is that value.
  package static func lookUp(_ name: String, _ value: String) -> PlannedRequest {
    let kind = Kind.customerLookUp
    return PlannedRequest(kind, "\(kind.path)\(name)=\(value.percentEncoded)")
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
