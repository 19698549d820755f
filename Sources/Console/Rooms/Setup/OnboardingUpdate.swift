internal import KustomerDestination

extension SetupRoom {
  /// Opens the checklist of the selected profile.
  mutating func openChecklist() {
    guard let selected = setup.selected(in: profiles) else { return }
    setup.pane = .checklist
    let open = standings(of: selected).firstIndex { !$0.standing.isDone }
    setup.step = open ?? 0
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
    case .profile, .key, .pod: return enterProfileForm()
    case .test, .roles: return setup.reasonAgainstTesting(profiles) == nil ? testConnection() : []
    case .app, .enabled: return tick()
    case .identify, .session:
      guard selected.name == profile.name else {
        say("changing to profile \(selected.name); Enter again opens the check ...")
        return [.outside(.selectProfile(selected.name))]
      }
      let check = ListedScenario.bundled.first { $0.source == "onboarding-check" }
      return check.map { [.play($0)] } ?? []
    }
  }

  mutating func tick() -> [Errand] {
    guard let selected = setup.selected(in: profiles) else { return [] }
    guard step.isTold else {
      say("this one is proved by the program, not told: Enter does it", .warning)
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
      say("all nine steps are done; w writes the report", .good)
      return
    }
    setup.step = next
  }
}
