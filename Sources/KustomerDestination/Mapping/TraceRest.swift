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
    for node in envelope.unused { rows.append(Row(node, dropped: .alreadyUsed)) }
    traceUnused(.event, wrong: type == .track ? .eventNotString : nil)
    let isView = type == .page || type == .screen
    traceUnused(.name, wrong: isView ? .nameNotString : nil)
    traceUnused(.category, wrong: isView ? .categoryNotString : nil)
    traceContainer(.traits, isRead: type == .identify, wrong: .traitsNotObject)
    traceContainer(
      .properties, isRead: type != nil && type != .identify, wrong: .propertiesNotObject)
    traceContext()
  }

  private mutating func traceUnused(_ field: Envelope.Field, wrong code: Code?) {
    guard let node = envelope[field], !taken.contains(where: { $0.source == node }) else { return }
    if document.isBlank(node) {
      rows.append(Row(node, dropped: .emptyValue))
    } else {
      let isText = document.kind(node) == .string
      rows.append(Row(node, dropped: isText ? .notRead : code ?? .notRead))
    }
  }

  private mutating func traceContainer(_ field: Envelope.Field, isRead: Bool, wrong code: Code) {
    guard let node = envelope[field] else { return }
    switch document.kind(node) {
    case .object where isRead: return
    case .object:
      traceLeaves(of: node, unread: field == .traits ? .traits : .properties, level: 1)
    case .null: rows.append(Row(node, dropped: .emptyValue))
    default: rows.append(Row(node, dropped: isRead ? code : .notRead))
    }
  }

  private mutating func traceContext() {
    guard let context = envelope[.context] else { return }
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
