internal import Console
internal import Delivery
internal import KustomerDestination
internal import Sandbox
internal import Terminal

/// Journal, sandbox and courier behind the console.
///
/// An actor: it guards what is open and which profile is in use. Everything it learns it posts as
/// messages.
actor ConsoleEngine {
  nonisolated let latestDraft = LatestDraft()
  private let invocation: Invocation
  private let mailbox: Mailbox<Message>
  private var settings: Settings
  private var profile: Profile
  private var journal: Journal?
  private var sandbox: SandboxServer?
  private var sandboxAddress: BaseURL?
  private var org: Org?
  private var transport: Transport
  private var courier: Task<Void, Never>?
  private var stop = StopSignal()

  /// Shown and counted at most; older calls are found by the command `history`.
  private static let shownEntries = 2_000
  private static let form = "compose"

  init(
    _ invocation: Invocation, settings: Settings, profile: Profile, mailbox: Mailbox<Message>
  ) {
    self.invocation = invocation
    self.settings = settings
    self.profile = profile
    self.mailbox = mailbox
    transport = Transport(settings: settings.delivery.transport())
  }

  /// Opens the journal and tells what it holds; starts the sandbox if that is the org in use.
  func start() async {
    do {
      let places = try invocation.places()
      let journal = try Journal(at: places.journal, clock: invocation.runningClock())
      self.journal = journal
      _ = try journal.prune(settings.history)
      if invocation.namedProfile == nil {
        profile = try LastProfile.read(from: journal)?.profile(in: settings) ?? profile
      }
      try rememberProfile()
      let notice = journal.recovery.lines.first
      mailbox.post(.started(try contents(notice: notice)))
    } catch {
      mailbox.post(.started(StartContents(settings: settings.destination)))
      mailbox.post(.failed("\(error)"))
    }
    await openOrg()
  }

  /// Does what an effect says; the terminal's own effects never come here.
  func perform(_ effect: Effect) async {
    do {
      switch effect {
      case .saveDraft: try saveDraft()
      case .send(let call, let moment):
        do {
          try await send(call, at: moment)
        } catch {
          takeBack(error)
        }
      case .resend(let id, let moment): try await resend(id, at: moment)
      case .deliverWaiting: try await deliver(.everything)
      case .cancelSending: stop.raise()
      case .selectProfile(let name): try await select(name)
      case .resolvePod(let pod): mailbox.post(.podResolved(pod, Self.reading(of: pod)))
      case .saveProfile(let edit): try save(edit)
      case .testConnection(let name): try await test(name)
      case .copy, .redraw, .suspend, .quit: break
      }
    } catch {
      mailbox.post(.failed("\(error)"))
    }
  }

  /// Writes the last draft, lets what is under way end, and closes the sandbox.
  func close() async {
    do {
      try saveDraft()
    } catch {
      StandardError.say("\(error)")
    }
    stop.raise()
    await courier?.value
    await sandbox?.stop()
  }
}

// MARK: Contents

extension ConsoleEngine {
  private func contents(notice: String? = nil) throws -> StartContents {
    let places = try invocation.places()
    let keys = KeyReader(environment: invocation.environment, folder: places.config)
    let summaries = ProfileSummaries(invocation: invocation, keys: keys)
    let journal = try openJournal()
    var entries: [Console.HistoryEntry] = []
    var book = SessionBook()
    var users: Set<String> = []
    var visitors: Set<String> = []
    for entry in try journal.history(Self.query(profile.name), limit: Self.shownEntries) {
      guard let detail = try journal.entry(entry.id), let shown = Console.HistoryEntry(detail)
      else { continue }
      entries.append(shown)
      if let user = shown.facts.event.userId { users.insert(user) }
      if let visitor = shown.facts.event.anonymousId { visitors.insert(visitor) }
    }
    book = try journal.sessions(
      of: profile.name, users: Array(users), visitors: Array(visitors))
    return StartContents(
      profiles: summaries.all(of: settings), profile: profile.name,
      settings: settings.destination, draft: try journal.draft(form: Self.form)?.json,
      sessions: book, entries: entries, waitingElsewhere: try waitingElsewhere(journal),
      notice: notice)
  }

  /// How many calls wait in each of the profiles that are not in use.
  private func waitingElsewhere(_ journal: Journal) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for other in settings.profiles where other.name != profile.name {
      let terms = Self.query(other.name).terms + [.column(.status, "waiting")]
      let count = try journal.historyCount(HistoryQuery(terms: terms))
      if count > 0 { counts[other.name] = count }
    }
    return counts
  }

  private static func query(_ profile: String) -> HistoryQuery {
    HistoryQuery(terms: [.column(.profile, profile)])
  }

  private func openJournal() throws -> Journal {
    guard let journal else {
      throw CommandFailure(
        .cannotWrite, "the journal is not open, so nothing can be kept or sent; start again")
    }
    return journal
  }

  private func saveDraft() throws {
    guard let draft = latestDraft.take() else { return }
    try openJournal().saveDraft(form: Self.form, draft)
    mailbox.post(.draftSaved)
  }
}

// MARK: Sending

