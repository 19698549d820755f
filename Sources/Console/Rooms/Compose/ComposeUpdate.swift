internal import KustomerDestination

extension ComposeRoom {
  var contexts: [Context] {
    if compose.isInText { return [.callText] + .inText }
    guard compose.pane == .form else { return [.preview, .list] + .outOfText }
    let field = compose.focus
    if field == .type { return [.choice, .form] + .outOfText }
    let near: [Context] =
      if field.row != nil { [.formRow] } else if field == .timestamp { [.formTime] } else { [] }
    return near + [.form] + (compose.isTyping && field.isText ? .inText : .outOfText)
  }
  var canLeave: Bool { compose.pane == .preview }
  private var isOnText: Bool { compose.pane == .form && compose.focus.isText }
  var wayOn: String {
    isOnText ? "\(key(.editField)) types into the field" : "\(key(.openHelp)) shows the keys"
  }
  var wheelStep: Int { compose.pane == .form ? 1 : 3 }
  var callInHand: (call: JSON, moment: Timestamp)? { (outcome.reading.call, outcome.moment) }
  var spots: [Spot] {
    compose.form.fields.map { Spot(ComposeSpot.field($0)) }
      + PreviewView.allCases.map { Spot(ComposeSpot.view($0)) }
  }

  func placeHelp(_ columns: Int) -> [String] {
    compose.pane == .form ? wrapped(text(compose.focus.help(in: compose.form)), to: columns) : []
  }

  mutating func move(_ command: Command) -> [Errand] {
    scrollPreview(command)
    return []
  }

  mutating func movePane(by step: Int) -> [Errand] {
    compose.pane = compose.pane == .form ? .preview : .form
    return []
  }

  mutating func edit(_ command: Command) -> [Errand] {
    if compose.isInText { return editText { _ = $0.perform(command) } }
    guard compose.pane == .form, isTyping else { return [] }
    return editDraft { _ = $0.perform(command) }
  }

  mutating func type(_ text: String) -> [Errand] {
    compose.isInText ? editText { $0.insert(text) } : editDraft { $0.insert(text) }
  }

  mutating func paste(_ text: String) -> [Errand]? {
    compose.isInText ? type(text) : paste(call: text)
  }

  /// Begins to type with a letter that means nothing here; on the type it chooses the one that
  /// begins so.
  mutating func take(letter: Character) -> [Errand]? {
    if compose.pane == .form, compose.focus == .type {
      let type = CallType.allCases.first { $0.rawValue.first == letter.lowercased().first }
      return type.map { choose($0) }
    }
    guard compose.focus.isText, !letter.isWhitespace else { return nil }
    compose.pane = .form
    compose.isTyping = true
    return type(String(letter))
  }

  mutating func go(to spot: Spot) -> [Errand] {
    guard let spot = spot.value as? ComposeSpot else { return [] }
    switch spot {
    case .field(let field):
      compose.leaveText()
      compose.pane = .form
      compose.isTyping = true
      compose.move(to: field)
    case .view(let view): compose.show(view)
    case .pane(let pane): compose.pane = pane
    }
    return []
  }

  mutating func focus(on spot: Spot) {
    switch spot.value as? ComposeSpot {
    case .field: compose.pane = .form
    case .pane(let pane): compose.pane = pane
    case .view, nil: break
    }
  }
}

extension ComposeRoom {
  /// Changes the text under the cursor.
  mutating func editDraft(_ change: (inout TextField) -> Void) -> [Errand] {
    let field = compose.focus
    return changeDraft(typing: true) { $0.edit(field, change) }
  }

  /// Changes the form, and has the draft saved if it is another one now.
  mutating func changeDraft(typing: Bool = false, _ change: (inout Form) -> Void) -> [Errand] {
    let former = compose.draft
    compose.change(at: now, typing: typing, change)
    return saveDraft(unless: former)
  }

  /// Fills the form with a call from elsewhere, and says the sentence.
  mutating func load(_ call: JSONObject, saying sentence: KeyedText) -> [Errand] {
    if let complaint = load(call) {
      say("not loaded: " + complaint, .warning)
      return []
    }
    compose.isSaved = false
    say(sentence)
    return [.go(.compose), .outside(.saveDraft(compose.draft))]
  }

  /// Puts a call into the form as a new draft.
  ///
  /// - Parameters:
  ///   - call: what the form shall stand for.
  ///   - isUndone: whether Alt-Z brings back also a former draft that nobody has changed.
  /// - Returns: why the form cannot hold it, nil when it does.
  @discardableResult
  mutating func load(_ call: JSONObject, isUndone: Bool = false) -> String? {
    do {
      let form = try Form(filling: call, type: compose.form.type, begun: now)
      compose.load(form, isUndone: isUndone)
      return nil
    } catch {
      return error.sentence
    }
  }

  mutating func undo() -> [Errand] {
    let former = compose.draft
    _ = compose.undo()
    return saveDraft(unless: former)
  }

