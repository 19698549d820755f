package import KustomerDestination

/// The Compose screen: the draft, where its cursor stands, and how to go back.
package struct ComposeState: Sendable {
  /// The parts of the screen that F6 goes through.
  package enum Pane: Hashable, Sendable { case form, preview }

  /// The draft.
  package private(set) var form = Form()
  /// Where the cursor stands; always a field of the form.
  package private(set) var focus = FormField.event
  /// Whether the text cursor is in the field; Esc leaves it, Enter comes back.
  package var isTyping = true
  /// The part with the focus.
  package var pane = Pane.form
  /// The first line of the preview that shows, 0-based.
  package var previewScroll = 0
  /// Whether the draft holds something that was neither sent nor loaded.
  package private(set) var isUnsent = false
  /// Whether the journal has the draft as it is.
  package var isSaved = true

  private var past: [Form] = []
  private var future: [Form] = []
  /// While one field is being typed in, all its characters are one step of undo.
  private var typedIn: FormField?

  package init() {}

  /// Whether there is something to undo.
  package var canUndo: Bool { !past.isEmpty }
  /// Whether there is something to redo.
  package var canRedo: Bool { !future.isEmpty }

  /// Moves the cursor to a field, if the form has it.
  package mutating func move(to field: FormField) {
    typedIn = nil
    if form.fields.contains(field) { focus = field }
  }

  /// Moves the cursor by so many fields, round the ends.
  package mutating func move(by step: Int) {
    let fields = form.fields
    let place = fields.firstIndex(of: focus) ?? 0
    move(to: fields[(place + step + fields.count) % fields.count])
  }

  /// Changes the form as one step that can be undone; what is typed into one field is one step,
  /// and a draft that begins with this change has its time.
  package mutating func change(
    at now: Timestamp, typing: Bool = false, _ body: (inout Form) -> Void
  ) {
    var changed = form
    body(&changed)
    // A cursor that moves changes nothing that is sent, saved or undone.
    guard changed != form else { return form = changed }
    if !typing || typedIn != focus { remember() }
    typedIn = typing ? focus : nil
    if changed.begun == nil { changed.begun = now }
    form = changed
    isUnsent = true
    keepFocus()
  }

  /// Puts another form in the place of this one; undo brings back one that was changed, and any
  /// one where `isUndone` says so.
  package mutating func load(_ form: Form, isUndone: Bool = false) {
    if isUnsent || isUndone { remember() }
    typedIn = nil
    self.form = form
    isUnsent = false
    previewScroll = 0
    focus = form.fields[1]
    pane = .form
  }

  /// Notes that the draft was sent: the next one begins with the next change.
  package mutating func markSent() {
    isUnsent = false
    typedIn = nil
    form.begun = nil
  }

  /// Takes back the last step; false when there is none.
  package mutating func undo() -> Bool {
    guard let former = past.popLast() else { return false }
    future.append(form)
    restore(former)
    return true
  }

  /// Does again what was taken back; false when there is nothing.
  package mutating func redo() -> Bool {
    guard let later = future.popLast() else { return false }
    past.append(form)
    restore(later)
    return true
  }
}

extension ComposeState {
  private mutating func remember() {
    past.append(form)
    if past.count > 200 { past.removeFirst() }
    future = []
  }

  private mutating func restore(_ other: Form) {
    form = other
    isUnsent = true
    typedIn = nil
    keepFocus()
  }

  private mutating func keepFocus() {
    let fields = form.fields
    guard !fields.contains(focus) else { return }
    // The row above a row that was cut, else the first field.
    let nearest = focus.row.flatMap { row in
      fields.last { ($0.row ?? -1) >= 0 && ($0.row ?? 0) <= row }
    }
    focus = nearest ?? fields[min(1, fields.count - 1)]
  }
}
