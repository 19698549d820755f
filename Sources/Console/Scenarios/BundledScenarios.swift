extension EmbeddedFile {
  /// The bundled scenarios, files of the folder Bundled, the session demo first.
  package static let scenarios = [
    EmbeddedFile("one-visit", PackageResources.one_visit_toml),
    EmbeddedFile("seed-calls", PackageResources.seed_calls_toml),
    EmbeddedFile("anonymous-then-identified", PackageResources.anonymous_then_identified_toml),
    EmbeddedFile("gap-cuts", PackageResources.gap_cuts_toml),
    EmbeddedFile("late-event", PackageResources.late_event_toml),
    EmbeddedFile("two-devices", PackageResources.two_devices_toml),
    EmbeddedFile("engage-refused", PackageResources.engage_refused_toml),
    EmbeddedFile("onboarding-check", PackageResources.onboarding_check_toml),
    EmbeddedFile("shop-visit", PackageResources.shop_visit_toml),
  ]
}
