/// Whose call it is: the owner of a timeline.
public enum Person: Sendable, Hashable {
  /// A person known by userId.
  case user(String)
  /// A visitor known by anonymousId alone.
  case anonymous(String)

  /// `user:<userId>` or `anonymous:<anonymousId>`: the name that a session id hashes.
  public var key: String {
    switch self {
    case .user(let id): "user:" + id
    case .anonymous(let id): "anonymous:" + id
    }
  }

  /// The person of such a key, nil for any other text.
  public init?(key: String) {
    if key.hasPrefix("user:") {
      self = .user(String(key.dropFirst(5)))
    } else if key.hasPrefix("anonymous:") {
      self = .anonymous(String(key.dropFirst(10)))
    } else {
      return nil
    }
  }
}
