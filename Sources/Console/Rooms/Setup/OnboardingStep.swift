package import KustomerDestination

/// The steps from a Segment source to the first session that agents see, in the order of the seed's
/// Getting Started: what is clicked in Segment and in Kustomer, then what this program proves.
package enum OnboardingStep: String, CaseIterable, Hashable, Sendable {
  case catalog, app, enabled, key, pod, test, roles, identify, session

  /// In the list and in the report.
  package var title: String {
    switch self {
    case .catalog: "Kustomer in Segment"
    case .app: "Segment App installed"
    case .enabled: "Enabled with Segment"
    case .key: "API key"
    case .pod: "Org pod"
    case .test: "Test connection"
    case .roles: "Roles for each call"
    case .identify: "First identify"
    case .session: "First session visible"
    }
  }

  /// What it is, and where to find it.
  var guide: [String] {
    switch self {
    case .catalog:
      [
        "In the Segment web app click Catalog, search for Kustomer, select it, and choose which of"
          + " your sources to connect it to."
      ]
    case .app:
      [
        "The first time only: in your Kustomer account go to Settings > Apps Directory and install"
          + " the Segment App."
      ]
    case .enabled:
      [
        "Go to the Segment App's settings page, directly underneath the Apps Directory page, and"
          + " click the large green button Enable with Segment."
      ]
    case .key:
      [
        "Copy the API Key of the Segment settings page within your Kustomer account into the"
          + " profile. It stays in a file of yours, or where the profile says; only its end shows."
      ]
    case .pod: ["Copy the Org Pod of the same page, as prod1, into the profile."]
    case .test: ["The org is asked about the key, which only reads."]
    case .roles:
      [
        "Each type of call needs roles of the key; the test reads which it has. Roles of a key"
          + " cannot be changed: make a new one in Kustomer."
      ]
    case .identify, .session:
      [
        "The scenario Onboarding check sends identify, page and track with one id for real, and"
          + " reads them back after each step."
      ]
    }
  }

  /// Whether only a person can know.
  var isTold: Bool {
    switch self {
    case .catalog, .app, .enabled: true
    case .key, .pod, .test, .roles, .identify, .session: false
    }
  }
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
