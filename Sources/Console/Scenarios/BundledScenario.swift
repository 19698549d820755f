/// A scenario in the program: a file of the folder Bundled, embedded one by one.
package struct BundledScenario: Sendable {
  /// The file's name without `.toml`.
  package let name: String
  /// The file.
  package let text: String

  private init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// All of them, the session demo first.
  package static let all = [
    BundledScenario("one-visit", PackageResources.one_visit_toml),
    BundledScenario("seed-calls", PackageResources.seed_calls_toml),
    BundledScenario("anonymous-then-identified", PackageResources.anonymous_then_identified_toml),
    BundledScenario("gap-cuts", PackageResources.gap_cuts_toml),
    BundledScenario("late-event", PackageResources.late_event_toml),
    BundledScenario("two-devices", PackageResources.two_devices_toml),
    BundledScenario("engage-refused", PackageResources.engage_refused_toml),
    BundledScenario("onboarding-check", PackageResources.onboarding_check_toml),
    BundledScenario("shop-visit", PackageResources.shop_visit_toml),
  ]
}
