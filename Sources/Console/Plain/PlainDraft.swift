internal import KustomerDestination

/// The draft in the line mode.
extension PlainConsole {
  mutating func draft(_ verb: PlainVerb, _ rest: String, _ answer: inout Answer) {
    state.show(.compose)
    state.overlays = []
    switch verb {
    case .type: setType(rest, &answer)
    case .set: set(rest, &answer)
    case .unset: unset(rest, &answer)
    case .call: fill(rest, &answer)
    case .new: answer.effects += state.perform(.newDraft)
    case .undo: goBack(.undo, "undone", &answer)
    case .redo: goBack(.redo, "done again", &answer)
    default: answer.lines += state.plainForm
    }
  }

  /// Puts a whole call into the draft.
  mutating func fill(_ json: String, _ answer: inout Answer) {
    state.show(.compose)
    state.overlays = []
    guard json.hasPrefix("{") else {
      return refuse("call needs a Segment call as one line of JSON", &answer)
    }
    answer.effects += state.carryOut([.pasteIntoDraft(json)])
  }

  private mutating func goBack(_ command: Command, _ word: String, _ answer: inout Answer) {
    if state.reasonAgainst(command) == nil { answer.lines.append(word) }
    answer.effects += state.perform(command)
  }

  private mutating func setType(_ word: String, _ answer: inout Answer) {
    guard let type = CallType(rawValue: word.lowercased()) else {
      return refuse("type needs one of page, screen, identify, track", &answer)
    }
    answer.effects += state.enter(state.composeRoom) { $0.choose(type) }
    answer.lines.append("the draft is a call of type \(type.rawValue)")
  }

  private mutating func set(_ rest: String, _ answer: inout Answer) {
    let name = rest.prefix { !$0.isWhitespace && $0 != "=" }
    let value = String(rest[name.endIndex...].drop { $0.isWhitespace || $0 == "=" })
    guard !name.isEmpty, !value.isEmpty else {
      return refuse("set needs a field and its value, as: set event Registered", &answer)
    }
    if let field = state.compose.form.field(named: String(name)) {
      let text = value.jsonString ?? value
      answer.effects += state.enter(state.composeRoom) {
        $0.changeDraft { $0.edit(field) { $0 = TextField(text) } }
      }
      return answer.lines.append("\(name) is \(text)")
    }
    setRow(rowName(String(name)), value, &answer)
  }

  private mutating func setRow(_ key: String, _ value: String, _ answer: inout Answer) {
    let (kind, text) = ValueKind.of((try? JSON(parsing: value)) ?? .string(value))
    answer.effects += state.enter(state.composeRoom) {
      $0.changeDraft { form in
        let row = FormRow(key: TextField(key), value: TextField(text), kind: kind)
        if let place = form.rows.firstIndex(where: { $0.key.text == key }) {
          form.rows[place] = row
        } else {
          form.rows.append(row)
        }
      }
    }
    answer.lines.append("\(state.compose.form.rowsName).\(key) is \(kind.words): \(text)")
  }

  private mutating func unset(_ name: String, _ answer: inout Answer) {
    if let field = state.compose.form.field(named: name) {
      answer.effects += state.enter(state.composeRoom) {
        $0.changeDraft { $0.edit(field) { $0 = TextField() } }
      }
      return answer.lines.append("\(name) is empty")
    }
    let key = rowName(name)
    guard let place = state.compose.form.rows.firstIndex(where: { $0.key.text == key }) else {
      return refuse("the draft has no \(name); compose reads it", &answer)
    }
    answer.effects += state.enter(state.composeRoom) {
      $0.changeDraft { $0.rows.remove(at: place) }
    }
    answer.lines.append("\(name) is cut; undo brings it back")
  }

  /// `properties.plan` and `plan` are the same.
  private func rowName(_ name: String) -> String {
    for prefix in ["properties.", "traits."] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }
}

extension Form {
  /// The fields of the form that are not rows, by their names.
  static let namedFields: [(name: String, field: FormField)] = [
    ("event", .event), ("name", .name), ("category", .category), ("userId", .userId),
    ("anonymousId", .anonymousId), ("session", .session), ("timestamp", .timestamp),
    ("locale", .locale),
  ]

  /// The field of that name in the chosen type; nil for a property or trait.
  fileprivate func field(named name: String) -> FormField? {
    let others = ["kustomer_session_id": "session", "context.locale": "locale"]
    let name = (others[name] ?? name).lowercased()
    let field = Self.namedFields.first { $0.name.lowercased() == name }?.field
    return field.flatMap { fields.contains($0) ? $0 : nil }
  }
}

extension String {
  /// What a JSON string stands for; nil when it is none.
  fileprivate var jsonString: String? {
    hasPrefix("\"") ? (try? JSON(parsing: self))?.stringValue : nil
  }
}
