/// Rows for what the mapping did not touch, so that nothing disappears without one.
struct RestOfTrace {
  private let document: JSONView
  private let envelope: Envelope
  private let type: CallType?
  private let taken: [Row]
  private(set) var rows: [Row] = []

  /// Looks through a call for what stands in none of the rows.
  init(document: JSONView, type: CallType?, rows: [Row]) {
    self.document = document
    envelope = Envelope(of: document)
    self.type = type
    taken = rows
    traceTheRest()
  }
}

extension RestOfTrace {
  private mutating func traceTheRest() {
    for field in [Envelope.Field.userId, .anonymousId] { traceUnused(field, wrong: .idNotString) }
    for (node, used) in envelope.unused {
      let isSame = document.isBlank(node) || document.isSame(node, used)
      rows.append(Row(node, dropped: isSame ? .alreadyUsed : .conflictingAliases))
    }
    traceUnused(.event, wrong: .eventNotString)
    traceUnused(.name, wrong: .nameNotString)
    traceUnused(.category, wrong: .categoryNotString)
    traceContainer(.traits, wrong: .traitsNotObject)
    traceContainer(.properties, wrong: .propertiesNotObject)
    if let node = envelope.sessionIdAtTop { rows.append(Row(node, dropped: .sessionIdNearMiss)) }
    for key in envelope.unknown { traceUnknown(key) }
    traceContext()
  }

  /// Why a member that calls of this type do not read goes nowhere; nil when they read it.
  private func unread(_ field: Envelope.Field) -> Code? {
    guard let type else { return .notRead }
    return UnreadMembers(
      document: document, envelope: envelope,
      properties: KnownMembers(
        of: envelope[.properties], in: document, by: PropertyField.names), type: type
    ).code(of: field)
  }

  private mutating func traceUnused(_ field: Envelope.Field, wrong code: Code) {
    guard let node = envelope[field], !taken.contains(where: { $0.source == node }) else { return }
    let reason = document.isBlank(node) ? .emptyValue : unread(field) ?? code
    rows.append(Row(node, dropped: reason))
  }

  private mutating func traceContainer(_ field: Envelope.Field, wrong code: Code) {
    guard let node = envelope[field] else { return }
    let isObject = document.kind(node) == .object
    switch unread(field) {
    case nil where isObject: return
    case .notRead? where isObject:
      traceLeaves(of: node, unread: field == .traits ? .traits : .properties, level: 1)
    case let reason:
      let reason = document.isEmpty(node) ? .emptyValue : reason ?? code
      rows.append(Row(node, dropped: reason, isLoss: reason == .unreadMember))
    }
  }

  private mutating func traceUnknown(_ key: Int) {
    let reason: Code =
      if !document.isFilled(key + 1) {
        .emptyValue
      } else if SessionIdName.isNearMiss(key, in: document) {
        .sessionIdNearMiss
      } else {
        .unreadMember
      }
    rows.append(Row(key + 1, dropped: reason, rule: "not read by this destination"))
  }

  private mutating func traceContext() {
    guard let context = envelope[.context] else { return }
    if document.kind(context) != .object, document.isFilled(context) {
      rows.append(Row(context, dropped: .unreadMember))
    }
    for (key, value) in document.members(of: context) {
      if document.text(key, equals: "traits"), document.kind(value) == .object {
        if type != .identify { traceLeaves(of: value, unread: .traits, level: 1) }
      } else if !(type == .identify && document.text(key, equals: "locale")) {
        rows.append(Row(value, dropped: .notRead, rule: "not read by this destination"))
      }
    }
  }

  private enum Unread { case traits, properties }

  /// Leaves as a mapping would have counted them: properties are flattened, and of the traits the
  /// address.
  private mutating func traceLeaves(of object: Int, unread: Unread, level: Int) {
    for (key, value) in document.members(of: object) {
      let isFlattened =
        switch unread {
        case .traits: level == 1 && document.text(key, equals: "address")
        case .properties:
          level <= 5 && !(level == 1 && document.text(key, equals: "kustomer_session_id"))
        }
      if isFlattened, document.kind(value) == .object, document.count(value) > 0 {
        traceLeaves(of: value, unread: unread, level: level + 1)
      } else {
        rows.append(
          Row(
            value, dropped: document.isEmpty(value) ? .emptyValue : .notRead,
            rule: "not read by this kind of call"))
      }
    }
  }
}
