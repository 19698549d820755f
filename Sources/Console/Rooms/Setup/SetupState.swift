/// Setup: the profiles, the form of the selected one, and what a test found.
package struct SetupState: Sendable {
  /// The parts of the screen that F6 goes through.
  package enum Pane: Hashable, Sendable { case profiles, form, checklist }

  /// The selected line: a profile, or behind the last one the line for a new profile; 0-based.
  package internal(set) var selection = 0
  /// The part with the focus.
  package internal(set) var pane = Pane.profiles
  /// Where the cursor stands in the form.
  package private(set) var focus = ProfileField.name
  /// Whether the text cursor is in the field.
  package internal(set) var isTyping = false
  /// The selected step of the checklist, 0-based.
  package internal(set) var step = 0
  /// What is kept of each profile's onboarding, by its name.
  package internal(set) var onboarding: [String: Onboarding] = [:]
  /// The profile that is being tested.
  package internal(set) var testing: String?
  /// The last test of each profile.
  package internal(set) var results: [String: ConnectionResult] = [:]
  /// What org pods mean, by their text as typed.
  package internal(set) var pods: [String: PodReading] = [:]
  /// The form of the selected line.
  package private(set) var form = ProfileForm()
  private var steps = UndoSteps<ProfileForm, ProfileField>()
  /// Forms that were left before they were saved, by the name of their profile, "" for a new one.
  private var unsaved: [String: ProfileForm] = [:]

  package init() {}

  /// The selected profile; nil on the line for a new one.
  package func selected(in profiles: [ProfileSummary]) -> ProfileSummary? {
    profiles.indices.contains(selection) ? profiles[selection] : nil
  }

  /// Selects a line and shows its form as it was left.
  mutating func select(line: Int, in profiles: [ProfileSummary]) {
    if let former = form.former ?? .some(""), form != Self.form(of: former, in: profiles) {
      unsaved[former] = form
    }
    selection = min(max(0, line), profiles.count)
    let profile = selected(in: profiles)
    form =
      unsaved.removeValue(forKey: profile?.name ?? "")
      ?? profile.map(ProfileForm.init) ?? ProfileForm()
    steps = UndoSteps()
    focus = .name
  }

  /// Selects a profile by its name.
  mutating func select(_ name: String, in profiles: [ProfileSummary]) {
    select(line: profiles.firstIndex { $0.name == name } ?? 0, in: profiles)
  }

  /// Selects the profile in use, unless another one is being edited.
  mutating func follow(_ name: String, in profiles: [ProfileSummary]) {
    if pane == .profiles { return select(name, in: profiles) }
    selection = profiles.firstIndex { $0.name == form.former } ?? profiles.count
  }

  /// Shows a profile that has just been saved; its key is forgotten here.
  mutating func noteSaved(_ name: String, in profiles: [ProfileSummary]) {
    unsaved[form.former ?? ""] = nil
    selection = profiles.firstIndex { $0.name == name } ?? 0
    form = selected(in: profiles).map(ProfileForm.init) ?? ProfileForm()
    steps = UndoSteps()
    results[name] = nil
    pane = .profiles
    isTyping = false
  }

  /// Keeps what a test found.
  mutating func note(_ result: ConnectionResult) {
    results[result.profile] = result
    testing = nil
  }

  /// Puts the cursor into a field.
  mutating func move(to field: ProfileField) {
    steps.endTyping()
    focus = field
  }

  /// Changes the text under the cursor; what is typed into one field is one step of undo.
  mutating func edit(_ change: (inout TextField) -> Void) {
    let field = focus
    self.change(typedIn: field) { $0.edit(field, change) }
  }

  /// Changes the form as one step that can be undone.
  mutating func change(typedIn field: ProfileField? = nil, _ body: (inout ProfileForm) -> Void) {
    var changed = form
    body(&changed)
    // A cursor that moves is nothing to undo.
    if changed != form { steps.remember(form, typedIn: field) }
    form = changed
  }

  /// Whether there is something to undo.
  var canUndo: Bool { steps.canUndo }
  /// Whether there is something to redo.
  var canRedo: Bool { steps.canRedo }

  /// Takes the last change of the form back.
  mutating func undo() { form = steps.undo(from: form) ?? form }

  /// Does again what was taken back.
  mutating func redo() { form = steps.redo(from: form) ?? form }

  private static func form(of name: String, in profiles: [ProfileSummary]) -> ProfileForm {
    profiles.first { $0.name == name }.map(ProfileForm.init) ?? ProfileForm()
  }
}

extension SetupState {
  /// Whether the form says something else than the profile.
  func isChanged(from profiles: [ProfileSummary]) -> Bool {
    form != Self.form(of: form.former ?? "", in: profiles)
  }

  func reasonAgainstTesting(_ profiles: [ProfileSummary]) -> String? {
    if testing != nil { return "a test is running" }
    if selected(in: profiles) == nil || isChanged(from: profiles) {
      return "save the profile first"
    }
    return nil
  }

  func reasonAgainstSaving(_ profiles: [ProfileSummary]) -> String? {
    if selected(in: profiles)?.isSandbox == true { return "the sandbox needs no setup" }
    let name = form.name.text
    if name.isEmpty { return "the profile needs a name, as acme" }
    if !name.utf8.allSatisfy(Self.isNameByte) {
      return "a profile's name has only letters, digits, - and _"
    }
    if name != form.former, profiles.contains(where: { $0.name == name }) {
      return "there is a profile \(name) already"
    }
    if form.orgPod.isEmpty { return "the org pod is missing: it stands beside the API key" }
    if case .refused(let sentence)? = pods[form.orgPod.text] { return sentence }
    if let complaint = form.keyComplaint { return complaint }
    let former = selected(in: profiles)
    let hasKey = former?.keyLastFour != nil || former?.keySource != nil
    return form.key.isEmpty && !hasKey ? "the API key is missing" : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
