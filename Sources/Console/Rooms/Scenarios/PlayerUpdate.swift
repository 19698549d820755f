internal import KustomerDestination

extension ScenariosRoom {
  /// Opens a scenario on its title; live ones ask first.
  mutating func openPlayer(_ listed: ListedScenario) -> [Errand] {
    guard let scenario = listed.scenario else {
      say(listed.problem ?? "\(listed.source) cannot be read", .problem)
      return []
    }
    let isLive = !profile.isSandbox
    if isLive, let reason = model.reasonAgainstProfile {
      say(reason + "; profile sandbox simulates it", .warning)
      return []
    }
    return isLive ? [.ask(.playLive(scenario))] : beginPlaying(scenario, isLive: false)
  }

  /// Shows the title of a scenario.
  mutating func beginPlaying(_ scenario: Scenario, isLive: Bool) -> [Errand] {
    let former = scenarios.player
    var player = Player(scenario, isLive: isLive, at: now)
    player.isMasked = former?.isMasked ?? true
    player.isPresenting = former?.isPresenting ?? false
    player.pace = former?.pace ?? player.pace
    scenarios.player = player
    return [.go(.scenarios), .outside(.endScenario)]
  }

  /// F9: the whole screen for the scenario, and back; without one, the selected one is opened.
  ///
  /// From another screen its first story is opened.
  mutating func present(isHere: Bool = true) -> [Errand] {
    var errands: [Errand] = []
    if scenarios.player == nil {
      let items = scenarios.items
      let selected = isHere ? scenarios.selection : 0
      guard items.indices.contains(selected), case .scenario(let listed) = items[selected] else {
        say("choose a scenario first: this is a single call")
        return []
      }
      errands = openPlayer(listed)
    }
    scenarios.player?.isPresenting.toggle()
    scenarios.player?.isLeaving = false
    return errands + [.go(.scenarios)]
  }

  mutating func restart() -> [Errand] {
    guard let player = scenarios.player else { return [] }
    say("from the beginning")
    return beginPlaying(player.scenario, isLive: player.isLive)
  }

  /// Shows the next step; one that was not played yet is played first.
  mutating func nextStep() -> [Errand] {
    guard let player = scenarios.player, !player.isBusy else { return [] }
    let next = player.shown.map { $0 + 1 } ?? 0
    if next < player.run.results.count {
      scenarios.player?.shown = next
      return []
    }
    guard let step = player.run.next else {
      scenarios.player?.goOn(in: nil, at: model.uptime)
      say("this was the last step; \(key: .restart) begins again, \(key: .escape) leaves")
      return []
    }
    if let problem = player.problem {
      say("\(problem); \(key: .restart) begins again", .problem)
      return []
    }
    if let wait = player.wait(at: model.uptime) {
      say(
        "live waits cannot be shortened, as Kustomer stamps the arrival: the next step in "
          + wait.words, .warning)
      return []
    }
    scenarios.player?.isBusy = true
    return [.outside(.playStep(step, of: player.run, isLive: player.isLive))]
  }

  mutating func goBack() {
    guard let shown = scenarios.player?.shown else { return }
    scenarios.player?.shown = shown > 0 ? shown - 1 : nil
    scenarios.player?.goOn(in: nil, at: model.uptime)
  }

  mutating func leavePlayer() -> [Errand] {
    guard let player = scenarios.player else { return [] }
    guard player.isPresenting else {
      scenarios.player = nil
      return [.outside(.endScenario)]
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

  mutating func toggleAutoplay() {
    guard let player = scenarios.player else { return }
    scenarios.player?.goOn(in: player.nextAt == nil ? 1 : nil, at: model.uptime)
  }

  mutating func changePace(_ seconds: Int) {
    guard var player = scenarios.player else { return }
    player.pace = min(60, max(1, player.pace + seconds))
    if player.nextAt != nil { player.goOn(in: player.pace, at: model.uptime) }
    scenarios.player = player
    say(player.pace == 1 ? "1 second a step" : "\(player.pace) seconds a step")
  }
}

extension ScenariosRoom {
  /// Takes over what came of a step, and shows it.
  mutating func receive(_ result: StepResult, of run: ScenarioRun) -> [Errand] {
    // One of a scenario that was left, or begun anew, is no news.
    guard var player = scenarios.player, player.isBusy, player.run == run else {
      return []
    }
    player.run.note(result)
    player.shown = player.run.results.count - 1
    player.isBusy = false
    player.lastPlayed = model.uptime
    if player.nextAt != nil {
      player.goOn(in: player.run.next == nil ? nil : player.pace, at: model.uptime)
    }
    scenarios.player = player
    guard player.isLive, let step = player.shown else { return [] }
    return [.keepProof(of: player.run, step: step)]
  }

  /// The scenario cannot go on.
  mutating func receive(failure sentence: String) {
    guard scenarios.player?.isBusy == true else { return say(sentence, .problem) }
    scenarios.player?.isBusy = false
    scenarios.player?.goOn(in: nil, at: model.uptime)
    scenarios.player?.problem = sentence
    say(sentence, .problem)
  }

  /// Goes on by itself when it is time.
  mutating func tick() -> [Errand] {
    guard let player = scenarios.player, player.isDue(at: model.uptime) else { return [] }
    scenarios.player?.goOn(in: player.pace, at: model.uptime)
    return nextStep()
  }

  /// What is asked before a scenario is played for real.
  func words(of scenario: Scenario) -> (String, [String]) {
    let place = profile.destinationWords
    let calls = scenario.steps.count { $0.call != nil }
    return (
      "Play for real?",
      [
        "to \(place)", "\(scenario.name): \(counted(calls, "call")), each on a key", "",
        "Waits cannot be shortened, as Kustomer stamps the arrival: \(scenario.length.words) in all.",
      ]
    )
  }
}
