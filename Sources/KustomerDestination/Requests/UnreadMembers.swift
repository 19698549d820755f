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
