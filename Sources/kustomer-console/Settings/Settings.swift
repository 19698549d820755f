package import KustomerDestination

/// What config.toml says, with the defaults of a new installation for the rest.
package struct Settings: Sendable, Hashable {
  /// The profile that is used when no other is named.
  package var defaultProfile = Profile.sandbox.name
  /// Name of the theme.
  package var theme = "terminal"
  /// Sessions and mapping.
  package var destination = DestinationSettings()
  /// Tries and time-outs.
  package var delivery = DeliveryLimits()
  /// How much history is kept.
  package var journal = JournalLimits()
  /// Every profile, `sandbox` first, the others in the order of the file.
  package var profiles = [Profile.sandbox]

  /// The settings of an installation without config.toml.
  package init() {}

  /// The profile of that name.
  ///
  /// - Throws: `SettingsError` that names the nearest one.
  package func profile(named name: String) throws(SettingsError) -> Profile {
    if let profile = profiles.first(where: { $0.name == name }) { return profile }
    let hint = suggestion(for: name, among: profiles.map(\.name))
    throw SettingsError("there is no profile \"\(name)\"\(hint)")
  }
}

/// How often and how long is tried.
package struct DeliveryLimits: Sendable, Hashable {
  /// Tries of one request, 1…100.
  package var tries = 8
  /// The first pause between tries.
  package var backoffBase = Milliseconds(500)
  /// The longest pause between tries.
  package var backoffMax = Milliseconds.seconds(60)
  /// For reaching the org.
  package var connectTimeout = Milliseconds.seconds(5)
  /// For one request with its answer.
  package var timeout = Milliseconds.seconds(15)
}

/// How much history the journal keeps; waiting and uncertain calls are never pruned.
package struct JournalLimits: Sendable, Hashable {
  /// Entries, 0…10 000 000.
  package var keepEntries = 10_000
  /// Days, 1…36 500.
  package var keepDays = 90
}
