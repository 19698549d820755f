internal import KustomerDestination

extension State {
  mutating func performInCompose(_ command: Command) -> [Effect] {
    if compose.isInText, let effects = performInText(command) { return effects }
    switch command {
    case .nextPane, .previousPane: compose.pane = compose.pane == .form ? .preview : .form
    case .nextView: changeView(by: 1)
    case .previousView: changeView(by: -1)
    case .editText: enterText()
    case .escape: return leave()
    case .up where compose.pane == .form: step(by: -1)
    case .down where compose.pane == .form: step(by: 1)
    case .up, .down, .pageUp, .pageDown, .first, .last: scrollPreview(command)
    case .nextField: compose.move(by: 1)
    case .previousField: compose.move(by: -1)
    case .editField, .open: enterField()
    case .cycleType, .right: return cycleType(by: 1)
    case .left: return cycleType(by: -1)
    case .addRow: return addRow()
    case .cutRow: return cutRow()
    case .valueType: return cycleKind(by: 1)
    case .formerValueType: return cycleKind(by: -1)
    case .newSession: return nameNewSession()
    case .startTimeAnew: return startTimeAnew()
    default:
      guard compose.pane == .form, isTyping else { return [] }
      return editDraft { _ = $0.perform(command) }
    }
    return []
  }

  /// Changes the text under the cursor.
  mutating func editDraft(_ change: (inout TextField) -> Void) -> [Effect] {
    let field = compose.focus
    return changeDraft(typing: true) { $0.edit(field, change) }
  }

  /// Changes the form, and has the draft saved if it is another one now.
  mutating func changeDraft(typing: Bool = false, _ change: (inout Form) -> Void) -> [Effect] {
    let former = compose.draft
    compose.change(at: now, typing: typing, change)
    return saveDraft(unless: former)
  }

  /// Puts a sample into the form.
  mutating func loadSample(_ sample: SampleCall) {
    load(sample.call)
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

  mutating func undoOrRedo(_ command: Command) -> [Effect] {
    show(.compose)
    let former = compose.draft
    _ = command == .undo ? compose.undo() : compose.redo()
    return saveDraft(unless: former)
  }

  mutating func beginNewDraft() -> [Effect] {
    show(.compose)
    var empty = Form()
    empty.type = compose.form.type
    compose.load(empty)
    compose.isTyping = true
    say("an empty \(empty.type.rawValue); Alt-Z brings the former draft back")
    return [.saveDraft(compose.draft)]
  }

  mutating func saveDraft(unless former: ComposedDraft) -> [Effect] {
    let draft = compose.draft
    guard draft != former else { return [] }
    if compose.isSaved { compose.unsavedSince = now }
    compose.isSaved = false
    return [.saveDraft(draft)]
  }
}

extension State {
  private mutating func leave() -> [Effect] {
    if compose.isInText {
      compose.leaveText()
    } else if compose.pane == .preview {
      compose.pane = .form
    } else if isTyping {
      compose.isTyping = false
    } else if isZoomed {
      model.isZoomed = false
    } else if isSending {
      return cancel()
    } else {
      say("Enter types into the field, 1-6 change the screen, q quits")
    }
    return []
  }

  /// Enter in the form: begins to type, or goes on to the next field; it never sends.
  private mutating func enterField() {
    guard compose.isTyping || !compose.focus.isText else { return compose.isTyping = true }
    compose.isTyping = true
    compose.move(by: 1)
  }

  /// Up and Down stop at the ends of the form.
  private mutating func step(by step: Int) {
    let fields = compose.form.fields
    let place = (fields.firstIndex(of: compose.focus) ?? 0) + step
    guard fields.indices.contains(place) else {
      say(step < 0 ? "this is the first field" : "this is the last field")
      return
    }
    compose.move(to: fields[place])
  }

  /// Shows another view; one that the form hides is named.
  private mutating func changeView(by step: Int) {
    compose.show(compose.view.next(by: step))
    guard compose.pane == .form, Layout(size).isSingle || isZoomed else { return }
    say("preview: \(compose.view.rawValue); F6 shows it")
  }

  private mutating func scrollPreview(_ command: Command) {
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

  private mutating func cycleType(by step: Int) -> [Effect] {
    let types: [CallType] = [.page, .screen, .identify, .track]
    let place = types.firstIndex(of: compose.form.type) ?? 0
    let type = types[(place + step + types.count) % types.count]
    return choose(type)
  }

  /// Makes the draft a call of a type; the cursor stays in the first field, if it was there.
  mutating func choose(_ type: CallType) -> [Effect] {
    let wasFirst = compose.focus == compose.form.fields[1]
    compose.previewScroll = 0
    let effects = changeDraft { $0.type = type }
    if wasFirst { compose.move(to: compose.form.fields[1]) }
    return effects
  }

  private mutating func addRow() -> [Effect] {
    let place = compose.focus.row.map { $0 + 1 } ?? compose.form.rows.count
    let effects = changeDraft { $0.rows.insert(FormRow(), at: place) }
    compose.move(to: .rowKey(place))
    compose.isTyping = true
    compose.pane = .form
    return effects
  }

  private mutating func cutRow() -> [Effect] {
    switch compose.focus {
    case .rowKey(let row), .rowValue(let row):
      let name = compose.form.rows[row].key.text
      say("\(name.isEmpty ? "the row" : name) is cut; Alt-Z brings it back")
      return changeDraft { $0.rows.remove(at: row) }
    case .other(let place):
      say("\(compose.form.others[place].path) is cut; Alt-Z brings it back")
      return changeDraft { $0.others.remove(at: place) }
    default: return []
    }
  }

  private mutating func cycleKind(by step: Int) -> [Effect] {
    guard let row = compose.focus.row else { return [] }
    let effects = changeDraft { $0.rows[row].kind = $0.rows[row].kind.next(by: step) }
    say("\(compose.form.rows[row].key.text) is read as \(compose.form.rows[row].kind.words)")
    return effects
  }

  private mutating func nameNewSession() -> [Effect] {
    let id = "session-\(now.milliseconds)"
    say("this call and those after it share the session \(id)")
    return changeDraft { $0.session = TextField(id) }
  }

  private mutating func startTimeAnew() -> [Effect] {
    let now = now
    say("the draft's time is \(now.clock) UTC now")
    return changeDraft {
      $0.timestamp = TextField()
      $0.begun = now
    }
  }
}
