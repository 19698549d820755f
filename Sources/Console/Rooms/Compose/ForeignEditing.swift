internal import KustomerDestination

/// F4: what goes to the editor, and what comes back.
extension ComposeRoom {
  /// Why there is nothing to edit here; nil when there is.
  var reasonAgainstEditing: String? {
    if editsField { return nil }
    if compose.unreadEdits[.call] != nil { return nil }
    return outcome.reading.problems.first.map {
      "first correct \($0.path.lastStep): \($0.sentence); the editor would lose it"
    }
  }

  /// Whether the text cursor is in a field, which then is what is edited.
  private var editsField: Bool {
    compose.pane == .form && compose.isTyping && compose.focus.isText
  }

  mutating func openEditor() -> [Errand] {
    let field = compose.focus
    guard !editsField else {
      let text = compose.unreadEdits[.field(field)] ?? compose.form.editedText(of: field)
      return [.outside(.edit(EditJob(.field(field), text: text)))]
    }
    let text = compose.unreadEdits[.call] ?? outcome.reading.call.indented + "\n"
    return [.outside(.edit(EditJob(.call, text: text)))]
  }

  /// Takes what the editor left.
  mutating func take(_ job: EditJob, edited text: String) -> [Errand] {
    guard text != job.text || compose.unreadEdits[job.purpose] != nil else {
      say("the editor changed nothing")
      return []
    }
    compose.unreadEdits[job.purpose] = nil
    switch job.purpose {
    case .field(let field): return take(text, for: field)
    case .call: return takeCall(text)
    }
  }

  /// Keeps what the editor saved before it failed: nobody knows whether it is all.
  mutating func keep(_ job: EditJob, edited text: String, because end: String) {
    compose.unreadEdits[job.purpose] = text
    say("\(end); what it saved is kept, \(key: .openEditor) opens it again", .warning)
  }

  private mutating func take(_ text: String, for field: FormField) -> [Errand] {
    let text = text.hasSuffix("\n") ? String(text.dropLast()) : text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
    let effects = changeDraft { $0.setEdited(text, of: field) }
    let kept = compose.form.editedText(of: field) == text
    say(
      kept || lines < 2
        ? "taken from the editor; \(key: .undo) undoes it"
        : "taken from the editor; this field is one line, so its line breaks became blanks")
    return effects
  }

  private mutating func takeCall(_ text: String) -> [Errand] {
    compose.unreadEdits[.call] = text
    let form: Form
    do {
      guard case .object(let call) = try JSON(parsing: text) else {
        say(
          "not taken: a call is an object, {…}; \(key: .openEditor) opens your text again", .problem
        )
        return []
      }
      form = try Form(
        filling: call, type: compose.form.type, begun: compose.form.begun ?? now)
    } catch let error as JSONError {
      say(
        """
        not taken: line \(error.line), column \(error.column): \(error.reason.rawValue); \
        \(key: .openEditor) opens your text again
        """, .problem)
      return []
    } catch {
      let reason = (error as? FillError)?.sentence ?? "\(error)"
      say("not taken: \(reason); \(key: .openEditor) opens your text again", .problem)
      return []
    }
    compose.unreadEdits[.call] = nil
    say("the call is as the editor left it; \(key: .undo) undoes it", .good)
    return changeDraft { $0 = form }
  }
}

extension Form {
  /// The text of a field as an editor should have it: a string with its line breaks, JSON indented.
  func editedText(of field: FormField) -> String {
    let text = self[field]?.text ?? ""
    guard case .rowValue(let row) = field, rows.indices.contains(row) else { return text }
    switch rows[row].kind {
    case .escaped: return (try? JSON(parsing: text))?.stringValue ?? text
    case .list, .object: return (try? JSON(parsing: text))?.indented ?? text
    case .string, .number, .bool, .null, .dateTime: return text
    }
  }

  /// Takes what an editor left of that text.
  mutating func setEdited(_ text: String, of field: FormField) {
    guard case .rowValue(let row) = field, rows.indices.contains(row) else {
      return edit(field) { $0 = TextField(text) }
    }
    switch rows[row].kind {
    case .string, .escaped:
      let (kind, line) = ValueKind.of(.string(text))
      rows[row].kind = kind == .escaped ? .escaped : .string
      rows[row].value = TextField(line)
    case .list, .object:
      let compact = (try? JSON(parsing: text))?.compact
      rows[row].value = TextField(compact ?? text)
    case .number, .bool, .null, .dateTime: rows[row].value = TextField(text)
    }
  }
}

extension JSON {
  /// Over several lines; what cannot be seen is escaped.
  fileprivate var indented: String {
    jsonLines(of: self).map(\.line.plain).joined(separator: "\n")
  }
}
