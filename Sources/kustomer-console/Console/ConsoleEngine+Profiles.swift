internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records
internal import Sandbox
internal import Terminal

/// The profile in use, its org, and changes of profiles.
extension ConsoleEngine {
  func select(_ name: String) throws {
    // What is forwarded goes to the profile that was confirmed, never to another one.
    follow(.listening) { engine in
      await engine.live.stopForwarding()
      await engine.live.use(Destination(settings: engine.settings.destination))
    }
    stopPlaying()
    follow(.playing) { await $0.closeStage() }
    try use(name)
    let contents = try contents()
    mailbox.post(.profileSelected(contents))
    readOn(after: contents)
    openOrg()
  }

  /// Works with a profile as the settings have it now.
  private func use(_ name: String) throws {
    profile = try settings.profile(named: name)
    org = nil
    try rememberProfile()
  }

  func rememberProfile() throws {
    try LastProfile(name: profile.name, defaultProfile: settings.defaultProfile)
      .write(to: openJournal())
  }

  /// Opens the org of the profile in use before anybody waits for it, and says what is wrong.
  func openOrg() {
    let profile = profile
    follow(.sending) { _ = try await $0.openedOrg(of: profile) }
  }

  func openedOrg(of wanted: Profile) async throws -> Org {
    if let org, org.profile == wanted.name, wanted == profile { return org }
    let opened = try await open(wanted)
    if wanted == profile { org = opened }
    return opened
  }

  /// The gate; the console has asked before it gave the effect, so the confirmation names the
  /// profile.
  func permit(
    for order: SendingOrder, via route: SendRoute = .kustomer
  ) async throws -> SendPermit {
    let org: Org
    switch route {
    case .kustomer: org = try await openedOrg(of: order.profile)
    case .segment:
      // A program may be asked for the write key, and takes its time.
      let (invocation, profile) = (invocation, order.profile)
      org = try await Task.detached { try invocation.segment(of: profile) }.value
    }
    return try org.permit(Confirmation(profile: order.profile.name))
  }

  private func openOrg(named name: String) async throws -> Org {
    try await open(settings.profile(named: name))
  }

  private func open(_ profile: Profile) async throws -> Org {
    let known = try invocation.address(of: profile)
    let address = if let known { known } else { try await startedSandbox() }
    // A program may be asked for the key, and takes its time.
    let invocation = invocation
    return try await Task.detached { try invocation.org(of: profile, at: address) }.value
  }

  func startedSandbox() async throws -> BaseURL {
    if let sandboxStart { return try await sandboxStart.value }
    let server = try invocation.makeSandbox()
    let start = Task { try await Invocation.address(ofPort: server.start()) }
    sandboxStart = start
    sandbox = server
    do {
      return try await start.value
    } catch {
      sandboxStart = nil
      throw error
    }
  }

  func save(_ edit: ProfileEdit) throws {
    if let former = edit.former, former != edit.name {
      try invocation.requireNothingOpen(of: former)
    }
    let isInUse = profile.name == (edit.former ?? edit.name)
    settings = try ProfileSaving(invocation: invocation).save(edit, in: settings)
    if isInUse { try use(edit.name) }
    let shown = seen
    let contents = try contents()
    mailbox.post(.profileSaved(edit.name, contents.profiles))
    guard isInUse, edit.former != edit.name else {
      // Only the profiles are told: what has changed in the journal is still news.
      seen = shown
      return
    }
    mailbox.post(.profileSelected(contents))
    readOn(after: contents)
  }

  /// Tests a connection in the background.
  func test(_ name: String) {
    let (mailbox, clock) = (mailbox, invocation.runningClock())
    stops.ask(.connection) { [self] in
      do {
        let org = try await openOrg(named: name)
        let check = await OrgReader(org, transport: transport, clock: clock).check()
        mailbox.post(
          Task.isCancelled
            ? .failed("the test of \(name) was stopped")
            : .connectionTested(ConnectionResult(check, profile: name)))
      } catch {
        mailbox.post(.failed(sentence(of: error)))
      }
    }
  }
}
