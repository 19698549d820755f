/// Where the members of a call stand that this destination knows; nil for one that is missing.
struct Envelope {
  enum Field: Int, CaseIterable {
    case type, event, name, category, userId, anonymousId, messageId, traits, properties, context
    case integrations, timestamp, originalTimestamp, sentAt, receivedAt
  }

  /// Segment's camelCase, and the snake_case of archives and warehouses.
  private static let names: [(StaticString, Field)] = [
    ("type", .type), ("event", .event), ("name", .name), ("category", .category),
    ("userId", .userId), ("anonymousId", .anonymousId), ("messageId", .messageId),
    ("traits", .traits), ("properties", .properties), ("context", .context),
    ("integrations", .integrations), ("timestamp", .timestamp),
    ("originalTimestamp", .originalTimestamp), ("sentAt", .sentAt), ("receivedAt", .receivedAt),
  ]
  private static let aliases: [(StaticString, Field)] = [
    ("user_id", .userId), ("anonymous_id", .anonymousId), ("message_id", .messageId),
    ("sent_at", .sentAt), ("received_at", .receivedAt),
    ("original_timestamp", .originalTimestamp),
  ]

  private var nodes: [Int]
  /// Second spellings of an id that were not used.
  private(set) var unused: [Int] = []
  private(set) var hasGroupId = false
  private(set) var sessionIdAtTop: Int?

  init(of document: JSONDocument) {
    nodes = Array(repeating: 0, count: Field.allCases.count)
    var second: [(Field, Int)] = []
    for (key, value) in document.members(of: 0) {
      if let field = Self.field(of: key, in: document, among: Self.names) {
        nodes[field.rawValue] = value
      } else if let field = Self.field(of: key, in: document, among: Self.aliases) {
        second.append((field, value))
      } else if document.text(key, equals: "groupId") {
        hasGroupId = true
      } else if document.text(key, equals: "kustomer_session_id") {
        sessionIdAtTop = value
      }
    }
    for (field, value) in second { adopt(value, as: field, in: document) }
  }

  /// The value node, nil when the member is missing.
  subscript(field: Field) -> Int? {
    nodes[field.rawValue] == 0 ? nil : nodes[field.rawValue]
  }

  private mutating func adopt(_ value: Int, as field: Field, in document: JSONDocument) {
    let first = self[field]
    let isFirstAbsent = first.map { document.isBlank($0) } ?? true
    if isFirstAbsent { nodes[field.rawValue] = value }
    guard field == .userId || field == .anonymousId else { return }
    if let unusedNode = isFirstAbsent ? first : value { unused.append(unusedNode) }
  }

  private static func field(
    of key: Int, in document: JSONDocument, among names: [(StaticString, Field)]
  ) -> Field? {
    for (name, field) in names where document.text(key, equals: name) { return field }
    return nil
  }
}

extension JSONDocument {
  /// Whether a value counts as absent: null, or a string that is empty or white space only.
  func isBlank(_ node: Int) -> Bool {
    switch kind(node) {
    case .null: true
    case .string: nodes[node].length == 0 || text(node).isBlank
    default: false
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
