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

  /// A member of the call or of its `context`.
  package init(isInContext: Bool, key: String, value: JSON) {
    self.isInContext = isInContext
    self.key = key
    self.value = value
  }

  /// As `context.ip`.
  package var path: String { isInContext ? "context." + key : key }

  /// How a value of the wrong kind stands in its field, `12345`; nil for one that no line shows.
  var fieldText: String? {
    switch value {
    case .null: nil
    case .string(let text): Form.isLine(text) ? text : nil
    case .bool, .number, .array, .object: value.compact
    }
  }
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
  /// What a pasted call holds besides, and values of the wrong kind that stand in a field: the call
  /// has them as they were pasted until somebody types there.
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
    return fields + others.indices.filter { !standsInField(others[$0]) }.map(FormField.other)
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
    let former = self[field]?.text
    editText(of: field, change)
    if self[field]?.text != former { others = others.filter { self.field(of: $0) != field } }
  }

  private mutating func editText(of field: FormField, _ change: (inout TextField) -> Void) {
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

extension Form {
  /// The field that a member of a call has in the chosen type; nil when it has none.
  func field(of other: OtherMember) -> FormField? {
    guard !other.isInContext else { return other.key == "locale" ? .locale : nil }
    return switch other.key {
    case "userId": .userId
    case "anonymousId": .anonymousId
    case "timestamp": .timestamp
    case "event" where type == .track: .event
    case "name" where type == .page || type == .screen: .name
    case "category" where type == .page || type == .screen: .category
    default: nil
    }
  }

  /// Whether a kept member shows in its field, and not on a line of its own.
  func standsInField(_ other: OtherMember) -> Bool {
    guard let field = field(of: other), let text = other.fieldText else { return false }
    return self[field]?.text == text
  }

  /// Whether something else was typed into the field of a kept member: what is typed wins.
  func isOverruled(_ other: OtherMember) -> Bool {
    guard let field = field(of: other), self[field]?.isEmpty == false else { return false }
    return !standsInField(other)
  }

  /// Whether a field holds a text as it is; an empty one would leave its member out.
  static func isLine(_ text: String) -> Bool {
    !text.isEmpty && TextField(text).text.utf8.elementsEqual(text.utf8)
  }
}
