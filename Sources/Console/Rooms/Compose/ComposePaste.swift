internal import CallFormats
internal import KustomerDestination

extension ComposeRoom {
  /// Takes a pasted text: a call fills the form, several become a batch, a value becomes the row's,
  /// the rest is typed.
  mutating func paste(call text: String) -> [Errand] {
    switch Pasted(text) {
    case .calls(let records, let format): return pasteCalls(records, format)
    case .key(let key, let pod):
      let found = Recognised.settings(key, pod: pod).summary
      return [.fillProfile(key: key, pod: pod, found: found)]
    case .value(let kind): return pasteValue(text, kind)
    case .notUnderstood(let reason): return pasteText(text, noCall: reason)
    case .text: return pasteText(text)
    }
  }

  private mutating func pasteCalls(_ records: [CallRecord], _ format: InputFormat) -> [Errand] {
    let found = Recognised.calls(records, format).summary
    let read = records.compactMap { record -> (call: Call, notes: [String])? in
      guard case .success(let call) = record.call else { return nil }
      return (call, record.remarks)
    }
    guard let first = read.first else {
      say("not pasted: " + found, .warning)
      return []
    }
    guard read.count == 1 else {
      return [
        .preview(
          CallBatch(
            "what was pasted", records: records, settings: settings, sessions: sessions, at: now))
      ]
    }
    return fill(with: first.call, format, found, first.notes, hasErrors: records.count > 1)
  }

  private mutating func fill(
    with call: Call, _ format: InputFormat, _ found: String, _ notes: [String], hasErrors: Bool
  ) -> [Errand] {
    guard var object = call.json.objectValue else { return [] }
    let person = format == .code ? keepPerson(in: &object) : nil
    if let complaint = load(object, isUndone: true) {
      say("not pasted: " + complaint, .warning)
      return []
    }
    let parts =
      ["\(found) fills the form"] + (person.map { ["still of \($0)"] } ?? [])
      + notes.prefix(1)
    say(
      "\(parts.joined(separator: "; ")); \(key: .undo) undoes it",
      hasErrors || !notes.isEmpty ? .warning : .good)
    compose.isSaved = false
    return [.go(.compose), .outside(.saveDraft(compose.draft))]
  }

  /// Gives code, which has no ids, those of the person that the form shows.
  ///
  /// - Returns: whose call it stays; nil when it names somebody or the form shows nobody.
  private func keepPerson(in call: inout JSONObject) -> String? {
    guard call["userId"] == nil, call["anonymousId"] == nil else { return nil }
    let ids = [
      ("userId", compose.form.userId.text), ("anonymousId", compose.form.anonymousId.text),
    ]
    for (name, id) in ids where !id.isEmpty { call[name] = .string(id) }
    return ids.first { !$0.1.isEmpty }?.1
  }

  private mutating func pasteValue(_ text: String, _ kind: ValueKind) -> [Errand] {
    guard case .rowValue(let row) = compose.focus, isTyping,
      compose.form.rows[row].value.isEmpty
    else { return pasteText(text) }
    return changeDraft {
      $0.rows[row].value.insert(text)
      $0.rows[row].kind = kind
    }
  }

  /// Types a text; `noCall` says why one that may have been meant as a call is none.
  private mutating func pasteText(_ text: String, noCall: String? = nil) -> [Errand] {
    guard isTyping else {
      say("not pasted: \(key: .editField) begins to type into a field", .warning)
      return []
    }
    let loss = TextField.loss(of: text)
    if loss != nil, case .rowValue(let row) = compose.focus,
      let whole = compose.form.rows[row].inserting(whole: text)
    {
      sayPasted("whole as a string with escapes", noCall)
      return changeDraft { $0.rows[row] = whole }
    }
    if loss != nil || noCall != nil {
      sayPasted("as text" + (loss.map { ", \($0)" } ?? ""), noCall)
    }
    let field = compose.focus
    return changeDraft { $0.edit(field) { $0.insert(text) } }
  }

  private mutating func sayPasted(_ how: String, _ noCall: String?) {
    say("pasted \(how)\(noCall.map { ": " + $0 } ?? ""); \(key: .undo) undoes it", .warning)
  }
}

extension FormRow {
  /// The row with a text of several lines at the cursor of its value, each character kept; nil for
  /// a row that holds no string.
  fileprivate func inserting(whole text: String) -> FormRow? {
    guard let (before, behind) = stringAtCursor else { return nil }
    var row = self
    row.kind = .escaped
    row.value = TextField(JSON.string(before + text + behind).compact)
    // Before the quote that ends what was inserted.
    row.value.placeCursor(JSON.string(before + text).compact.count - 1)
    return row
  }

  /// The string that the row holds, before and behind the cursor; nil when it holds none.
  private var stringAtCursor: (before: String, behind: String)? {
    switch kind {
    case .string: return (value.head, value.tail)
    case .escaped where value.isEmpty: return ("", "")
    case .escaped:
      if value.tail.isEmpty { return JSON.string(written: value.head).map { ($0, "") } }
      guard let before = JSON.string(written: value.head + "\""),
        let behind = JSON.string(written: "\"" + value.tail)
      else { return nil }
      return (before, behind)
    case .number, .bool, .null, .list, .object, .dateTime: return nil
    }
  }
}

extension JSON {
  fileprivate static func string(written text: String) -> String? {
    (try? JSON(parsing: text))?.stringValue
  }
}
