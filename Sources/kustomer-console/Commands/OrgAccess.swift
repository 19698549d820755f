internal import Delivery
internal import KustomerDestination
internal import Records
internal import Sandbox

extension Invocation {
  /// The org of a profile, ready to be sent to; the embedded sandbox answers when it is that.
  ///
  /// - Returns: the org, and the sandbox that must be stopped afterwards; nil for another org.
  /// - Throws: `CommandFailure` when address, key or the sandbox's file cannot be used.
  func org(of profile: Profile) throws -> (org: Org, sandbox: SandboxServer?) {
    if let address = try address(of: profile) { return (try org(of: profile, at: address), nil) }
    let server = try makeSandbox()
    let port = try waiting { try await server.start() }
    return (try org(of: profile, at: Self.address(ofPort: port)), server)
  }

  /// The org of a profile whose address is known.
  func org(of profile: Profile, at address: BaseURL) throws -> Org {
    // The embedded sandbox has another port each time.
    let isEmbedded = profile.isSandbox && options.baseURL == nil
    return Org(
      profile: profile.name, baseURL: address, place: isEmbedded ? "the sandbox" : nil,
      pod: try pod(of: profile), route: try route(of: profile, to: address),
      key: try key(of: profile), mode: profile.mode,
      isReadOnly: profile.isReadOnly)
  }

  /// What leads to the profile's org through Segment.
  ///
  /// - Throws: `CommandFailure` when the profile names no source in Segment, or its address or key
  ///   cannot be used.
  func segment(of profile: Profile) throws -> Org {
    let source = try segmentSource(of: profile)
    let address = try BaseURL(source.endpoint)
    return Org(
      profile: profile.name, baseURL: address, route: try route(of: profile, to: address),
      key: try keyReader().writeKey(of: source, profile), mode: profile.mode,
      isReadOnly: profile.isReadOnly, via: .segment)
  }

  /// - Throws: `CommandFailure` when the profile names no source in Segment.
  func segmentSource(of profile: Profile) throws -> SegmentSource {
    if let source = profile.segment { return source }
    throw CommandFailure(
      .configuration,
      profile.isSandbox
        ? "the sandbox is no org that Segment leads to; name a profile with --profile"
        : "profile \(profile.name) has no source in Segment; write [profiles.\(profile.name).segment]"
          + " with write_key and region into config.toml")
  }

  /// The embedded sandbox, not started, over the records of this user and with the clock of
  /// `--now`.
  func makeSandbox() throws -> SandboxServer {
    let places = try readyPlaces()
    var sandbox = SandboxOptions(database: Files.openName(places.sandbox))
    if let start = options.now?.timestamp {
      sandbox.clock = .running(ahead: start - Self.systemNow)
    }
    return try SandboxServer(sandbox)
  }

  /// Where the sandbox answers.
  static func address(ofPort port: UInt16) throws -> BaseURL {
    try BaseURL("http://127.0.0.1:\(port)")
  }

  /// The profile's key.
  func key(of profile: Profile) throws -> APIKey {
    try keyReader().key(of: profile)
  }

  /// Reads keys; a program that is asked for one gets no other.
  func keyReader() throws -> KeyReader {
    KeyReader(
      environment: environment, folder: try places().config,
      keyVariables: try settings().keyVariables)
  }

  /// The places, their folder of state made and nobody else's.
  ///
  /// - Throws: `SettingsError` when it cannot be made or others may write it, and `CommandFailure`
  ///   when the limits of the process are too narrow for sockets and databases.
  func readyPlaces() throws -> Places {
    try ProcessLimits.requireRoom()
    let places = try places()
    try PrivateFile.makeFolder(places.state)
    try PrivateFile.requireOwn(folder: places.state)
    return places
  }

  /// The journal.
  func openJournal() throws -> Journal {
    try Journal(at: Files.openName(try readyPlaces().journal), clock: runningClock())
  }

  /// The journal, with a line on what an earlier run has left half done.
  func journal() throws -> Journal {
    let journal = try openJournal()
    for line in journal.recovery.lines where !options.quiet { StandardError.say(line) }
    return journal
  }

  /// The journal; nil while nothing was ever sent, so that who only looks makes none.
  func existingJournal() throws -> Journal? {
    Files.exists(try places().journal) ? try journal() : nil
  }

  /// - Throws: `CommandFailure` for certificates or a proxy that cannot be used, before anything is
  ///   sent.
  private func route(of profile: Profile, to address: BaseURL) throws -> OrgRoute {
    let folder = try places().config
    let path = profile.authorities.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
    let own = path.map { AuthorityFile($0, setting: "ca_file of profile \(profile.name)") }
    let route = OrgRoute(proxy: profile.proxy, authorities: own)
    guard !address.isLoopback || address.text.hasPrefix("https://") else { return route }
    if let file = own ?? AuthorityFile(in: environment), let trouble = file.trouble {
      throw CommandFailure(.configuration, trouble)
    }
    if !address.isLoopback, let trouble = route.troubleOfProxy {
      throw CommandFailure(.configuration, "profile \(profile.name): \(trouble)")
    }
    return route
  }
}
