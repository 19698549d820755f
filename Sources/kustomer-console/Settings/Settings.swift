package import Console
package import Delivery
package import KustomerDestination
internal import Tools

/// What config.toml says, with the defaults of a new installation for the rest.
package struct Settings: Sendable, Hashable {
  /// The profile that is used when no other is named.
  package var defaultProfile = Profile.sandbox.name
  /// Name of the theme.
  package var theme = "terminal"
  /// With which signs the screens are drawn.
  package var glyphs = GlyphChoice.auto
  /// In which zone the screens show times: `local`, `utc` or a name, as `Europe/Zurich`.
  package var times = "local"
  /// Sessions and mapping.
  package var destination = DestinationSettings()
  /// Tries and time-outs.
  package var delivery = DeliverySettings()
  /// How much history is kept.
  package var history = HistoryLimits()
  /// Every profile, `sandbox` first, the others in the order of the file.
  package var profiles = [Profile.sandbox]

  /// The settings of an installation without config.toml.
  package init() {}

  /// The environment variables that hold keys.
  package var keyVariables: [String] {
    profiles.flatMap { [$0.key, $0.segment?.key] }.compactMap {
      if case .environment(let name) = $0 { name } else { nil }
    }
  }

  /// The profile of that name.
  ///
  /// - Throws: `SettingsError` that names the nearest one.
  package func profile(named name: String) throws(SettingsError) -> Profile {
    if let profile = profiles.first(where: { $0.name == name }) { return profile }
    let hint = suggestionOrChoice(for: name, among: profiles.map(\.name))
    throw SettingsError("there is no profile \"\(name)\"\(hint)")
  }
}
