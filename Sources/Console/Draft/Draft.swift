package import KustomerDestination

extension Form {
  /// The form as the journal keeps it: everything that was typed, readable or not.
  package var draft: JSON {
    var object = JSONObject()
    object["type"] = .string(type.rawValue)
    if let begun { object["begun"] = .string(begun.rfc3339) }
    for (key, field) in Self.texts where !self[keyPath: field].isEmpty {
      object[key] = .string(self[keyPath: field].text)
    }
    object["properties"] = .array(properties.map(Self.draft))
    object["traits"] = .array(traits.map(Self.draft))
    object["others"] = .array(others.map(Self.draft))
    return .object(object)
  }

  /// The form of such a draft; what is not understood is left empty.
  package init(draft: JSON) {
    self.init()
    type = draft["type"]?.stringValue.flatMap { CallType(rawValue: $0) } ?? .track
    begun = draft["begun"]?.stringValue.flatMap { Timestamp($0) }
    for (key, field) in Self.texts {
      if let text = draft[key]?.stringValue { self[keyPath: field] = TextField(text) }
    }
    properties = (draft["properties"]?.arrayValue ?? []).map(Self.row)
    traits = (draft["traits"]?.arrayValue ?? []).map(Self.row)
    others = (draft["others"]?.arrayValue ?? []).compactMap(Self.other)
  }

  private static var texts: [(String, WritableKeyPath<Form, TextField>)] {
    [
      ("event", \.event), ("name", \.name), ("category", \.category), ("userId", \.userId),
      ("anonymousId", \.anonymousId), ("session", \.session), ("timestamp", \.timestamp),
      ("locale", \.locale),
    ]
  }

  private static func draft(of row: FormRow) -> JSON {
    [
      "key": .string(row.key.text), "value": .string(row.value.text),
      "kind": .string(row.kind.rawValue),
    ]
  }

  private static func draft(of other: OtherMember) -> JSON {
    [
      "key": .string(other.key), "value": other.value, "context": .bool(other.isInContext),
    ]
  }

  private static func row(_ draft: JSON) -> FormRow {
    FormRow(
      key: TextField(draft["key"]?.stringValue ?? ""),
      value: TextField(draft["value"]?.stringValue ?? ""),
      kind: draft["kind"]?.stringValue.flatMap { ValueKind(rawValue: $0) } ?? .string)
  }

  private static func other(_ draft: JSON) -> OtherMember? {
    guard let key = draft["key"]?.stringValue, let value = draft["value"] else { return nil }
    return OtherMember(
      isInContext: draft["context"]?.boolValue ?? false, key: key, value: value)
  }
}
