internal import CallFormats
internal import KustomerDestination

extension State {
  /// Takes a pasted text: a call fills the form, several become a batch, a value becomes the row's,
  /// the rest is typed.
  mutating func pasteIntoDraft(_ text: String) -> [Effect] {
    switch Pasted(text) {
    case .calls(let records, let format): return pasteCalls(records, format)
    case .key(let key, let pod):
      let found = Recognised.settings(key, pod: pod).summary
      return fillProfile(key: key, pod: pod, found: found)
    case .value(let kind): return pasteValue(text, kind)
    case .notUnderstood(let reason):
      let effects = pasteText(text)
      if !effects.isEmpty { say("pasted as text: \(reason); Alt-Z undoes it", .warning) }
      return effects
    case .text: return pasteText(text)
    }
  }

  private mutating func pasteCalls(_ records: [CallRecord], _ format: InputFormat) -> [Effect] {
    let found = Recognised.calls(records, format).summary
    let read = records.compactMap { record -> (call: Call, notes: [String])? in
      guard case .success(let call) = record.call else { return nil }
      return (call, record.notes)
    }
    guard let first = read.first else {
      say("not pasted: " + found, .warning)
      return []
    }
    guard read.count == 1 else {
      preview(
        CallBatch(
          "what was pasted", records: records, settings: settings, sessions: sessions, at: now))
      return []
    }
    return fill(with: first.call, format, found, first.notes, hasErrors: records.count > 1)
  }

  private mutating func fill(
    with call: Call, _ format: InputFormat, _ found: String, _ notes: [String], hasErrors: Bool
  ) -> [Effect] {
    guard var object = call.json.objectValue else { return [] }
    let person = format == .code ? keepPerson(in: &object) : nil
    if let complaint = load(object, isUndone: true) {
      say("not pasted: " + complaint, .warning)
      return []
    }
    show(.compose)
    let parts =
      ["\(found) fills the form"] + (person.map { ["still of \($0)"] } ?? [])
      + notes.prefix(1) + ["Alt-Z undoes it"]
    say(parts.joined(separator: "; "), hasErrors || !notes.isEmpty ? .warning : .good)
    compose.isSaved = false
    return [.saveDraft(compose.draft)]
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

  private mutating func pasteValue(_ text: String, _ kind: ValueKind) -> [Effect] {
    guard case .rowValue(let row) = compose.focus, isTyping,
      compose.form.rows[row].value.isEmpty
    else { return pasteText(text) }
    return changeDraft {
      $0.rows[row].value.insert(text)
      $0.rows[row].kind = kind
    }
  }

  private mutating func pasteText(_ text: String) -> [Effect] {
    guard isTyping else {
      say("not pasted: Enter begins to type into a field", .warning)
      return []
    }
    let field = compose.focus
    return changeDraft { $0.edit(field) { $0.insert(text) } }
  }
}
