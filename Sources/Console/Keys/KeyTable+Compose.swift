extension KeyTable {
  /// Compose.
  static let compose: [Binding] = [
    Binding(
      [.control("t")], .valueType, .formRow, "Kind",
      "change the kind of the value", rank: 62),
    Binding(
      [.control("t")], .startTimeAnew, .formTime, "Now",
      "let the draft begin at this moment", rank: 62),
    Binding(
      [.alt("t")], .formerValueType, .formRow, "Kind", "change the kind of the value back"),
    Binding(
      [.tab], .nextField, .form, "Next", "next field, from the last to the first", rank: 70),
    Binding([.backTab], .previousField, .form, "Back", "previous field"),
    Binding([.down], .down, .form, "Down", "the field below"),
    Binding([.up], .up, .form, "Up", "the field above"),
    Binding(
      [.enter], .editField, .form, "Edit", "type into the field, or go on"),
    Binding(
      [.function(2)], .cycleType, .form, "Type", "next type: page, screen, identify, track",
      rank: 65),
    Binding(
      [.control("n")], .addRow, .form, "Add", "add a property or trait", rank: 60),
    Binding(
      [.control("x")], .cutRow, .form, "Cut", "cut the property or trait",
      rank: 45),
    Binding(
      [.function(7)], .newSession, .form, "Session", "a new kustomer_session_id", rank: 30),
    Binding([.pageDown], .pageDown, .form, "Preview", "scroll the preview down"),
    Binding([.pageUp], .pageUp, .form, "Preview", "scroll the preview up"),
    Binding([.alt("z")], .undo, .form, "Undo", "undo the last change of the form", rank: 25),
    Binding([.alt("y")], .redo, .form, "Redo", "redo what was undone"),
    Binding(
      [.function(8)], .zoom, .preview, "Zoom", "the preview alone, and back", rank: 60),
    Binding(
      [.alt("j")], .editText, .form, "JSON", "type into the call as JSON; the form keeps in step",
      rank: 20),
    Binding(
      [.control("s")], .saveStep, .form, "Save", "add the call to a scenario as a step",
      rank: 40),
    Binding([], .newDraft, .form, "New", "empty the form"),
    Binding(
      [.enter, .character("e")], .editText, .preview, "Edit JSON",
      "type into the call as JSON; the form keeps in step", rank: 68),
    Binding(
      [.right, .character("l")], .nextView, .preview, "View",
      "the next view: Kustomer, Segment, trace, diff, curl, code", rank: 66,
      shown: "Left Right"),
    Binding([.left, .character("h")], .previousView, .preview, "View", "the view before"),
    Binding([.enter], .newLine, .callText, "Line", "a new line"),
    Binding([.down], .down, .callText, "Down", "a line down"),
    Binding([.up], .up, .callText, "Up", "a line up"),
    Binding([.pageDown], .pageDown, .callText, "Page", "ten lines down"),
    Binding([.pageUp], .pageUp, .callText, "Page", "ten lines up"),
    Binding(
      [.tab, .backTab], .nextPane, .callText, "Form", "back to the form, the text stays",
      rank: 60),
    Binding([.alt("z")], .undo, .callText, "Undo", "undo the last change", rank: 55),
    Binding([.alt("y")], .redo, .callText, "Redo", "redo what was undone"),
  ]
}
