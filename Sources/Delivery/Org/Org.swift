package import Records

/// One Kustomer org as a profile names it: where it is, what opens it, and whether it may be sent
/// to.
package struct Org: Sendable {
  /// The profile's name, under which journal and leases are kept.
  package var profile: String
  /// Where the API is.
  package var baseURL: BaseURL
  /// What the outbox keeps of it: the base URL, or a word for one that changes with each start.
  package var place: String
  /// The pod or org name of the setting; nil when only a base URL is given.
  package var pod: OrgPod?
  /// How it is reached.
  package var route: OrgRoute
  /// The secret: Kustomer's API key, or the write key of a source in Segment.
  package var key: APIKey
  /// Whether it is Kustomer's API itself, or Segment's, which leads there.
  package var via: SendRoute
  /// How sending is guarded.
  package var mode: SendMode
  /// Whether sending is refused in every mode.
  package var isReadOnly: Bool

  /// An org of that profile.
  package init(
    profile: String, baseURL: BaseURL, place: String? = nil, pod: OrgPod? = nil,
    route: OrgRoute = OrgRoute(), key: APIKey, mode: SendMode, isReadOnly: Bool = false,
    via: SendRoute = .kustomer
  ) {
    self.profile = profile
    self.baseURL = baseURL
    self.place = place ?? baseURL.text
    self.pod = pod
    self.route = route
    self.key = key
    self.mode = mode
    self.isReadOnly = isReadOnly
    self.via = via
  }

  /// The org's id, as far as the key tells it; nil when it does not.
  package var id: String? { key.payload?.org }
}

/// A person's word that this profile may be sent to.
package struct Confirmation: Sendable, Hashable {
  /// The profile that the person named.
  package var profile: String

  /// A confirmation for that profile.
  package init(profile: String) { self.profile = profile }
}

/// Why nothing is sent; the command line maps it to exit status 78.
package enum SendRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// The profile's mode is `dry_run`.
  case dryRun(profile: String)
  /// The profile's mode is `ask`, and nobody has confirmed.
  case notConfirmed(profile: String)
  /// The confirmation names another profile.
  case confirmedForAnother(profile: String, confirmed: String)
  /// The profile is `read_only`.
  case readOnly(profile: String)

  /// One line for people, naming the option.
  package var description: String {
    switch self {
    case .dryRun(let profile):
      "profile \(profile) has mode = \"dry_run\": nothing was sent; set mode to ask or live"
    case .notConfirmed(let profile):
      "profile \(profile) has mode = \"ask\": nothing was sent; confirm with --yes"
    case .confirmedForAnother(let profile, let confirmed):
      "the confirmation names \(confirmed), not \(profile): nothing was sent; confirm again"
    case .readOnly(let profile):
      "profile \(profile) has read_only = true: nothing was sent; choose another profile"
    }
  }
}

/// Proof that an org may be sent to: outbox and courier take nothing else.
package struct SendPermit: Sendable {
  /// The org that may be sent to.
  package let org: Org

  fileprivate init(_ org: Org) { self.org = org }
}

extension Org {
  /// Passes the gate: the one way to a permit, for console and command line alike.
  ///
  /// - Parameter confirmation: what a person has confirmed; nil when nobody has.
  /// - Returns: what outbox and courier ask for.
  /// - Throws: `SendRefusal`, and nothing was sent.
  package func permit(_ confirmation: Confirmation? = nil) throws(SendRefusal) -> SendPermit {
    try mode.admit(profile, isReadOnly: isReadOnly, confirmation)
    return SendPermit(self)
  }
}

extension SendMode {
  /// Whether the gate would open, for those who want to know before they ask for a key.
  ///
  /// - Parameters:
  ///   - profile: whose mode this is.
  ///   - isReadOnly: whether the profile refuses sending in every mode.
  ///   - confirmation: what a person has confirmed; nil when nobody has.
  /// - Throws: `SendRefusal`.
  package func admit(
    _ profile: String, isReadOnly: Bool, _ confirmation: Confirmation? = nil
  ) throws(SendRefusal) {
    if isReadOnly { throw .readOnly(profile: profile) }
    switch self {
    case .dryRun: throw .dryRun(profile: profile)
    case .live: break
    case .ask:
      guard let confirmation else { throw .notConfirmed(profile: profile) }
      guard confirmation.profile == profile else {
        throw .confirmedForAnother(profile: profile, confirmed: confirmation.profile)
      }
    }
  }
}
