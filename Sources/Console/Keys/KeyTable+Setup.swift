extension KeyTable {
  /// Setup: profiles, their forms and their checklists.
  static let setup: [Binding] = [
    Binding(
      [.enter], .open, .profiles, "Use", "work with the selected profile", rank: 70),
    Binding(
      [.character("o")], .openChecklist, .profiles, "Onboard",
      "the nine steps from an empty profile to the first session", rank: 68),
    Binding([.enter], .open, .checklist, "Do", "do the step", rank: 70),
    Binding(
      [.character("n")], .nextOpen, .checklist, "Next open", "the next step that is open",
      rank: 69),
    Binding(
      [.character(" ")], .tick, .checklist, "Tick", "say that you have seen it, or take it back",
      rank: 64),
    Binding(
      [.character("t")], .testConnection, .checklist, "Test",
      "test key, pod and roles; only reads", rank: 66),
    Binding(
      [.character("u")], .usePod, .checklist, "Use pod", "use the org pod that the key belongs to",
      rank: 67),
    Binding(
      [.character("w")], .writeReport, .checklist, "Report",
      "write a Markdown report without secrets", rank: 68),
    Binding(
      [.character("e")], .editProfile, .checklist, "Edit", "edit the profile", rank: 63),
    Binding(
      [.character("n")], .newProfile, .profiles, "New", "connect another org", rank: 66),
    Binding(
      [.character("e")], .editProfile, .profiles, "Edit", "edit the selected profile",
      rank: 64),
    Binding(
      [.character("t")], .testConnection, .profiles, "Test", "test key and pod; only reads",
      rank: 65),
    Binding(
      [.character("u")], .usePod, .profiles, "Use pod",
      "use the org pod that the key belongs to", rank: 67),
    Binding(
      [.tab], .nextField, .profileForm, "Next", "next field, from the last to the first",
      rank: 60),
    Binding([.backTab], .previousField, .profileForm, "Back", "previous field"),
    Binding([.down], .down, .profileForm, "Down", "the field below"),
    Binding([.up], .up, .profileForm, "Up", "the field above"),
    Binding(
      [.control("s")], .saveProfile, .profileForm, "Save", "save the profile", rank: 80),
    Binding(
      [.control("t")], .testConnection, .profileForm, "Test",
      "test key and pod as they were saved; only reads", rank: 65),
    Binding(
      [.function(7)], .usePod, .profileForm, "Use pod",
      "use the org pod that the key belongs to", rank: 67),
    Binding(
      [.alt("z")], .undo, .profileForm, "Undo", "undo the last change of the profile's form",
      rank: 25),
    Binding([.alt("y")], .redo, .profileForm, "Redo", "redo what was undone"),
    Binding(
      [.enter], .editField, .profileForm, "Edit", "type into the field, or go on"),
    Binding(
      [.right, .character(" ")], .right, .choice, "Choose", "the next choice", rank: 72,
      shown: "Left Right"),
    Binding([.left], .left, .choice, "Choose", "the choice before"),
  ]
}
