package import Records

extension SendMode {
  /// The badge on the first line: `DRY RUN`, `ASK`, `LIVE`.
  package var badge: String {
    switch self {
    case .dryRun: "DRY RUN"
    case .ask: "ASK"
    case .live: "LIVE"
    }
  }

  /// One sentence for Setup.
  package var explanation: String {
    switch self {
    case .dryRun: "shows, never sends"
    case .ask: "asks before each call"
    case .live: "sends at once"
    }
  }
}

/// What the screens show of a profile; never the API key.
package struct ProfileSummary: Hashable, Sendable {
  /// The name in the configuration; unique.
  package var name: String
  /// What the first line of every screen says about it; empty for none.
  package var label: String
  /// The org pod as it stands in the configuration; empty for the sandbox.
  package var orgPod: String
  /// The host that requests go to, without scheme; nil while it is not known or refused.
  package var host: String?
  /// The host of Segment's API for its source there, without scheme; nil when it has none.
  package var segmentHost: String?
  /// How it sends.
  package var mode: SendMode
  /// The last four characters of the key; nil when there is no key.
  package var keyLastFour: String?
  /// Where the key comes from, in words: `file`, `environment ACME_KEY`; nil without a key.
  package var keySource: String?
  /// Whether its org is the embedded sandbox.
  package var isSandbox: Bool
  /// Whether nothing is ever sent with it.
  package var isReadOnly: Bool

  /// A profile as the screens show it.
  package init(
    name: String, label: String = "", orgPod: String = "", host: String? = nil,
    mode: SendMode = .ask, keyLastFour: String? = nil, keySource: String? = nil,
    isSandbox: Bool = false, isReadOnly: Bool = false
  ) {
    self.name = name
    self.label = label
    self.orgPod = orgPod
    self.host = host
    self.mode = mode
    self.keyLastFour = keyLastFour
    self.keySource = keySource
    self.isSandbox = isSandbox
    self.isReadOnly = isReadOnly
  }

  /// The sandbox before anything was read: what the first frame shows.
  package static let sandbox = ProfileSummary(
    name: "sandbox", label: "local Kustomer", mode: .live, isSandbox: true)
}

/// A profile as Setup wants it saved.
package struct ProfileEdit: Hashable, Sendable {
  /// The profile that is changed; nil makes a new one.
  package var former: String?
  /// The name in the configuration.
  package var name: String
  /// May be empty.
  package var label: String
  /// As typed, trimmed and in lower case.
  package var orgPod: String
  /// How it sends.
  package var mode: SendMode
  /// Whether nothing is ever sent with it.
  package var isReadOnly: Bool
  /// A new key; nil keeps the one that is there.
  package var key: APIKey?
}

extension ProfileSummary {
  /// The host first: it is what the call goes to; the label is anybody's text, so it is quoted.
  var destinationWords: String { destinationWords(via: .kustomer) }

  /// The same on a route.
  func destinationWords(via route: SendRoute) -> String {
    let said = label.isEmpty || isSandbox ? "" : ", \"\(label)\""
    return "\(place(via: route)), profile \(name)\(said)"
  }

  /// Where requests go on a route, in words.
  func place(via route: SendRoute) -> String {
    switch route {
    case .kustomer: place
    case .segment: "through Segment, \(segmentHost ?? "")"
    }
  }
}
