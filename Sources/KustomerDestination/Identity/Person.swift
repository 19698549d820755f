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
    // Bytes, because a colon and a combining mark behind it are one Character.
    guard let colon = key.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let id = String(key.unicodeScalars[key.unicodeScalars.index(after: colon)...])
    switch key.unicodeScalars[..<colon] {
    case let kind where kind.elementsEqual("user".unicodeScalars): self = .user(id)
    case let kind where kind.elementsEqual("anonymous".unicodeScalars): self = .anonymous(id)
    default: return nil
    }
  }

  private var parts: (isUser: Bool, id: String) {
    switch self {
    case .user(let id): (true, id)
    case .anonymous(let id): (false, id)
    }
  }

  /// Compares code points: ids that differ only in Unicode normal form are two persons.
  public static func == (left: Person, right: Person) -> Bool {
    left.parts.isUser == right.parts.isUser && left.parts.id.isExactly(right.parts.id)
  }

  /// Feeds the kind and the id's UTF-8.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(parts.isUser)
    parts.id.hashExactly(into: &hasher)
  }
}

extension String {
  /// Whether all code points are the same.
  ///
  /// Swift's own strings are equal when they are canonically equivalent, and Kustomer's are not.
  func isExactly(_ other: String) -> Bool {
    let own = utf8.span
    let other = other.utf8.span
    guard own.count == other.count else { return false }
    return own.withUnsafeBufferPointer { own in
      other.withUnsafeBufferPointer { own.equals($0) }
    }
  }

  fileprivate func hashExactly(into hasher: inout Hasher) {
    var text = self
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

/// A string as the key of a table: equal only when all code points are.
///
/// It knows its hash, so that a table that grows need not look at the strings of its keys.
struct ExactText: Hashable, Sendable {
  let text: String
  private let digest: Int

  init(_ text: String) {
    self.text = text
    var hasher = Hasher()
    text.hashExactly(into: &hasher)
    digest = hasher.finalize()
  }

  static func == (left: ExactText, right: ExactText) -> Bool {
    left.digest == right.digest && left.text.isExactly(right.text)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
