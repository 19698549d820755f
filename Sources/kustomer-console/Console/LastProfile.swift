internal import Delivery
internal import KustomerDestination

/// The profile that the console last worked with, kept in the journal beside the draft: a draft is
/// never aimed at another org by a restart.
struct LastProfile: Hashable {
  /// Its name.
  let name: String
  /// `default_profile` at that time; when it has changed since, somebody wants that one.
  let defaultProfile: String

  private static let form = "profile"

  /// What was kept; nil at the first start.
  static func read(from journal: Journal) throws -> LastProfile? {
    guard let json = try journal.draft(form: form)?.json,
      let name = json["name"]?.stringValue, let former = json["default"]?.stringValue
    else { return nil }
    return LastProfile(name: name, defaultProfile: former)
  }

  /// Keeps it in the place of the former one.
  func write(to journal: Journal) throws {
    try journal.saveDraft(
      form: Self.form, ["name": .string(name), "default": .string(defaultProfile)])
  }

  /// The profile to open with those settings; nil when the default one is wanted, or it is gone.
  func profile(in settings: Settings) -> Profile? {
    guard defaultProfile == settings.defaultProfile else { return nil }
    return settings.profiles.first { $0.name == name }
  }
}
