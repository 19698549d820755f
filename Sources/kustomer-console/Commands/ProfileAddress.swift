internal import Delivery

extension Invocation {
  /// Where a profile's calls go: `--base-url`, the environment's pod, the profile's own.
  ///
  /// - Returns: nil for the embedded sandbox, whose address is known when it runs.
  /// - Throws: `CommandFailure` for an address that must not get the key, or when there is none.
  func address(of profile: Profile) throws -> BaseURL? {
    let chosen = environment["KUSTOMER_ORG_POD"].flatMap { $0.isEmpty ? nil : $0 }
    do {
      if let url = options.baseURL { return try BaseURL(url) }
      if profile.isSandbox { return nil }
      if let chosen { return try address(ofPod: chosen) }
      if let url = profile.baseURL { return try BaseURL(url) }
      if let pod = profile.orgPod { return try address(ofPod: pod) }
    } catch {
      let place =
        options.baseURL != nil
        ? "--base-url" : chosen != nil ? "KUSTOMER_ORG_POD" : "profile \(profile.name)"
      throw CommandFailure(.configuration, "\(place): \(error)")
    }
    throw CommandFailure(
      .configuration,
      "profile \(profile.name) has no org pod; set org_pod in config.toml or KUSTOMER_ORG_POD")
  }

  private func address(ofPod text: String) throws(AddressRefusal) -> BaseURL {
    let pod = try OrgPod(text)
    if let warning = pod.warning, !options.quiet { StandardError.say(warning) }
    return pod.baseURL
  }
}
