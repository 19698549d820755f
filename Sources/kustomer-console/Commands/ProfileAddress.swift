internal import Delivery

extension Invocation {
  /// Where a profile's calls go: `--base-url`, the environment's pod, the profile's own.
  ///
  /// - Returns: nil for the embedded sandbox, whose address is known when it runs.
  /// - Throws: `CommandFailure` for an address that must not get the key, or when there is none.
  func address(of profile: Profile) throws -> BaseURL? {
    // A pod that is none is refused wherever the calls go.
    let pod = try pod(of: profile)
    if let url = options.baseURL { return try Self.refusing("--base-url") { try BaseURL(url) } }
    if profile.isSandbox { return nil }
    if chosenPod == nil, let url = profile.baseURL {
      return try Self.refusing("profile \(profile.name)") { try BaseURL(url) }
    }
    guard let pod else {
      throw CommandFailure(
        .configuration,
        "profile \(profile.name) has no org pod; set org_pod in config.toml or KUSTOMER_ORG_POD")
    }
    if let warning = pod.warning, !options.quiet { StandardError.say(warning) }
    return pod.baseURL
  }

  /// The pod that a profile's calls are meant for: the environment's, else the profile's own.
  ///
  /// - Returns: nil when nothing names one.
  /// - Throws: `CommandFailure` for what is no pod.
  func pod(of profile: Profile) throws -> OrgPod? {
    guard !profile.isSandbox, let text = chosenPod ?? profile.orgPod else { return nil }
    let place = chosenPod == nil ? "profile \(profile.name)" : "KUSTOMER_ORG_POD"
    return try Self.refusing(place) { try OrgPod(text) }
  }

  private var chosenPod: String? {
    environment["KUSTOMER_ORG_POD"].flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func refusing<Address>(
    _ place: String, _ make: () throws -> Address
  ) throws -> Address {
    do {
      return try make()
    } catch {
      throw CommandFailure(.configuration, "\(place): \(error)")
    }
  }
}
