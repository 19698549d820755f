internal import KustomerDestination

extension SetupRoom {
  /// The onboarding of a profile as Markdown for a ticket; never the key, only its end.
  func onboardingReport(of profile: ProfileSummary) -> String {
    let all = standings(of: profile)
    let escaped = SessionPicture.escaped
    let name = profile.label.isEmpty ? profile.name : "\(profile.label) (\(profile.name))"
    var parts = [
      "# Kustomer and Segment: onboarding of \(escaped(name))",
      "Written at \(now.rfc3339) by Kustomer Console. "
        + (profile.orgPod.isEmpty ? "" : "Org pod \(escaped(profile.orgPod)), ")
        + "host \(escaped(profile.host ?? "unknown")), key "
        + (profile.keyLastFour.map { "ending in \(escaped($0))" } ?? "not shown") + ".",
      (["| step | standing | what |", "| --- | --- | --- |"]
        + all.enumerated().map { place, line in
          "| \(place + 1). \(escaped(line.step.title)) | \(line.standing.title) |"
            + " \(escaped(line.standing.sentence)) |"
        }).joined(separator: "\n"),
    ]
    if let facts = setup.results[profile.name]?.facts, !facts.isEmpty {
      parts.append("## What the org says of the key")
      parts.append(
        facts.map { "- \(escaped($0.label)): \(escaped($0.value))" }.joined(separator: "\n"))
    }
    parts += [
      "## Message to the customer", message(all).map { "> " + $0 }.joined(separator: "\n>\n"),
    ]
    parts.append(
      "The same later, from a script: `kustomer-console check --profile \(profile.name)`")
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func message(
    _ all: [(step: OnboardingStep, standing: StepStanding)]
  ) -> [String] {
    let open = all.filter { !$0.standing.isDone }
    guard !open.isEmpty else {
      return [
        "Your Segment source is connected to Kustomer: a customer and a session of two events were"
          + " sent and read back. Agents see them on the customer's timeline."
      ]
    }
    let words = open.map { line in
      "\(line.step.title): " + line.step.guide[0]
    }
    return ["To finish connecting Segment to Kustomer, this is left:"]
      + words.map { SessionPicture.escaped($0) }
  }
}

extension StepStanding {
  fileprivate var title: String {
    switch self {
    case .proved: "proved"
    case .told: "told"
    case .open: "open"
    case .failed: "failed"
    }
  }

  fileprivate var sentence: String {
    switch self {
    case .proved(let words, let moment): words + (moment.map { ", \($0.rfc3339)" } ?? "")
    case .told(let moment): "stated by a person, \(moment.rfc3339)"
    case .open: "not done yet"
    case .failed(let words, let fix): "\(words); \(fix)"
    }
  }
}
