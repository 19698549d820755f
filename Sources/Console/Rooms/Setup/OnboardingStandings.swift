internal import KustomerDestination
internal import Records

extension SetupRoom {
  /// How the steps of a profile stand, in order.
  func standings(of profile: ProfileSummary) -> [(step: OnboardingStep, standing: StepStanding)] {
    OnboardingStep.allCases.map { ($0, standing($0, of: profile)) }
  }

  private func standing(_ step: OnboardingStep, of profile: ProfileSummary) -> StepStanding {
    let kept = setup.onboarding[profile.name] ?? Onboarding()
    let result = setup.results[profile.name]
    switch step {
    case .key:
      guard let source = profile.keySource else { return .open("\(key(.open)) types the key in") }
      let end = profile.keyLastFour.map { "....\($0), " } ?? ""
      return .proved(end + source, at: nil)
    case .pod:
      if let right = result?.rightPod {
        return .failed("the key belongs to pod \(right)", fix: "use \(right)")
      }
      guard let host = profile.host else {
        return .failed("\(profile.orgPod) means no host", fix: "correct it in the profile")
      }
      return kept.proved[.test] == nil
        ? .open("\(host); \(key(.testConnection)) tests it") : proof(.test, kept, host)
    case .test:
      if let result, !result.isGood, result.facts.allSatisfy({ !$0.isProblem }) {
        return .failed(result.sentence, fix: "correct key or pod, then test again")
      }
      return proof(.test, kept) ?? .open("\(key(.testConnection)) tests key and pod; it only reads")
    case .roles:
      let missing = result?.facts.filter(\.isProblem) ?? []
      if !missing.isEmpty {
        return .failed(
          missing.map { "\($0.label): \($0.value)" }.joined(separator: "; "),
          fix: "make a key with these roles in Kustomer, and put it into the profile")
      }
      return proof(.roles, kept) ?? .open("\(key(.testConnection)) reads the roles of the key")
    case .catalog, .app, .enabled:
      return kept.told[step].map { .told(at: $0) } ?? .open("\(key(.tick)) says that it is done")
    case .identify: return identifyStanding(profile, kept)
    case .session: return sessionStanding(profile, kept)
    }
  }

  private func proof(_ step: OnboardingStep, _ kept: Onboarding) -> StepStanding? {
    kept.proved[step].map { .proved($0.words, at: $0.moment) }
  }

  private func proof(
    _ step: OnboardingStep, _ kept: Onboarding, _ words: String
  ) -> StepStanding {
    .proved(words, at: kept.proved[step]?.moment)
  }

  private func identifyStanding(_ profile: ProfileSummary, _ kept: Onboarding) -> StepStanding {
    if let proved = proof(.identify, kept) { return proved }
    if profile.name == self.profile.name,
      let entry = entries.last(where: { $0.facts.type == .identify && $0.status == .delivered })
    {
      return .proved("call #\(entry.id.number) was delivered", at: entry.moment)
    }
    return .open("\(key(.open)) sends one for real, after a question")
  }

  private func sessionStanding(_ profile: ProfileSummary, _ kept: Onboarding) -> StepStanding {
    if let proved = proof(.session, kept) { return proved }
    if let read = model.readBack, read.profile == profile.name, read.count(.same) >= 2 {
      return .proved("\(read.counts) of \(read.person.words), read back", at: read.moment)
    }
    return .open("\(key(.open)) sends two events and reads them back")
  }
}

extension SetupRoom {
  /// Keeps what a connection test has proved.
  mutating func keepProof(_ result: ConnectionResult) -> [Errand] {
    var kept = setup.onboarding[result.profile] ?? Onboarding()
    let missing = result.facts.filter(\.isProblem)
    if result.isGood || !missing.isEmpty {
      let time = result.milliseconds.map { ", \($0) ms" } ?? ""
      kept.prove(.test, "the org accepts the key" + time, at: now)
    } else {
      kept.forget(.test)
    }
    if result.isGood {
      kept.prove(.roles, "identify, page, screen and track can be sent", at: now)
    } else {
      kept.forget(.roles)
    }
    return keep(kept, of: result.profile)
  }

  /// Keeps what a live step has proved.
  mutating func keepProof(of run: ScenarioRun, step: Int) -> [Errand] {
    guard run.complaints(ofStep: step).isEmpty, let sent = run.results[step].sent,
      sent.status == .delivered
    else { return [] }
    var kept = setup.onboarding[profile.name] ?? Onboarding()
    let standing = run.standing(afterStep: step)
    if sent.session == nil, standing.isVisible {
      kept.prove(.identify, "the customer of a test was read back", at: now)
    }
    if standing.isVisible, standing.sessions > 0, standing.events > 1 {
      kept.prove(
        .session,
        counted(standing.sessions, "session") + " with " + counted(standing.events, "event")
          + " read back", at: now)
    }
    return keep(kept, of: profile.name)
  }

  /// Remembers it, and has it written when it is news.
  mutating func keep(_ kept: Onboarding, of name: String) -> [Errand] {
    guard kept != setup.onboarding[name] ?? Onboarding() else { return [] }
    setup.onboarding[name] = kept
    return [.outside(.saveOnboarding(profile: name, kept.json))]
  }
}
