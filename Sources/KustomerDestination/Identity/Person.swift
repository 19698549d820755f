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

  private var parts: (isUser: Bool, id: ExactText) {
    switch self {
    case .user(let id): (true, ExactText(id))
    case .anonymous(let id): (false, ExactText(id))
    }
  }

  /// Compares code points: ids that differ only in Unicode normal form are two persons.
  public static func == (left: Person, right: Person) -> Bool { left.parts == right.parts }

  /// Feeds the kind and the id's UTF-8.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(parts.isUser)
    hasher.combine(parts.id)
  }
}

/// A string that equals another only when all code points do.
///
/// Swift's own strings are equal when they are canonically equivalent, and Kustomer's are not.
struct ExactText: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool {
    guard left.text.utf8.count == right.text.utf8.count else { return false }
    let isSame = left.text.utf8.withContiguousStorageIfAvailable { left in
      right.text.utf8.withContiguousStorageIfAvailable { left.elementsEqual($0) }
    }
    return (isSame ?? nil) ?? left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}
