/// A place in the form that the cursor can stand on.
package enum FormField: Hashable, Sendable {
  case type, event, name, category, userId, anonymousId, session, timestamp
  case rowKey(Int), rowValue(Int)
  case locale
  /// A member of a pasted call that has no field of its own; 0-based.
  case other(Int)

  /// Whether text is typed here.
  package var isText: Bool {
    switch self {
    case .type, .other: false
    case .event, .name, .category, .userId, .anonymousId, .session, .timestamp, .rowKey,
      .rowValue, .locale:
      true
    }
  }

  /// The 0-based row that it belongs to; nil outside the rows.
  package var row: Int? {
    switch self {
    case .rowKey(let row), .rowValue(let row): row
    case .type, .event, .name, .category, .userId, .anonymousId, .session, .timestamp, .locale,
      .other:
      nil
    }
  }
}
