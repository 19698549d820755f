internal import Console
internal import Delivery
internal import Records

/// What the console shows of the profiles, without asking a program or a keyring for their keys.
struct ProfileSummaries {
  let invocation: Invocation
  let keys: KeyReader

  /// Every profile of the settings, in their order.
  func all(of settings: Settings) -> [ProfileSummary] {
    settings.profiles.map(summary)
  }

  private func summary(_ profile: Profile) -> ProfileSummary {
    var summary = ProfileSummary(
      name: profile.name, label: profile.label ?? "", orgPod: profile.orgPod ?? "",
      host: host(of: profile), mode: profile.mode,
      keyLastFour: lastFour(of: profile), keySource: keys.source(of: profile),
      isSandbox: profile.isSandbox, isReadOnly: profile.isReadOnly)
    summary.segmentHost = profile.segment.map { Self.host(of: $0.endpoint) }
    return summary
  }

  private func host(of profile: Profile) -> String? {
    guard let address = try? invocation.address(of: profile) else { return nil }
    return Self.host(of: address.text)
  }

  /// Without its scheme.
  private static func host(of address: String) -> String {
    String(address.drop { $0 != "/" }.dropFirst(2))
  }

  private func lastFour(of profile: Profile) -> String? {
    switch profile.key {
    case .command, .keyring: return nil
    case .environment, .file, nil: break
    }
    guard let masked = try? keys.key(of: profile).masked else { return nil }
    return String(masked.dropFirst())
  }
}
