extension SetupRoom {
  var contexts: [Context] {
    if setup.pane == .checklist { return [.checklist] + .atRest }
    guard setup.pane == .form else { return [.profiles] + .atRest }
    if setup.focus.isChoice { return [.choice, .profileForm] + .outOfText }
    return [.profileForm] + (setup.isTyping ? .inText : .outOfText)
  }
  var canLeave: Bool { setup.pane != .profiles }
  private var isOnText: Bool { setup.pane == .form && !setup.focus.isChoice }
  var wayOn: String {
    isOnText ? "\(key(.editField)) types into the field" : "\(key(.openHelp)) shows the keys"
  }
  /// The steps share the rows with what is said of the selected one.
  var sharesRows: Bool { setup.pane == .checklist }
  var spots: [Spot] {
    if setup.pane == .checklist {
      return OnboardingStep.allCases.indices.map { Spot(SetupSpot.step($0)) }
    }
    let lines = (0...profiles.count).map { Spot(SetupSpot.profile($0)) }
    guard setup.selected(in: profiles)?.isSandbox != true else { return lines }
    return lines + ProfileField.allCases.map { Spot(SetupSpot.field($0)) }
  }

  mutating func move(_ command: Command) -> [Errand] {
    switch setup.pane {
    case .profiles:
      let line = moved(setup.selection, command, count: profiles.count + 1)
      setup.select(line: line, in: profiles)
      return resolvePod()
    case .checklist:
      setup.step = moved(setup.step, command, count: OnboardingStep.allCases.count)
      return []
    case .form: return []
    }
  }

  mutating func movePane(by step: Int) -> [Errand] {
    switch setup.pane {
    case .profiles: return enterProfileForm()
    case .form: setup.pane = .profiles
    case .checklist: leaveChecklist()
    }
    return []
  }

  mutating func leave() -> [Errand] {
    switch setup.pane {
    case .profiles: model.isZoomed = false
    case .form where isTyping: setup.isTyping = false
    case .form: setup.pane = .profiles
    case .checklist: leaveChecklist()
    }
    return []
  }

  private mutating func leaveChecklist() {
    if isZoomed { model.isZoomed = false } else { setup.pane = .profiles }
  }

  mutating func edit(_ command: Command) -> [Errand] {
    guard setup.pane == .form, isTyping else { return [] }
    setup.edit { _ = $0.perform(command) }
    return resolvePod()
  }

  /// Begins to type with a letter that means nothing here.
  mutating func take(letter: Character) -> [Errand]? {
    guard isOnText, !letter.isWhitespace else { return nil }
    setup.isTyping = true
    return type(String(letter))
  }

  mutating func type(_ text: String) -> [Errand] {
    setup.edit { $0.insert(text) }
    return resolvePod()
  }

  mutating func go(to spot: Spot) -> [Errand] {
    guard let spot = spot.value as? SetupSpot else { return [] }
    switch spot {
    case .profile(let line):
      setup.pane = .profiles
      setup.select(line: line, in: profiles)
    case .field(let field):
      setup.pane = .form
      setup.isTyping = true
      setup.move(to: field)
    case .step(let step):
      setup.step = step
      return []
    }
    return resolvePod()
  }
}

extension SetupRoom {
  mutating func useProfile() -> [Errand] {
    guard let selected = setup.selected(in: profiles) else { return enterProfileForm() }
    guard selected.name != profile.name else {
      say("profile \(selected.name) is in use already")
      return []
    }
    say("changing to profile \(selected.name) ...")
    return [.outside(.selectProfile(selected.name))]
  }

  /// Begins the profile of another org.
  mutating func beginProfile() -> [Errand] {
    setup.select(line: profiles.count, in: profiles)
    return enterProfileForm()
  }

  /// Puts the cursor into the form, and asks what its org pod means.
  mutating func enterProfileForm() -> [Errand] {
    guard reasonAgainstForm == nil else {
      say(sandboxIsFixed)
      return []
    }
    setup.pane = .form
    setup.isTyping = true
    return resolvePod()
  }

  mutating func testConnection() -> [Errand] {
    guard let selected = setup.selected(in: profiles) else { return [] }
    setup.testing = selected.name
    say("testing \(selected.name): only reads ...")
    return [.outside(.testConnection(selected.name))]
  }
}

extension SetupRoom {
  /// Enter: begins to type, or goes on to the next field.
  mutating func enterField() {
    if setup.isTyping || setup.focus.isChoice { moveField(by: 1) }
    setup.isTyping = true
  }

  mutating func save() -> [Errand] {
    say("saving profile \(setup.form.name.text) ...")
    return [.outside(.saveProfile(setup.form.edit))]
  }

  /// Up and Down stop at the ends of the form.
  mutating func stepField(by step: Int) {
    let end = step < 0 ? ProfileField.allCases.first : ProfileField.allCases.last
    guard setup.focus != end else {
      say(step < 0 ? "this is the first field" : "this is the last field")
      return
    }
    moveField(by: step)
  }

  mutating func moveField(by step: Int) {
    let fields = ProfileField.allCases
    let place = fields.firstIndex(of: setup.focus) ?? 0
    setup.move(to: fields[(place + step + fields.count) % fields.count])
  }

  mutating func choose(by step: Int) {
    let field = setup.focus
    setup.change { $0.choose(field, by: step) }
  }

  mutating func undo() -> [Errand] {
    setup.pane = .form
    setup.undo()
    return resolvePod()
  }

  mutating func redo() -> [Errand] {
    setup.pane = .form
    setup.redo()
    return resolvePod()
  }

  /// Asks what the org pod means, unless that is known.
  func resolvePod() -> [Errand] {
    let pod = setup.form.orgPod.text
    guard !pod.isEmpty, setup.pods[pod] == nil else { return [] }
    return [.outside(.resolvePod(pod))]
  }
}
