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
