internal import Delivery
internal import KustomerDestination
internal import Sandbox

extension Invocation {
  /// The org of a profile, ready to be sent to; the embedded sandbox answers when it is that.
  ///
  /// - Returns: the org, and the sandbox that must be stopped afterwards; nil for another org.
  /// - Throws: `CommandFailure` when address, key or the sandbox's file cannot be used.
  func org(of profile: Profile) throws -> (org: Org, sandbox: SandboxServer?) {
    var server: SandboxServer?
    let url: BaseURL
    if let address = try address(of: profile) {
      url = address
    } else {
      let (started, address) = try startSandbox()
      server = started
      url = address
    }
    let org = Org(
      profile: profile.name, baseURL: url, pod: pod(of: profile), key: try key(of: profile),
      mode: profile.mode, isReadOnly: profile.isReadOnly)
    return (org, server)
  }

  /// The profile's key.
  func key(of profile: Profile) throws -> APIKey {
    try KeyReader(environment: environment, folder: try places().config).key(of: profile)
  }

  /// The journal, with a line on what an earlier run has left half done.
  func journal() throws -> Journal {
    let journal = try Journal(at: try places().journal, clock: runningClock())
    for line in journal.recovery.lines where !options.quiet { StandardError.say(line) }
    return journal
  }

  private func startSandbox() throws -> (SandboxServer, BaseURL) {
    let places = try places()
    try PrivateFile.makeFolder(places.state)
    var sandbox = SandboxOptions(database: places.sandbox)
    if let start = options.now?.timestamp {
      sandbox.clock = .running(ahead: start - Self.systemNow)
    }
    let server = try SandboxServer(sandbox)
    let port = try waiting { try await server.start() }
    return (server, try BaseURL("http://127.0.0.1:\(port)"))
  }

  private func pod(of profile: Profile) -> OrgPod? {
    if options.baseURL != nil || profile.isSandbox { return nil }
    // The address was made from the same text before; what is no pod was refused there.
    let text = environment["KUSTOMER_ORG_POD"].flatMap { $0.isEmpty ? nil : $0 }
    guard let text = text ?? (profile.baseURL == nil ? profile.orgPod : nil) else { return nil }
    return Result { try OrgPod(text) }.success
  }
}

extension Result {
  fileprivate var success: Success? {
    guard case .success(let value) = self else { return nil }
    return value
  }
}
