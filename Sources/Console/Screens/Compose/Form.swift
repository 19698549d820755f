package import KustomerDestination

/// One property or trait as it is typed.
package struct FormRow: Hashable, Sendable {
  /// Its name.
  package var key = TextField()
  /// Its value as text.
  package var value = TextField()
  /// How the text is read.
  package var kind = ValueKind.string

  /// A row, by default an empty one.
  package init(
    key: TextField = TextField(), value: TextField = TextField(), kind: ValueKind = .string
  ) {
    self.key = key
    self.value = value
    self.kind = kind
  }

  /// Nothing was typed: such a row is no part of the call.
  package var isBlank: Bool { key.isEmpty && value.isEmpty }
}

/// A member of a pasted call that the form has no field for: it is kept and sent as it was.
package struct OtherMember: Hashable, Sendable {
  /// Whether it stands in `context` rather than in the call itself.
  package var isInContext: Bool
  /// Its name there.
  package var key: String
  /// Its value.
  package var value: JSON

  /// As `context.ip`.
  package var path: String { isInContext ? "context." + key : key }
}

/// A call as it is typed; every text stays when the type changes, so no switch loses anything.
package struct Form: Hashable, Sendable {
  /// The kind of call.
  package var type = CallType.track
  /// Of a track.
  package var event = TextField()
  /// Of a page or screen.
  package var name = TextField()
  /// Of a page or screen.
  package var category = TextField()
  /// Who, when known.
  package var userId = TextField()
  /// Who, before they are known.
  package var anonymousId = TextField()
  /// `properties.kustomer_session_id`; not of an identify.
  package var session = TextField()
  /// Empty for the moment at which the draft was begun.
  package var timestamp = TextField()
  /// `context.locale`.
  package var locale = TextField()
  /// Of a page, screen or track.
  package var properties: [FormRow] = []
  /// Of an identify.
  package var traits: [FormRow] = []
  /// What a pasted call holds besides.
  package var others: [OtherMember] = []
  /// The effective time of a call without a timestamp; nil until something is typed, and then the
  /// moment of sending counts.
  package var begun: Timestamp?

  /// An empty track.
  package init() {}

  /// The rows of the type that is chosen.
  package var rows: [FormRow] {
    get { type == .identify ? traits : properties }
    set { if type == .identify { traits = newValue } else { properties = newValue } }
  }

  /// `properties` or `traits`.
  package var rowsName: String { type == .identify ? "traits" : "properties" }

  /// The fields of the chosen type in the order of Tab.
  package var fields: [FormField] {
    var fields: [FormField] = [.type]
    switch type {
    case .track: fields += [.event, .userId, .anonymousId, .session, .timestamp]
    case .page, .screen:
      fields += [.name, .category, .userId, .anonymousId, .session, .timestamp]
    case .identify: fields += [.userId, .anonymousId, .timestamp]
    }
    fields += rows.indices.flatMap { [FormField.rowKey($0), .rowValue($0)] }
    fields.append(.locale)
    return fields + others.indices.map(FormField.other)
  }

  /// The text of a field; nil where none is typed.
  package subscript(field: FormField) -> TextField? {
    switch field {
    case .type, .other: nil
    case .event: event
    case .name: name
    case .category: category
    case .userId: userId
    case .anonymousId: anonymousId
    case .session: session
    case .timestamp: timestamp
    case .locale: locale
    case .rowKey(let row): rows.indices.contains(row) ? rows[row].key : nil
    case .rowValue(let row): rows.indices.contains(row) ? rows[row].value : nil
    }
  }

  /// Changes the text of a field; does nothing where none is typed.
  package mutating func edit(_ field: FormField, _ change: (inout TextField) -> Void) {
    switch field {
    case .type, .other: break
    case .event: change(&event)
    case .name: change(&name)
    case .category: change(&category)
    case .userId: change(&userId)
    case .anonymousId: change(&anonymousId)
    case .session: change(&session)
    case .timestamp: change(&timestamp)
    case .locale: change(&locale)
    case .rowKey(let row): if rows.indices.contains(row) { change(&rows[row].key) }
    case .rowValue(let row): if rows.indices.contains(row) { change(&rows[row].value) }
    }
  }
}
