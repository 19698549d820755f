/// Setup: the profiles, the form of the selected one, its way to the first session.
struct SetupRoom: Room {
  var setup: SetupState
  var model: Model

  static let rows: [Row<Self>] = [
    Row([.enter], .open, .profiles, "Use", "work with the selected profile", rank: 70) {
      $0.useProfile()
    },
    Row(
      [.character("o")], .openChecklist, .profiles, "Onboard",
      "the nine steps from an empty profile to the first session", rank: 68,
      unless: { $0.reasonAgainstChecklist }
    ) { $0.openChecklist() },
    Row([.enter], .open, .checklist, "Do", "do the step", rank: 70) { $0.doStep() },
    Row(
      [.character("n")], .nextOpen, .checklist, "Next open", "the next step that is open", rank: 69
    ) { $0.selectNextOpen() },
    Row(
      [.character(" ")], .tick, .checklist, "Tick", "say that you have seen it, or take it back",
      rank: 64
    ) { $0.tick() },
    Row(
      [.character("t")], .testConnection, .checklist, "Test", "test key, pod and roles; only reads",
      rank: 66, unless: { $0.setup.reasonAgainstTesting($0.profiles) }
    ) { $0.testConnection() },
    Row(
      [.character("u")], .usePod, .checklist, "Use pod", "use the org pod that the key belongs to",
      rank: 67, unless: { $0.reasonAgainstUsingPod }
    ) { $0.usePod() },
    Row(
      [.character("w")], .writeReport, .checklist, "Report",
      "write a Markdown report without secrets", rank: 68
    ) { $0.writeReport() },
    Row(
      [.character("e")], .editProfile, .checklist, "Edit", "edit the profile", rank: 63,
      unless: { $0.reasonAgainstForm }
    ) { $0.enterProfileForm() },
    Row([.character("n")], .newProfile, .profiles, "New", "connect another org", rank: 66) {
      $0.beginProfile()
    },
    Row(
      [.character("e")], .editProfile, .profiles, "Edit", "edit the selected profile", rank: 64,
      unless: { $0.reasonAgainstForm }
    ) { $0.enterProfileForm() },
    Row(
      [.character("t")], .testConnection, .profiles, "Test", "test key and pod; only reads",
      rank: 65, unless: { $0.setup.reasonAgainstTesting($0.profiles) }
    ) { $0.testConnection() },
    Row(
      [.character("u")], .usePod, .profiles, "Use pod", "use the org pod that the key belongs to",
      rank: 67, unless: { $0.reasonAgainstUsingPod }
    ) { $0.usePod() },
    Row(
      [.tab], .nextField, .profileForm, "Next", "next field, from the last to the first", rank: 60
    ) { $0.moveField(by: 1) },
    Row([.backTab], .previousField, .profileForm, "Back", "previous field") {
      $0.moveField(by: -1)
    },
    Row([.down], .down, .profileForm, "Down", "the field below") { $0.stepField(by: 1) },
    Row([.up], .up, .profileForm, "Up", "the field above") { $0.stepField(by: -1) },
    Row(
      [.control("s")], .saveProfile, .profileForm, "Save", "save the profile", rank: 80,
      unless: { $0.setup.reasonAgainstSaving($0.profiles) }
    ) { $0.save() },
    Row(
      [.control("t")], .testConnection, .profileForm, "Test",
      "test key and pod as they were saved; only reads", rank: 65,
      unless: { $0.setup.reasonAgainstTesting($0.profiles) }
    ) { $0.testConnection() },
    Row(
      [.function(7)], .usePod, .profileForm, "Use pod", "use the org pod that the key belongs to",
      rank: 67, unless: { $0.reasonAgainstUsingPod }
    ) { $0.usePod() },
    Row(
      [.alt("z")], .undo, .profileForm, "Undo", "undo the last change of the profile's form",
      rank: 25, unless: { $0.setup.canUndo ? nil : "nothing to undo" }
    ) { $0.undo() },
    Row(
      [.alt("y")], .redo, .profileForm, "Redo", "redo what was undone",
      unless: { $0.setup.canRedo ? nil : "nothing to redo" }
    ) { $0.redo() },
    Row([.enter], .editField, .profileForm, "Edit", "type into the field, or go on") {
      $0.enterField()
    },
    Row(
      [.right, .character(" ")], .right, .choice, "Choose", "the next choice", rank: 72,
      shown: "Left Right"
    ) { $0.choose(by: 1) },
    Row([.left], .left, .choice, "Choose", "the choice before") { $0.choose(by: -1) },
  ]

  var sandboxIsFixed: String {
    "the sandbox needs no setup; \(key(.newProfile)) connects your own org"
  }

  private var isOnSandbox: Bool { setup.selected(in: profiles)?.isSandbox == true }

  var reasonAgainstForm: String? { isOnSandbox ? sandboxIsFixed : nil }
  var reasonAgainstChecklist: String? {
    setup.selected(in: profiles) == nil
      ? "this line is no profile yet; \(key(.open)) begins one" : reasonAgainstForm
  }
}

/// What can be gone to in Setup; lines and steps are 0-based.
enum SetupSpot: Hashable, Sendable {
  case profile(Int), field(ProfileField), step(Int)
}
