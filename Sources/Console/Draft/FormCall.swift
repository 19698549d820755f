package import KustomerDestination

/// A value that is not what its kind says, in one sentence.
package struct InputProblem: Hashable, Sendable {
  /// Where it was typed.
  package var field: FormField
  /// As `properties.price`.
  package var path: String
  /// What is wrong and what to write.
  package var sentence: String
}

/// What the form says: a call, and what in it cannot be read.
package struct FormReading: Hashable, Sendable {
  /// The call; values with a problem are left out.
  package var call: JSON
  /// In the order of the form; while there is one, nothing is sent.
  package var problems: [InputProblem]
}

extension Form {
  /// The call that the form stands for.
  package var reading: FormReading {
    var call = JSONObject()
    var problems: [InputProblem] = []
    call["type"] = .string(type.rawValue)
    call.set("userId", userId)
    call.set("anonymousId", anonymousId)
    switch type {
    case .track: call.set("event", event)
    case .page, .screen:
      call.set("name", name)
      call.set("category", category)
    case .identify: break
    }
    let members = readRows(&problems)
    if !members.isEmpty { call[rowsName] = .object(members) }
    if !context.isEmpty { call["context"] = .object(context) }
    if !timestamp.isEmpty { call["timestamp"] = timestampValue }
    for other in others where !other.isInContext && !isOverruled(other) {
      call[other.key] = other.value
    }
    return FormReading(call: .object(call), problems: problems)
  }

  private func readRows(_ problems: inout [InputProblem]) -> JSONObject {
    var members = JSONObject()
    for (index, row) in rows.enumerated() where !row.isBlank {
      let key = row.key.text
      guard !key.isEmpty else {
        problems.append(
          InputProblem(
            field: .rowKey(index), path: rowsName, sentence: "a value has no name yet"))
        continue
      }
      switch row.kind.read(row.value.text) {
      case .value(let value):
        if members.append(key, value) { continue }
        problems.append(
          InputProblem(
            field: .rowKey(index), path: "\(rowsName).\(key)", sentence: "stands here twice"))
      case .problem(let sentence):
        problems.append(
          InputProblem(
            field: .rowValue(index), path: "\(rowsName).\(key)", sentence: sentence))
      }
    }
    addSession(to: &members, &problems)
    return members
  }

  private func addSession(to members: inout JSONObject, _ problems: inout [InputProblem]) {
    guard type != .identify, !session.isEmpty else { return }
    guard members["kustomer_session_id"] == nil else {
      problems.append(
        InputProblem(
          field: .session, path: "properties.kustomer_session_id",
          sentence: "stands here and among the properties; empty one of them"))
      return
    }
    members["kustomer_session_id"] = .string(session.text)
  }

  private var context: JSONObject {
    var context = JSONObject()
    context.set("locale", locale)
    for other in others where other.isInContext && !isOverruled(other) {
      context[other.key] = other.value
    }
    return context
  }

  /// What a field that is a member of its own sends.
  func value(of field: FormField) -> JSON? {
    field == .timestamp ? timestampValue : self[field].map { .string($0.text) }
  }

  /// Digits alone are an epoch number, as Segment reads them; everything else is text.
  private var timestampValue: JSON {
    let text = timestamp.text
    if case .number(let literal)? = try? JSON(parsing: text) { return .number(literal) }
    return .string(text)
  }
}

extension JSONObject {
  fileprivate mutating func set(_ key: String, _ field: TextField) {
    if !field.isEmpty { self[key] = .string(field.text) }
  }
}
