internal import KustomerDestination

extension State {
  /// Opens the checklist of the selected profile.
  mutating func openChecklist() {
    guard let selected = setup.selected(in: profiles) else { return }
    setup.pane = .checklist
    let open = standings(of: selected).firstIndex { !$0.standing.isDone }
    setup.step = open ?? 0
  }

  mutating func performInChecklist(_ command: Command) -> [Effect] {
    guard let selected = setup.selected(in: profiles) else { return [] }
    switch command {
    case .down, .up, .pageDown, .pageUp, .first, .last:
      setup.step = moved(setup.step, command, count: OnboardingStep.allCases.count)
    case .open: return doStep(of: selected)
    case .tick: return tick(selected)
    case .nextOpen: selectNextOpen(selected)
    case .testConnection: return testConnection()
    case .usePod: return usePod()
    case .editProfile: return enterProfileForm()
    case .writeReport:
      let name = "onboarding-\(selected.name.asFileName).md"
      return [.writeFile(name: name, text: onboardingReport(of: selected))]
    case .nextPane, .previousPane, .escape:
      if isZoomed { model.isZoomed = false } else { setup.pane = .profiles }
    default: break
    }
    return []
  }

  private var step: OnboardingStep { OnboardingStep.allCases[setup.step] }

  private mutating func doStep(of selected: ProfileSummary) -> [Effect] {
    switch step {
    case .profile, .key, .pod: return enterProfileForm()
    case .test, .roles: return reasonAgainst(.testConnection) == nil ? testConnection() : []
    case .app, .enabled: return tick(selected)
    case .identify, .session:
      guard selected.name == profile.name else {
        say("changing to profile \(selected.name); Enter again opens the check ...")
        return [.selectProfile(selected.name)]
      }
      let check = ListedScenario.bundled.first { $0.source == "onboarding-check" }
      return check.map { openPlayer($0) } ?? []
    }
  }

  private mutating func tick(_ selected: ProfileSummary) -> [Effect] {
    guard step.isTold else {
      say("this one is proved by the program, not told: Enter does it", .warning)
      return []
    }
    var kept = setup.onboarding[selected.name] ?? Onboarding()
    kept.toggle(step, at: now)
    return keep(kept, of: selected.name)
  }

  private mutating func selectNextOpen(_ selected: ProfileSummary) {
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
