package import KustomerDestination

/// The steps from an empty profile to the first session that agents see.
package enum OnboardingStep: String, CaseIterable, Hashable, Sendable {
  case profile, key, pod, test, roles, app, enabled, identify, session

  /// In the list and in the report.
  package var title: String {
    switch self {
    case .profile: "Profile"
    case .key: "API key"
    case .pod: "Org pod"
    case .test: "Test connection"
    case .roles: "Roles for each call"
    case .app: "Segment app installed"
    case .enabled: "Enabled with Segment"
    case .identify: "First identify"
    case .session: "First session visible"
    }
  }

  /// What it is, and where to find it (the seed's Getting Started).
  var guide: [String] {
    switch self {
    case .profile: ["A name for the org here, and whether sending asks first. Enter edits it."]
    case .key:
      [
        "In Kustomer: Settings, Apps Directory, Segment, settings page: copy API Key.",
        "It is kept in a file of your own, or read from where the profile says; only its end is"
          + " shown.",
      ]
    case .pod:
      ["It stands beside the API key on the same page: Org Pod, as prod1."]
    case .test: ["t asks the org about the key. It only reads."]
    case .roles:
      [
        "Each kind of call needs roles of the key; t reads which it has. Roles of a key cannot be"
          + " changed: make a new one in Kustomer."
      ]
    case .app:
      [
        "In Kustomer: Settings, Apps Directory, install the Segment App.",
        "The API does not tell, so you do: Space ticks it.",
      ]
    case .enabled:
      [
        "On the Segment App's settings page press the green button Enable with Segment.",
        "The API does not tell, so you do: Space ticks it.",
      ]
    case .identify, .session:
      [
        "Enter opens the scenario Onboarding check: identify, page and track with one id, sent for"
          + " real and read back after each step."
      ]
    }
  }

  /// Whether only a person can know.
  var isTold: Bool { self == .app || self == .enabled }
}

/// How a step stands.
package enum StepStanding: Hashable, Sendable {
  /// Seen by this program; when, if it was kept.
  case proved(String, at: Timestamp?)
  /// A person has said so.
  case told(at: Timestamp)
  /// Not done yet, and what to do.
  case open(String)
  /// Seen to be wrong: what, and how to mend it.
  case failed(String, fix: String)

  /// Whether nothing is left to do.
  var isDone: Bool {
    switch self {
    case .proved, .told: true
    case .open, .failed: false
    }
  }
}

/// What is kept of the onboarding of one profile; no secrets.
package struct Onboarding: Hashable, Sendable {
  /// What somebody has said, and when.
  package private(set) var told: [OnboardingStep: Timestamp] = [:]
  /// What this program has seen, and when.
  package private(set) var proved: [OnboardingStep: Proof] = [:]

  /// Something that was seen.
  package struct Proof: Hashable, Sendable {
    /// In a few words.
    package var words: String
    /// When.
    package var moment: Timestamp
  }

  /// Nothing is known yet.
  package init() {}

  /// What was kept; what cannot be read is left out.
  package init(_ json: JSON) {
    for step in OnboardingStep.allCases {
      if let time = json["told"]?[step.rawValue]?.stringValue.flatMap({ Timestamp($0) }) {
        told[step] = time
      }
      let proof = json["proved"]?[step.rawValue]
      if let words = proof?["words"]?.stringValue,
        let time = proof?["at"]?.stringValue.flatMap({ Timestamp($0) })
      {
        proved[step] = Proof(words: words, moment: time)
      }
    }
  }

  /// As it is kept.
  package var json: JSON {
    var told = JSONObject()
    var proved = JSONObject()
    for step in OnboardingStep.allCases {
      told[step.rawValue] = self.told[step].map { .string($0.rfc3339) }
      proved[step.rawValue] = self.proved[step].map {
        ["words": .string($0.words), "at": .string($0.moment.rfc3339)]
      }
    }
    return ["told": .object(told), "proved": .object(proved)]
  }

  mutating func prove(_ step: OnboardingStep, _ words: String, at now: Timestamp) {
    proved[step] = Proof(words: words, moment: now)
  }

  mutating func forget(_ step: OnboardingStep) { proved[step] = nil }

  mutating func toggle(_ step: OnboardingStep, at now: Timestamp) {
    told[step] = told[step] == nil ? now : nil
  }
}
