internal import Console
internal import Delivery
internal import KustomerDestination
internal import Sandbox
internal import Terminal

/// The profile in use, its org, and changes of profiles.
extension ConsoleEngine {
  func select(_ name: String) async throws {
    // What is forwarded goes to the profile that was confirmed, never to another one.
    await live.stopForwarding()
    await endScenario()
    try use(name)
    await live.use(Destination(settings: settings.destination))
    mailbox.post(.profileSelected(try contents()))
    await openOrg()
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

  func openOrg() async {
    do {
      _ = try await openedOrg()
    } catch {
      mailbox.post(.failed("\(error)"))
    }
  }

  func openedOrg() async throws -> Org {
    if let org, org.profile == profile.name { return org }
    let opened = try await open(profile)
    org = opened
    return opened
  }

  private func open(_ profile: Profile) async throws -> Org {
    if let address = try invocation.address(of: profile) {
      return try invocation.org(of: profile, at: address)
    }
    return try await invocation.org(of: profile, at: startedSandbox())
  }

  func startedSandbox() async throws -> BaseURL {
    if let sandboxAddress { return sandboxAddress }
    let server = try invocation.makeSandbox()
    let address = try await Invocation.address(ofPort: server.start())
    sandbox = server
    sandboxAddress = address
    return address
  }

  func save(_ edit: ProfileEdit) throws {
    if let former = edit.former, former != edit.name {
      try invocation.requireNothingOpen(of: former)
    }
    let isInUse = profile.name == (edit.former ?? edit.name)
    settings = try ProfileSaving(invocation: invocation).save(edit, in: settings)
    if isInUse { try use(edit.name) }
    mailbox.post(.profileSaved(edit.name, try contents().profiles))
    if isInUse, edit.former != edit.name { mailbox.post(.profileSelected(try contents())) }
  }

  func test(_ name: String) async throws {
    let org = try await open(settings.profile(named: name))
    let reader = OrgReader(org, transport: transport, clock: invocation.runningClock())
    mailbox.post(.connectionTested(ConnectionResult(await reader.check(), profile: name)))
  }
}
