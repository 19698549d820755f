internal import KustomerDestination

extension State {
  /// Opens a scenario on its title; live ones ask first.
  mutating func openPlayer(_ listed: ListedScenario) -> [Effect] {
    guard let scenario = listed.scenario else {
      say(listed.problem ?? "\(listed.source) cannot be read", .problem)
      return []
    }
    let isLive = !profile.isSandbox
    if isLive, let reason = model.reasonAgainstProfile {
      say(reason + "; profile sandbox simulates it", .warning)
      return []
    }
    if isLive {
      overlay = .confirmation(.playLive(scenario))
      return []
    }
    return beginPlaying(scenario, isLive: false)
  }

  /// Shows the title of a scenario.
  mutating func beginPlaying(_ scenario: Scenario, isLive: Bool) -> [Effect] {
    let former = scenarios.player
    var player = Player(scenario, isLive: isLive, at: now)
    player.isMasked = former?.isMasked ?? true
    player.isPresenting = former?.isPresenting ?? false
    player.pace = former?.pace ?? player.pace
    scenarios.player = player
    show(.scenarios)
    return [.endScenario]
  }

  /// F9: the whole screen for the scenario, and back; without one, the selected one is opened.
  mutating func present() -> [Effect] {
    var effects: [Effect] = []
    if scenarios.player == nil {
      let items = scenarios.items
      let selected = screen == .scenarios ? scenarios.selection : 0
      guard items.indices.contains(selected), case .scenario(let listed) = items[selected] else {
        say("choose a scenario first: this is a single call")
        return []
      }
      effects = openPlayer(listed)
    }
    show(.scenarios)
    scenarios.player?.isPresenting.toggle()
    scenarios.player?.isLeaving = false
    return effects
  }

  mutating func performInPlayer(_ command: Command) -> [Effect] {
    if command != .escape, command != .quit { scenarios.player?.isLeaving = false }
    switch command {
    case .nextStep: return nextStep()
    case .previousStep: goBack()
    case .autoplay: toggleAutoplay()
    case .faster, .slower: changePace(command == .faster ? -1 : 1)
    case .compareCuts: scenarios.player?.isComparing.toggle()
    case .mask: scenarios.player?.isMasked.toggle()
    case .restart:
      guard let player = scenarios.player else { return [] }
      say("from the beginning")
      return beginPlaying(player.scenario, isLive: player.isLive)
    case .escape, .quit: return leavePlayer()
    default: break
    }
    return []
  }

  /// Shows the next step; one that was not played yet is played first.
  mutating func nextStep() -> [Effect] {
    guard let player = scenarios.player, !player.isBusy else { return [] }
    let next = player.shown.map { $0 + 1 } ?? 0
    if next < player.run.results.count {
      scenarios.player?.shown = next
      return []
    }
    guard let step = player.run.next else {
      scenarios.player?.goOn(in: nil, at: uptime)
      say("this was the last step; r begins again, Esc leaves")
      return []
    }
    if let problem = player.problem {
      say("\(problem); r begins again", .problem)
      return []
    }
    if let wait = player.wait(at: uptime) {
      say(
        "live waits cannot be shortened, as Kustomer stamps the arrival: the next step in "
          + wait.words, .warning)
      return []
    }
    scenarios.player?.isBusy = true
    return [.playStep(step, of: player.run, isLive: player.isLive)]
  }

  private mutating func goBack() {
    guard let shown = scenarios.player?.shown else { return }
    scenarios.player?.shown = shown > 0 ? shown - 1 : nil
    scenarios.player?.goOn(in: nil, at: uptime)
  }

  private mutating func leavePlayer() -> [Effect] {
    guard let player = scenarios.player else { return [] }
    guard player.isPresenting else {
      scenarios.player = nil
      return [.endScenario]
    }
    // A stray key on a stage must not show what lies behind.
    guard player.isLeaving else {
      scenarios.player?.isLeaving = true
      return []
    }
    scenarios.player?.isPresenting = false
    scenarios.player?.isLeaving = false
    return []
  }

  private mutating func toggleAutoplay() {
    guard let player = scenarios.player else { return }
    scenarios.player?.goOn(in: player.nextAt == nil ? 1 : nil, at: uptime)
  }

  private mutating func changePace(_ seconds: Int) {
    guard var player = scenarios.player else { return }
    player.pace = min(60, max(1, player.pace + seconds))
    if player.nextAt != nil { player.goOn(in: player.pace, at: uptime) }
    scenarios.player = player
    say(player.pace == 1 ? "1 second a step" : "\(player.pace) seconds a step")
  }
}

extension State {
  /// Takes over what came of a step, and shows it.
  mutating func noteStep(_ result: StepResult, run: ScenarioRun) -> [Effect] {
    // One of a scenario that was left, or begun anew, is no news.
    guard var player = scenarios.player, player.isBusy, player.run == run else {
      return []
    }
    player.run.note(result)
    player.shown = player.run.results.count - 1
    player.isBusy = false
    player.lastPlayed = uptime
    if player.nextAt != nil {
      player.goOn(in: player.run.next == nil ? nil : player.pace, at: uptime)
    }
    scenarios.player = player
    return noteProof(of: player)
  }

  /// The scenario cannot go on.
  mutating func noteStepFailed(_ sentence: String) {
    guard scenarios.player?.isBusy == true else { return say(sentence, .problem) }
    scenarios.player?.isBusy = false
    scenarios.player?.goOn(in: nil, at: uptime)
    scenarios.player?.problem = sentence
    say(sentence, .problem)
  }

  /// Goes on by itself when it is time.
  mutating func tickPlayer() -> [Effect] {
    guard let player = scenarios.player, player.isDue(at: uptime) else { return [] }
    scenarios.player?.goOn(in: player.pace, at: uptime)
    return nextStep()
  }

  /// Whether a scenario has the whole screen.
  package var isPresenting: Bool {
    screen == .scenarios && scenarios.player?.isPresenting == true && !size.isTooSmall
  }

  /// Milliseconds until something happens by itself; nil when nothing does.
  package var patience: Int32? {
    guard let nextAt = scenarios.player?.nextAt else { return nil }
    return Int32(clamping: max(10, (nextAt - uptime).count))
  }
}
