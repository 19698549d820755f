/// Where the members of a call stand that this destination knows; nil for one that is missing.
struct Envelope {
  enum Field: Int, CaseIterable, Sendable {
    case type, event, name, category, userId, anonymousId, messageId, traits, properties, context
    case integrations, timestamp, originalTimestamp, sentAt, receivedAt
  }

  private enum Meaning {
    case field(Field)
    case alias(Field)
    case groupId, sessionId
  }

  /// Segment's camelCase, and the snake_case of archives and warehouses.
  private static let names = Names<Meaning>([
    ("type", .field(.type)), ("event", .field(.event)), ("name", .field(.name)),
    ("category", .field(.category)), ("userId", .field(.userId)),
    ("anonymousId", .field(.anonymousId)), ("messageId", .field(.messageId)),
    ("traits", .field(.traits)), ("properties", .field(.properties)),
    ("context", .field(.context)), ("integrations", .field(.integrations)),
    ("timestamp", .field(.timestamp)), ("originalTimestamp", .field(.originalTimestamp)),
    ("sentAt", .field(.sentAt)), ("receivedAt", .field(.receivedAt)),
    ("user_id", .alias(.userId)), ("anonymous_id", .alias(.anonymousId)),
    ("message_id", .alias(.messageId)), ("sent_at", .alias(.sentAt)),
    ("received_at", .alias(.receivedAt)), ("original_timestamp", .alias(.originalTimestamp)),
    ("groupId", .groupId), ("kustomer_session_id", .sessionId),
  ])

  private var known = KnownMembers<Field>()
  /// Second spellings of an id that were not used.
  private(set) var unused: [Int] = []
  private(set) var hasGroupId = false
  private(set) var sessionIdAtTop: Int?

  init(of document: JSONView) {
    var second: [(Field, Int)] = []
    for (key, value) in document.members(of: 0) {
      switch Self.names.meaning(of: key, in: document) {
      case .field(let field): known[field] = value
      case .alias(let field): second.append((field, value))
      case .groupId: hasGroupId = document.kind(value) != .null
      case .sessionId: sessionIdAtTop = value
      case nil: break
      }
    }
    for (field, value) in second { adopt(value, as: field, in: document) }
  }

  /// The value node, nil when the member is missing.
  subscript(field: Field) -> Int? { known[field] }

  private mutating func adopt(_ value: Int, as field: Field, in document: JSONView) {
    let first = known[field]
    let isFirstAbsent = first.map { document.isBlank($0) } ?? true
    if isFirstAbsent { known[field] = value }
    guard field == .userId || field == .anonymousId else { return }
    if let unusedNode = isFirstAbsent ? first : value { unused.append(unusedNode) }
  }
}

/// The members of a call's context that mean something here.
enum ContextField: Int, CaseIterable, Sendable {
  case locale, traits, personas, sessionId

  static let names = Names<ContextField>([
    ("locale", .locale), ("traits", .traits), ("personas", .personas), ("sessionId", .sessionId),
  ])
}

/// The members of properties that mean something besides being sent.
enum PropertyField: Int, CaseIterable, Sendable {
  case sessionId, sessionIdNearMiss, name, category
  case journeyContext, journeyMetadata, audienceKey, traitKey

  static let names = Names<PropertyField>([
    ("kustomer_session_id", .sessionId), ("kustomerSessionId", .sessionIdNearMiss),
    ("name", .name), ("category", .category), ("journey_context", .journeyContext),
    ("journey_metadata", .journeyMetadata), ("audience_key", .audienceKey),
    ("trait_key", .traitKey),
  ])
}

extension JSONView {
  /// Whether a value counts as absent: null, or a string that is empty or white space only.
  @inline(__always)
  func isBlank(_ node: Int) -> Bool {
    switch kind(node) {
    case .null: return true
    case .string:
      guard let first = raw(node).first else { return true }
      // A backslash may begin an escaped blank.
      return 0x21..<0x80 ~= first && first != UInt8(ascii: "\\") ? false : text(node).isBlank
    default: return false
    }
  }

  /// The id that a value is; nil for what is none: null, blanks, and other kinds of value.
  func id(_ node: Int) -> String? {
    kind(node) == .string && !isBlank(node) ? text(node) : nil
  }

  /// Null, a blank string, `{}` or `[]`.
  @inline(__always)
  func isEmpty(_ node: Int) -> Bool {
    switch kind(node) {
    case .object, .array: count(node) == 0
    default: isBlank(node)
    }
  }
}

extension Unicode.Scalar {
  /// Unicode's White_Space, asked of the tables only beyond ASCII.
  var isSpace: Bool {
    isASCII ? value == 0x20 || 0x09...0x0D ~= value : properties.isWhitespace
  }
}

extension String {
  /// Empty, or white space only.
  var isBlank: Bool {
    if let first = utf8.first, 0x21..<0x80 ~= first { return false }
    return unicodeScalars.allSatisfy(\.isSpace)
  }

  /// Without white space at both ends.
  var trimmed: String {
    if let first = utf8.first, let last = utf8.last, 0x21..<0x80 ~= first, 0x21..<0x80 ~= last {
      return self
    }
    guard let first = unicodeScalars.first, let last = unicodeScalars.last,
      first.isSpace || last.isSpace
    else { return self }
    let scalars = unicodeScalars.drop(while: \.isSpace)
    guard let end = scalars.lastIndex(where: { !$0.isSpace }) else { return "" }
    return String(scalars[...end])
  }

  /// The first characters, counted in Unicode scalars; self when there are no more.
  func cut(to limit: Int) -> (text: String, wasCut: Bool) {
    guard utf8.count > limit, unicodeScalars.count > limit else { return (self, false) }
    return (String(unicodeScalars.prefix(limit)), true)
  }
}
