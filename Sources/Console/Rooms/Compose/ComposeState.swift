package import KustomerDestination
internal import Records

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
  /// What the preview shows.
  package private(set) var view = PreviewView.kustomer
  /// The call that was sent last from here; nil before.
  private(set) var answered: CallID?
  /// What the preview showed before an answer opened; nil where none did.
  private var viewBeforeAnswer: PreviewView?
  /// The call as JSON text: while it is typed, and for as long as it is no call; nil while the form
  /// alone counts.
  package private(set) var text: CallText?
  /// Whether the text cursor was put into the JSON text.
  private var hasEnteredText = false
  /// The first line of the preview that shows, 0-based.
  package var previewScroll = 0
  /// Whether the draft holds something that was neither sent nor loaded.
  package private(set) var isUnsent = false
  /// What is being committed to the outbox; nil while nothing is.
  var committing: Form?
  /// Whether the journal has the draft as it is.
  package var isSaved = true
  /// Why the journal does not take the draft, in one sentence; nil while it does.
  var saveProblem: String?
  /// Since when the journal lacks what was typed; nil when that is not known.
  package internal(set) var unsavedSince: Timestamp?

  /// What the editor left and was not taken, for what: the next time it begins with that.
  var unreadEdits: [EditJob.Purpose: String] = [:]

  private var steps = UndoSteps<Step, TypedPlace>()

  /// What undo brings back.
  private struct Step: Sendable {
    var form: Form
    var text: CallText?
  }

  private enum TypedPlace: Hashable {
    case field(FormField), text
  }

  package init() {}

  /// Whether the text cursor is in the JSON text.
  package var isInText: Bool {
    hasEnteredText && text != nil && pane == .preview && view == .segment
  }

  /// Whether there is something to undo.
  package var canUndo: Bool { steps.canUndo }
  /// Whether there is something to redo.
  package var canRedo: Bool { steps.canRedo }

  /// Moves the cursor to a field, if the form has it.
  package mutating func move(to field: FormField) {
    steps.endTyping()
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
    // A text that is no call is what undo brings back.
    if text?.problem != nil { steps.endTyping() }
    steps.remember(step, typedIn: typing ? .field(focus) : nil)
    text = nil
    if changed.begun == nil { changed.begun = now }
    form = changed
    isUnsent = true
    closeAnswer()
    keepFocus()
  }

  /// The draft as it is kept: the form, and a text that is no call.
  package var draft: ComposedDraft {
    ComposedDraft(form: form, text: text?.problem == nil ? nil : text?.area.text)
  }

  /// Puts another form in the place of this one; undo brings back one that was changed, and any
  /// one where `isUndone` says so.
  package mutating func load(_ form: Form, isUndone: Bool = false) {
    if isUnsent || isUndone || text?.problem != nil { steps.remember(step) }
    steps.endTyping()
    leaveText()
    text = nil
    self.form = form
    isUnsent = false
    closeAnswer()
    previewScroll = 0
    focus = form.fields[1]
    pane = .form
  }

  /// Notes that the draft was sent: the next one begins with the next change.
  package mutating func markSent() {
    isUnsent = false
    steps.endTyping()
    form.begun = nil
  }

  /// Notes that the draft could not be committed as it is: it is still to be sent.
  mutating func takeBack() {
    committing = nil
    isUnsent = true
  }

  /// Takes back the last step; false when there is none.
  package mutating func undo() -> Bool {
    guard let former = steps.undo(from: step) else { return false }
    restore(former)
    return true
  }

  /// Does again what was taken back; false when there is nothing.
  package mutating func redo() -> Bool {
    guard let later = steps.redo(from: step) else { return false }
    restore(later)
    return true
  }
}

extension ComposeState {
  /// Shows another view of the draft; a text that is being typed stays as it is.
  package mutating func show(_ view: PreviewView) {
    leaveText()
    self.view = view
    viewBeforeAnswer = nil
    previewScroll = 0
  }

  /// Shows what becomes of the call that was just sent, until the draft is changed.
  mutating func openAnswer(of id: CallID) {
    answered = id
    guard view != .answer else { return }
    let former = view
    show(.answer)
    viewBeforeAnswer = former
  }

  /// Shows the answer, and the view before it again.
  mutating func toggleAnswer() {
    guard view == .answer else {
      let former = view
      show(.answer)
      return viewBeforeAnswer = former
    }
    show(viewBeforeAnswer ?? .kustomer)
  }

  private mutating func closeAnswer() {
    guard view == .answer, let former = viewBeforeAnswer else { return }
    show(former)
  }

  /// Puts the text cursor into the JSON text; one that is no call yet is gone on with.
  mutating func enterText(_ new: String) {
    view = .segment
    pane = .preview
    if text?.problem == nil { text = CallText(new) }
    hasEnteredText = true
    steps.endTyping()
  }

  /// Takes the cursor out of the text, which stays only while it is no call.
  mutating func leaveText() {
    guard hasEnteredText else { return }
    hasEnteredText = false
    steps.endTyping()
    if text?.problem == nil { text = nil }
  }

  /// Changes the JSON text, and the form with it whenever the text is a call.
  mutating func changeText(at now: Timestamp, _ change: (inout TextArea) -> Void) {
    guard var changed = text else { return }
    let former = changed.area.text
    change(&changed.area)
    guard changed.area.text != former else { return text = changed }
    steps.remember(step, typedIn: .text)
    if var filled = changed.read(after: form) {
      if filled.begun == nil { filled.begun = now }
      form = filled
    }
    text = changed
    isUnsent = true
    keepFocus()
  }

  /// Puts a draft back that the journal kept; `isUndone`: whether undo brings what stood there.
  mutating func restore(_ draft: JSON, isUndone: Bool = false) {
    load(Form(draft: draft), isUndone: isUndone)
    if let text = draft["text"]?.stringValue { restoreText(text) }
  }

  /// Puts a text back that the journal kept because it was no call.
  private mutating func restoreText(_ kept: String) {
    var restored = CallText(kept)
    guard restored.read(after: form) == nil else { return }
    text = restored
    view = .segment
  }

  private var step: Step { Step(form: form, text: text) }

  private mutating func restore(_ step: Step) {
    form = step.form
    text = step.text
    closeAnswer()
    if text?.problem != nil { view = .segment } else if !isInText { text = nil }
    isUnsent = true
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
