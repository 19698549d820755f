extension State {
  mutating func performInSetup(_ command: Command) -> [Effect] {
    switch setup.pane {
    case .profiles: performInProfiles(command)
    case .form: performInProfileForm(command)
    case .checklist: performInChecklist(command)
    }
  }

  private mutating func performInProfiles(_ command: Command) -> [Effect] {
    switch command {
    case .down, .up, .pageDown, .pageUp, .first, .last:
      let line = moved(setup.selection, command, count: profiles.count + 1)
      setup.select(line: line, in: profiles)
      return resolvePod()
    case .open: return useProfile()
    case .newProfile:
      setup.select(line: profiles.count, in: profiles)
      return enterProfileForm()
    case .editProfile, .nextPane, .previousPane: return enterProfileForm()
    case .openChecklist: openChecklist()
    case .testConnection: return testConnection()
    case .usePod: return usePod()
    case .escape: if isZoomed { model.isZoomed = false }
    default: break
    }
    return []
  }

  private mutating func useProfile() -> [Effect] {
    guard let selected = setup.selected(in: profiles) else { return enterProfileForm() }
    guard selected.name != profile.name else {
      say("profile \(selected.name) is in use already")
      return []
    }
    say("changing to profile \(selected.name) ...")
    return [.selectProfile(selected.name)]
  }

  mutating func enterProfileForm() -> [Effect] {
    guard setup.selected(in: profiles)?.isSandbox != true else {
      say(Self.sandboxIsFixed)
      return []
    }
    setup.pane = .form
    setup.isTyping = true
    return resolvePod()
  }

  mutating func testConnection() -> [Effect] {
    guard let selected = setup.selected(in: profiles) else { return [] }
    setup.testing = selected.name
    say("testing \(selected.name): only reads ...")
    return [.testConnection(selected.name)]
  }
}

extension State {
  private mutating func performInProfileForm(_ command: Command) -> [Effect] {
    switch command {
    case .down: stepInProfileForm(by: 1)
    case .up: stepInProfileForm(by: -1)
    case .nextField: moveInProfileForm(by: 1)
    case .previousField: moveInProfileForm(by: -1)
    case .editField:
      if setup.isTyping || setup.focus.isChoice { moveInProfileForm(by: 1) }
      setup.isTyping = true
    case .left: choose(by: -1)
    case .right: choose(by: 1)
    case .nextPane, .previousPane: setup.pane = .profiles
    case .escape:
      if isTyping {
        setup.isTyping = false
      } else {
        setup.pane = .profiles
      }
    case .saveProfile:
      say("saving profile \(setup.form.name.text) ...")
      return [.saveProfile(setup.form.edit)]
    case .testConnection: return testConnection()
    case .usePod: return usePod()
    default:
      guard isTyping else { return [] }
      setup.edit { _ = $0.perform(command) }
      return resolvePod()
    }
    return []
  }

  /// Up and Down stop at the ends of the form.
  private mutating func stepInProfileForm(by step: Int) {
    let end = step < 0 ? ProfileField.allCases.first : ProfileField.allCases.last
    guard setup.focus != end else {
      say(step < 0 ? "this is the first field" : "this is the last field")
      return
    }
    moveInProfileForm(by: step)
  }

  private mutating func moveInProfileForm(by step: Int) {
    let fields = ProfileField.allCases
    let place = fields.firstIndex(of: setup.focus) ?? 0
    setup.move(to: fields[(place + step + fields.count) % fields.count])
  }

  private mutating func choose(by step: Int) {
    let field = setup.focus
    setup.change { $0.choose(field, by: step) }
  }

  /// Takes the last change of the profile's form back, or does it again.
  mutating func undoOrRedoInSetup(_ command: Command) -> [Effect] {
    setup.pane = .form
    if command == .undo { setup.undo() } else { setup.redo() }
    return resolvePod()
  }

  /// Asks what the org pod means, unless that is known.
  mutating func resolvePod() -> [Effect] {
    let pod = setup.form.orgPod.text
    guard !pod.isEmpty, setup.pods[pod] == nil else { return [] }
    return [.resolvePod(pod)]
  }
}