extension ConsoleEngine {
  private func send(_ call: JSON, at moment: Timestamp) async throws {
    try saveDraft()
    let journal = try openJournal()
    let source = call.compact
    // The console has asked before it gave this effect, so the confirmation names the profile.
    let permit = try await openedOrg().permit(Confirmation(profile: profile.name))
    let intake = try journal.beginRun(
      permit, destination: Destination(settings: settings.destination), moment: moment)
    let results = try intake.add([IntakeCall(source: source, call: try Call(parsing: source))])
    try intake.goLive()
    for result in results { Self.report(result.delivery, journal, mailbox, isSending: true) }
    try await deliver(.run(intake.run))
  }

  private func resend(_ id: Console.HistoryEntry.ID, at moment: Timestamp) async throws {
    guard let detail = try openJournal().entry(id.number) else {
      throw CommandFailure(.partly, "call \(id.number) is not in the journal any more")
    }
    try await send(JSON(parsing: detail.source), at: moment)
  }

  /// Sends after what is being sent; returns when the courier has been told.
  private func deliver(_ scope: OutboxScope) async throws {
    let journal = try openJournal()
    let permit = try await openedOrg().permit(Confirmation(profile: profile.name))
    let settings = settings.delivery
    let before = courier
    let stop = StopSignal()
    self.stop = stop
    let transport = transport
    let mailbox = mailbox
    courier = Task {
      await before?.value
      let courier = Courier(permit, journal: journal, transport: transport, settings: settings)
      do {
        _ = try await courier.run(scope, stop: stop) { report in
          Self.report(report.id, journal, mailbox)
        }
      } catch {
        mailbox.post(.failed("\(error)"))
      }
    }
  }

  private static func report(
    _ id: Int64?, _ journal: Journal, _ mailbox: Mailbox<Message>, isSending: Bool = false
  ) {
    guard let id else { return }
    do {
      guard let detail = try journal.entry(id),
        let entry = Console.HistoryEntry(detail, isSending: isSending)
      else { return }
      mailbox.post(.deliveryChanged(entry))
    } catch {
      mailbox.post(.failed("\(error)"))
    }
  }

  /// After a call that could not be committed: the screens already count it as sent.
  private func takeBack(_ error: any Error) {
    mailbox.post(.failed("\(error)"))
    do {
      mailbox.post(.sessionsChanged(try contents().sessions))
    } catch {
      mailbox.post(.failed("\(error)"))
    }
  }
}

// MARK: Profiles

extension ConsoleEngine {
  private func select(_ name: String) async throws {
    try use(name)
    mailbox.post(.profileSelected(try contents()))
    await openOrg()
  }

  /// Works with a profile as the settings have it now.
  private func use(_ name: String) throws {
    profile = try settings.profile(named: name)
    org = nil
    try rememberProfile()
  }

  private func rememberProfile() throws {
    try LastProfile(name: profile.name, defaultProfile: settings.defaultProfile)
      .write(to: openJournal())
  }

  private func openOrg() async {
    do {
      _ = try await openedOrg()
    } catch {
      mailbox.post(.failed("\(error)"))
    }
  }

  private func openedOrg() async throws -> Org {
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

  private func startedSandbox() async throws -> BaseURL {
    if let sandboxAddress { return sandboxAddress }
    let server = try invocation.makeSandbox()
    let address = try await Invocation.address(ofPort: server.start())
    sandbox = server
    sandboxAddress = address
    return address
  }

  private static func reading(of pod: String) -> PodReading {
    do throws(AddressRefusal) {
      let read = try OrgPod(pod)
      return .host(read.baseURL.text, warning: read.warning)
    } catch {
      return .refused("\(error)")
    }
  }

  private func save(_ edit: ProfileEdit) throws {
    let places = try invocation.places()
    let former = edit.former.flatMap { name in settings.profiles.first { $0.name == name } }
    var changed = Profile(
      name: edit.name, label: edit.label.isEmpty ? nil : edit.label,
      orgPod: edit.orgPod.isEmpty ? nil : edit.orgPod, baseURL: former?.baseURL,
      key: former?.key, mode: Org.Mode(edit.mode), isReadOnly: edit.isReadOnly)
    if let key = edit.key {
      try PrivateFile(places.keyFile(ofProfile: edit.name)).write(Array(key.text.utf8))
      changed.key = .file(edit.name + ".key")
    }
    let file = ConfigFile(places)
    var text = ConfigEdit(try file.text() ?? "")
    if let former { text.remove(profile: former.name) }
    text.add(changed)
    settings = try Settings(parsing: text.text, file: file.path)
    try file.write(text.text)
    let isInUse = profile.name == (edit.former ?? edit.name)
    if isInUse { try use(edit.name) }
    mailbox.post(.profileSaved(edit.name, try contents().profiles))
    if isInUse, edit.former != edit.name { mailbox.post(.profileSelected(try contents())) }
  }

  private func test(_ name: String) async throws {
    let org = try await open(settings.profile(named: name))
    let reader = OrgReader(org, transport: transport, clock: invocation.runningClock())
    mailbox.post(.connectionTested(ConnectionResult(await reader.check(), profile: name)))
  }
}
