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
    /// Of Segment's and RudderStack's own machinery; nothing of it belongs to a customer.
    case silent
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
    ("previousId", .silent), ("channel", .silent), ("version", .silent), ("projectId", .silent),
    ("writeKey", .silent), ("_metadata", .silent), ("library", .silent), ("options", .silent),
    ("rudderId", .silent), ("request_ip", .silent),
  ])

  /// What a misspelt name was probably meant to be.
  private static let meant = Names<String>(
    [
      ("userid", "userId"), ("anonymousid", "anonymousId"), ("messageid", "messageId"),
      ("type", "type"), ("event", "event"), ("name", "name"), ("category", "category"),
      ("traits", "traits"), ("properties", "properties"), ("context", "context"),
      ("integrations", "integrations"), ("timestamp", "timestamp"),
      ("originaltimestamp", "originalTimestamp"), ("sentat", "sentAt"),
      ("receivedat", "receivedAt"),
    ])

  private var known = KnownMembers<Field>()
  /// Second spellings that were not used, each with the value that was.
  private(set) var unused: [(node: Int, used: Int)] = []
  /// The keys of members that nobody reads.
  private(set) var unknown: [Int] = []
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
      case .silent: break
      case nil: unknown.append(key)
      }
    }
    for (field, value) in second { adopt(value, as: field, in: document) }
  }

  /// The value node, nil when the member is missing.
  subscript(field: Field) -> Int? { known[field] }

  /// The member that a key nobody reads was probably meant to be, nil for one like no other.
  static func meant(by key: Int, in document: JSONView) -> String? {
    meant.meaning(ofFolded: key, in: document)
  }

  private mutating func adopt(_ value: Int, as field: Field, in document: JSONView) {
    guard let first = known[field] else {
      known[field] = value
      return
    }
    let isFirstAbsent = document.isBlank(first)
    if isFirstAbsent { known[field] = value }
    unused.append(isFirstAbsent ? (first, value) : (value, first))
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
  case sessionId, name, category
  case journeyContext, journeyMetadata, audienceKey, traitKey

  static let names = Names<PropertyField>([
    ("kustomer_session_id", .sessionId), ("name", .name), ("category", .category),
    ("journey_context", .journeyContext), ("journey_metadata", .journeyMetadata),
    ("audience_key", .audienceKey), ("trait_key", .traitKey),
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

  /// The id that a value is, a whole number as its digits; nil for what is none: null, blanks, and
  /// other kinds of value.
  func id(_ node: Int) -> String? {
    kind(node) == .string && !isBlank(node) ? text(node) : wholeNumber(node)
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

extension JSONView {
  /// Whether a value says anything: no null, no blank, and no list or object of those alone.
  func isFilled(_ node: Int) -> Bool {
    switch kind(node) {
    case .array: elements(of: node).contains(where: isFilled)
    case .object: members(of: node).contains { isFilled($0.value) }
    default: !isBlank(node)
    }
  }

  /// Whether two values say the same: a number is the same as its literal text, white space around
  /// a text and the order of members say nothing.
  func isSame(_ left: Int, _ right: Int) -> Bool {
    switch (kind(left), kind(right)) {
    case (.string, .string), (.string, .number), (.number, .string), (.number, .number):
      text(left).trimmed.isExactly(text(right).trimmed)
    case (.object, .object):
      count(left) == count(right)
        && members(of: left).allSatisfy { key, value in
          members(of: right).contains {
            text(key).isExactly(text($0.key)) && isSame(value, $0.value)
          }
        }
    case (.array, .array):
      count(left) == count(right)
        && zip(elements(of: left), elements(of: right)).allSatisfy { isSame($0, $1) }
    case (let left, let right): left == right
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