  mutating func redo() -> [Errand] {
    let former = compose.draft
    _ = compose.redo()
    return saveDraft(unless: former)
  }

  mutating func beginNewDraft() -> [Errand] {
    var empty = Form()
    empty.type = compose.form.type
    compose.load(empty, isUndone: true)
    compose.isTyping = true
    say("an empty \(empty.type.rawValue); \(key: .undo) brings the former draft back")
    return [.outside(.saveDraft(compose.draft))]
  }

  mutating func saveDraft(unless former: ComposedDraft) -> [Errand] {
    let draft = compose.draft
    guard draft != former else { return [] }
    if compose.isSaved { compose.unsavedSince = now }
    compose.isSaved = false
    return [.outside(.saveDraft(draft))]
  }
}

extension ComposeRoom {
  mutating func leave() -> [Errand] {
    if compose.isInText {
      compose.leaveText()
    } else if compose.pane == .preview {
      compose.pane = .form
      compose.isTyping = false
    } else if isTyping {
      compose.isTyping = false
    } else if isZoomed {
      model.isZoomed = false
    } else if isSending {
      return [.cancel]
    } else {
      say(
        "a letter or \(key: .editField) types; \(key: .showCompose) to \(key: .showLive) change the screen, \(key: .quit) quits"
      )
    }
    return []
  }

  /// Enter in the form: begins to type, or goes on to the next field; it never sends.
  mutating func enterField() {
    guard compose.isTyping || !compose.focus.isText else { return compose.isTyping = true }
    compose.isTyping = true
    compose.move(by: 1)
  }

  /// Up and Down stop at the ends of the form.
  mutating func step(by step: Int) {
    let fields = compose.form.fields
    let place = (fields.firstIndex(of: compose.focus) ?? 0) + step
    guard fields.indices.contains(place) else {
      say(step < 0 ? "this is the first field" : "this is the last field")
      return
    }
    compose.move(to: fields[place])
  }

  /// Shows another view; one that the form hides is named.
  mutating func changeView(by step: Int) {
    compose.show(compose.view.next(by: step))
    guard compose.pane == .form, Layout(size).isSingle || isZoomed else { return }
    say("preview: \(compose.view.rawValue); \(key: .nextPane) shows it")
  }

  mutating func scrollPreview(_ command: Command) {
    switch command {
    case .up: compose.previewScroll -= 1
    case .down: compose.previewScroll += 1
    case .pageUp: compose.previewScroll -= 10
    case .pageDown: compose.previewScroll += 10
    case .first: compose.previewScroll = 0
    case .last: compose.previewScroll = Int.max
    default: break
    }
    compose.previewScroll = min(max(0, compose.previewScroll), previewScrollLimit)
  }

  mutating func cycleType(by step: Int) -> [Errand] {
    let types: [CallType] = [.page, .screen, .identify, .track]
    let place = types.firstIndex(of: compose.form.type) ?? 0
    let type = types[(place + step + types.count) % types.count]
    return choose(type)
  }

  /// Makes the draft a call of a type; the cursor stays in the first field, if it was there.
  mutating func choose(_ type: CallType) -> [Errand] {
    let wasFirst = compose.focus == compose.form.fields[1]
    compose.previewScroll = 0
    let effects = changeDraft { $0.type = type }
    if wasFirst { compose.move(to: compose.form.fields[1]) }
    return effects
  }

  mutating func addRow() -> [Errand] {
    let place = compose.focus.row.map { $0 + 1 } ?? compose.form.rows.count
    let effects = changeDraft { $0.rows.insert(FormRow(), at: place) }
    compose.move(to: .rowKey(place))
    compose.isTyping = true
    compose.pane = .form
    return effects
  }

  mutating func cutRow() -> [Errand] {
    switch compose.focus {
    case .rowKey(let row), .rowValue(let row):
      let name = compose.form.rows[row].key.text
      say("\(name.isEmpty ? "the row" : name) is cut; \(key: .undo) brings it back")
      return changeDraft { $0.rows.remove(at: row) }
    case .other(let place):
      say("\(compose.form.others[place].path) is cut; \(key: .undo) brings it back")
      return changeDraft { $0.others.remove(at: place) }
    default: return []
    }
  }

  mutating func cycleKind(by step: Int) -> [Errand] {
    guard let row = compose.focus.row else { return [] }
    let effects = changeDraft { form in
      form.rows[row].kind = form.rows[row].kind.next(by: step, for: form.rows[row].value.text)
    }
    say("\(compose.form.rows[row].key.text) is read as \(compose.form.rows[row].kind.words)")
    return effects
  }

  mutating func nameNewSession() -> [Errand] {
    let id = "session-\(now.milliseconds)"
    say("this call and those after it share the session \(id)")
    return changeDraft { $0.session = TextField(id) }
  }

  mutating func startTimeAnew() -> [Errand] {
    let now = now
    say("the draft's time is \(now.clock) \(ReaderZone.current.name) now")
    return changeDraft {
      $0.timestamp = TextField()
      $0.begun = now
    }
  }
}
