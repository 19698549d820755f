internal import KustomerDestination

extension SetupRoom {
  /// Opens the checklist of the selected profile at the first step that is open.
  mutating func openChecklist() {
    guard let selected = setup.selected(in: profiles) else { return }
    setup.pane = .checklist
    setup.step = standings(of: selected).firstIndex { !$0.standing.isDone } ?? 0
  }

  /// Shows a profile that was just saved; that of an org which is new here goes on with its steps.
  mutating func receive(saved name: String, _ profiles: [ProfileSummary]) {
    let isNew = !self.profiles.contains { $0.name == name }
    model.profiles = profiles
    setup.noteSaved(name, in: profiles)
    if isNew { openChecklist() }
    say(
      isNew
        ? "profile \(name) is saved; \(key: .testConnection) tests it, \(key: .escape) shows all profiles"
        : "profile \(name) is saved; \(key: .testConnection) tests it, \(key: .open) uses it", .good
    )
  }

  func writeReport() -> [Errand] {
    guard let selected = setup.selected(in: profiles) else { return [] }
    let name = "onboarding-\(selected.name.asFileName).md"
    let text = ReaderZone.$current.withValue(.utc) { onboardingReport(of: selected) }
    return [.outside(.writeFile(name: name, text: text))]
  }

  private var step: OnboardingStep { OnboardingStep.allCases[setup.step] }

  mutating func doStep() -> [Errand] {
    guard let selected = setup.selected(in: profiles) else { return [] }
    switch step {
    case .key, .pod: return enterProfileForm()
    case .test, .roles: return setup.reasonAgainstTesting(profiles) == nil ? testConnection() : []
    case .catalog, .app, .enabled: return tick()
    case .identify, .session:
      guard selected.name == profile.name else {
        say("changing to profile \(selected.name); \(key: .open) again opens the check ...")
        return [.outside(.selectProfile(selected.name))]
      }
      let check = ListedScenario.bundled.first { $0.source == "onboarding-check" }
      return check.map { [.play($0)] } ?? []
    }
  }

  mutating func tick() -> [Errand] {
    guard let selected = setup.selected(in: profiles) else { return [] }
    guard step.isTold else {
      say("this one is proved by the program, not told: \(key: .open) does it", .warning)
      return []
    }
    var kept = setup.onboarding[selected.name] ?? Onboarding()
    kept.toggle(step, at: now)
    return keep(kept, of: selected.name)
  }

  mutating func selectNextOpen() {
    guard let selected = setup.selected(in: profiles) else { return }
    let all = standings(of: selected)
    let order =
      Array(all.indices.dropFirst(setup.step + 1)) + Array(all.indices.prefix(setup.step + 1))
    guard let next = order.first(where: { !all[$0].standing.isDone }) else {
      say("all nine steps are done; \(key: .writeReport) writes the report", .good)
      return
    }
    setup.step = next
  }
}
