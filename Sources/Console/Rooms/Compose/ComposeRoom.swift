internal import KustomerDestination

/// Compose: the draft as a form and as JSON, and what becomes of it.
struct ComposeRoom: Room {
  var compose: ComposeState
  var model: Model

  static let rows: [Row<Self>] = [
    Row(
      [.control("t")], .valueType, .formRow, "Kind", "change the kind of the value", rank: 62,
      unless: { $0.compose.focus.row == nil ? $0.notOnRow : nil }
    ) { $0.cycleKind(by: 1) },
    Row(
      [.control("t")], .startTimeAnew, .formTime, "Now", "let the draft begin at this moment",
      rank: 62
    ) { $0.startTimeAnew() },
    Row(
      [.alt("t")], .formerValueType, .formRow, "Kind", "change the kind of the value back",
      unless: { $0.compose.focus.row == nil ? $0.notOnRow : nil }
    ) { $0.cycleKind(by: -1) },
    Row([.tab], .nextField, .form, "Next", "next field, from the last to the first", rank: 70) {
      $0.compose.move(by: 1)
    },
    Row([.backTab], .previousField, .form, "Back", "previous field") { $0.compose.move(by: -1) },
    Row([.down], .down, .form, "Down", "the field below") { $0.step(by: 1) },
    Row([.up], .up, .form, "Up", "the field above") { $0.step(by: -1) },
    Row([.enter], .editField, .form, "Edit", "type into the field, or go on") { $0.enterField() },
    Row(
      [.function(2)], .cycleType, .form, "Type", "next type: page, screen, identify, track",
      rank: 65
    ) { $0.cycleType(by: 1) },
    Row([.control("n")], .addRow, .form, "Add", "add a property or trait", rank: 60) {
      $0.addRow()
    },
    Row(
      [.control("x")], .cutRow, .form, "Cut", "cut the property or trait", rank: 45,
      unless: { $0.reasonAgainstCutting }
    ) { $0.cutRow() },
    Row(
      [.function(7)], .newSession, .form, "Session", "a new kustomer_session_id", rank: 30,
      unless: { $0.outcome.type == .identify ? "an identify belongs to no session" : nil }
    ) { $0.nameNewSession() },
    Row([.pageDown], .pageDown, .form, "Preview", "scroll the preview down") {
      $0.scrollPreview(.pageDown)
    },
    Row([.pageUp], .pageUp, .form, "Preview", "scroll the preview up") {
      $0.scrollPreview(.pageUp)
    },
    Row(
      [.alt("z")], .undo, .form, "Undo", "undo the last change of the form", rank: 25,
      unless: { $0.compose.canUndo ? nil : "nothing to undo" }
    ) { $0.undo() },
    Row(
      [.alt("y")], .redo, .form, "Redo", "redo what was undone",
      unless: { $0.compose.canRedo ? nil : "nothing to redo" }
    ) { $0.redo() },
    Row(
      [.alt("a")], .showAnswer, .form, "Answer", "what the org said to the last send, and back",
      rank: 41
    ) { $0.showAnswer() },
    Row(
      [.alt("a")], .showAnswer, .preview, "Answer", "what the org said to the last send, and back",
      rank: 41
    ) { $0.showAnswer() },
    Row(
      [.alt("v")], .toggleRoute, .form, "Route", "send straight to Kustomer, or through Segment",
      rank: 23, unless: { $0.reasonAgainstRoute }
    ) { $0.toggleRoute() },
    Row([.function(8)], .zoom, .preview, "Zoom", "the preview alone, and back", rank: 60) {
      $0.model.isZoomed.toggle()
    },
    Row(
      [.alt("j")], .editText, .form, "JSON", "type into the call as JSON; the form keeps in step",
      rank: 20, unless: { $0.reasonAgainstText }
    ) { $0.enterText() },
    Row(
      [.control("s")], .saveStep, .form, "Save", "add the call to a scenario as a step", rank: 40,
      unless: { $0.reasonAgainstSaving }
    ) { _ in [.askForScenario] },
    Row([.alt("n")], .newDraft, .form, "New", "empty the form; undo brings the call back", rank: 42)
    {
      $0.beginNewDraft()
    },
    Row(
      [.enter, .character("e")], .editText, .preview, "Edit JSON",
      "type into the call as JSON; the form keeps in step", rank: 68,
      unless: { $0.reasonAgainstText }
    ) { $0.enterText() },
    Row(
      [.right, .character("l")], .nextView, .preview, "View",
      "the next view: Kustomer, Segment, trace, diff, curl, code, answer", rank: 66,
      shown: "Left Right"
    ) { $0.changeView(by: 1) },
    Row([.left, .character("h")], .previousView, .preview, "View", "the view before") {
      $0.changeView(by: -1)
    },
    Row([.enter], .newLine, .callText, "Line", "a new line") {
      $0.editText { _ = $0.perform(.newLine) }
    },
    Row([.down], .down, .callText, "Down", "a line down") { $0.editText { _ = $0.perform(.down) } },
    Row([.up], .up, .callText, "Up", "a line up") { $0.editText { _ = $0.perform(.up) } },
    Row([.pageDown], .pageDown, .callText, "Page", "ten lines down") {
      $0.editText { _ = $0.perform(.pageDown) }
    },
    Row([.pageUp], .pageUp, .callText, "Page", "ten lines up") {
      $0.editText { _ = $0.perform(.pageUp) }
    },
    Row(
      [.tab, .backTab], .nextPane, .callText, "Form", "back to the form, the text stays", rank: 60
    ) { $0.goBackToForm() },
    Row(
      [.alt("z")], .undo, .callText, "Undo", "undo the last change", rank: 55,
      unless: { $0.compose.canUndo ? nil : "nothing to undo" }
    ) { $0.undo() },
    Row(
      [.alt("y")], .redo, .callText, "Redo", "redo what was undone",
      unless: { $0.compose.canRedo ? nil : "nothing to redo" }
    ) { $0.redo() },
    Row(
      [.right, .character(" ")], .right, .choice, "Choose", "the next choice", rank: 72,
      shown: "Left Right"
    ) { $0.cycleType(by: 1) },
    Row([.left], .left, .choice, "Choose", "the choice before") { $0.cycleType(by: -1) },
  ]

  /// The text is made of what the form sends: what cannot be read would not be in it.
  private var reasonAgainstText: String? {
    guard compose.text == nil, let problem = outcome.reading.problems.first else { return nil }
    return "correct \(problem.path.lastStep) in the form first: \(problem.sentence)"
  }

  private var reasonAgainstCutting: String? {
    switch compose.focus {
    case .rowKey, .rowValue, .other: nil
    default: notOnRow
    }
  }

  private var reasonAgainstSaving: String? {
    outcome.reading.problems.first.map { "not saved: \($0.path.lastStep): \($0.sentence)" }
  }

  private var notOnRow: String {
    "the cursor is not on a \(compose.form.type == .identify ? "trait" : "property")"
  }
}

/// What can be gone to in Compose.
enum ComposeSpot: Hashable, Sendable {
  case field(FormField), view(PreviewView), pane(ComposeState.Pane)
}
