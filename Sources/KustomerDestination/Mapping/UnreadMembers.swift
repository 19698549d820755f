/// Members of a call that carry something and that nobody reads: they are named, never passed over.
extension Mapper {
  mutating func warnOfUnreadMembers() {
    guard let type else { return }
    for key in envelope.unknown where document.isFilled(key + 1) {
      if !SessionIdName.isNearMiss(key, in: document) { warnOfUnknown(key, type) }
    }
    for field in [Envelope.Field.traits, .properties, .event, .name, .category] {
      guard let node = envelope[field], isUnread(field, of: type) else { continue }
      warn(.unreadMember, .node(node), "\(path(node)) is not read: \(advice(field, type))")
      if field == .traits || field == .properties { hasLoss = true }
    }
    for field in [Envelope.Field.context, .integrations] {
      guard let node = envelope[field], document.isFilled(node), document.kind(node) != .object
      else { continue }
      warn(.unreadMember, .node(node), "\(path(node)) is \(kindText(node)); it is an object")
    }
  }

  private mutating func warnOfUnknown(_ key: Int, _ type: CallType) {
    let name = document.text(key)
    let advice =
      Envelope.meant(by: key, in: document).map { "write it as \($0)" }
      ?? "what shall be sent stands in \(type == .identify ? "traits" : "properties")"
    warn(.unreadMember, .node(key + 1), "\(name) is not read: \(advice)")
  }

  private func isUnread(_ field: Envelope.Field, of type: CallType) -> Bool {
    UnreadMembers(document: document, envelope: envelope, properties: properties, type: type)
      .code(of: field) == .unreadMember
  }

  private func advice(_ field: Envelope.Field, _ type: CallType) -> String {
    switch (field, type) {
    case (.traits, _): "a \(type.rawValue) takes properties; traits belong to an identify"
    case (.properties, _): "an identify takes traits; move them there"
    case (.category, .page), (.category, .screen): "properties.category has another value"
    case (.event, .page), (.event, .screen): "the name of a \(type.rawValue) is used"
    case (.name, .track): "a track is named by its event"
    default: "a \(type.rawValue) has none"
    }
  }
}

/// What becomes of the members that calls of one type read and those of another do not.
struct UnreadMembers {
  let document: JSONView
  let envelope: Envelope
  let properties: KnownMembers<PropertyField>
  let type: CallType

  /// Why a member goes nowhere; nil when calls of this type read it, or when it is missing.
  func code(of field: Envelope.Field) -> Code? {
    guard let node = envelope[field], !isRead(field) else { return nil }
    if !document.isFilled(node) { return .emptyValue }
    return repeats(field, node) ? .alreadyUsed : .unreadMember
  }

  private func isRead(_ field: Envelope.Field) -> Bool {
    switch (field, type) {
    case (.traits, .identify), (.event, .track): true
    case (.traits, _), (.event, .identify): false
    case (.properties, _): type != .identify
    case (.event, _): ViewName.node(document, envelope, properties) == envelope[.event]
    case (.name, _): type == .page || type == .screen
    case (.category, .page), (.category, .screen): ownCategory.map(document.isEmpty) ?? true
    case (.category, _): false
    default: true
    }
  }

  private var ownCategory: Int? { properties[.category] }

  /// Whether it says what is sent anyway.
  private func repeats(_ field: Envelope.Field, _ node: Int) -> Bool {
    let sent: Int? =
      switch (field, type) {
      case (.name, .track): envelope[.event]
      case (.event, .page), (.event, .screen): ViewName.node(document, envelope, properties)
      case (.category, .page), (.category, .screen): ownCategory
      default: nil
      }
    return sent.map { document.isSame($0, node) } ?? false
  }
}

/// Where the name of a page or screen stands: `name`, else `properties.name`, else `event`, where
/// RudderStack's mobile libraries write it.
enum ViewName {
  static func node(
    _ document: JSONView, _ envelope: Envelope, _ properties: KnownMembers<PropertyField>
  ) -> Int? {
    for node in [envelope[.name], properties[.name], envelope[.event]] {
      if let node, document.kind(node) == .string, !document.isBlank(node) { return node }
    }
    return nil
  }
}

/// `kustomer_session_id`, which only `properties` take, and only as it is spelt here.
enum SessionIdName {
  private static let names = Names<Bool>([("kustomersessionid", true)])

  /// Whether a key is a spelling of it.
  static func isNearMiss(_ key: Int, in document: JSONView) -> Bool {
    document.count(key) >= names.longest && names.meaning(ofFolded: key, in: document) != nil
  }
}
