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
  let invocation: Invocation
  let mailbox: Mailbox<Message>
  private(set) var settings: Settings
  private(set) var profile: Profile
  private var journal: Journal?
  private(set) var sandbox: SandboxServer?
  private var sandboxAddress: BaseURL?
  private var org: Org?
  private(set) var transport: Transport
  private var courier: Task<Void, Never>?
  private(set) var stop = StopSignal()
  private var asking: Task<Void, Never>?
  let live: LiveDesk
  var stage: ScenarioStage?
  var playing: Task<Void, Never>?

  private static let form = "compose"

  init(
    _ invocation: Invocation, settings: Settings, profile: Profile, mailbox: Mailbox<Message>
  ) {
    self.invocation = invocation
    self.settings = settings
    self.profile = profile
    self.mailbox = mailbox
    transport = Transport(
      settings: invocation.transportSettings(settings.delivery),
      observe: invocation.consoleLog?.note)
    live = LiveDesk(
      Destination(settings: settings.destination), mailbox: mailbox,
      clock: invocation.runningClock())
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
      let notice = journal.recovery.lines.first.map(inConsoleWords)
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
      case .saveDraft:
        // The frame of the key comes first; what is typed meanwhile is written with it.
        try await Task.sleep(for: .milliseconds(20))
        try saveDraft()
      case .send(let call, let moment):
        do {
          try await send(call, at: moment)
        } catch {
          takeBack(error)
        }
      case .resend(let id, let moment): try await resend(id, at: moment)
      case .findOut(let ids): await ask(.landed(ids))
      case .readBack(let user):
        await ask(.timeline(user, gap: settings.destination.gap))
      case .sendAgain(let id): try await sendAgain(id.number)
      case .drop(let id):
        _ = try openJournal().settle(id.number, as: .drop)
        mailbox.report(id.number, in: try openJournal())
      case .deliverWaiting: try await deliver(.everything)
      case .stopAsking: asking?.cancel()
      case .cancelSending: stop.raise()
      case .selectProfile(let name): try await select(name)
      case .resolvePod(let pod): mailbox.post(.podResolved(pod, PodReading(parsing: pod)))
      case .saveProfile(let edit): try save(edit)
      case .testConnection(let name): try await test(name)
      case .saveOnboarding(let name, let json):
        try openJournal().saveDraft(form: ContentsReading.onboarding(name), json)
      case .playStep(let step, let run, let isLive): await play(step, run, isLive: isLive)
      case .endScenario: await endScenario()
      case .readScenarios: mailbox.post(.scenariosRead(try scenarioFiles().listed()))
      case .appendStep(let name, let call):
        mailbox.post(.succeeded(try scenarioFiles().append(call, to: name)))
        mailbox.post(.scenariosRead(try scenarioFiles().listed()))
      case .writeFile(let name, let text):
        let path = try NewFile(name).write(text)
        mailbox.post(.succeeded("written to \(path)"))
      case .pin(let id, let isPinned): try pin(id.number, isPinned)
      case .exportCalls(let ids, let path):
        try mailbox.export(ids, of: openJournal(), to: fullPath(path))
      case .readExpected(let path): try mailbox.readExpected(fullPath(path))
      case .orderSandbox(let order): try await orderSandbox(order)
      case .startListening: try await live.start()
      case .stopListening: await live.stop()
      case .startForwarding: try await startForwarding()
      case .stopForwarding: await live.stopForwarding()
      case .readCalls(let path): try readCalls(path)
      case .sendBatch(let calls, let moment): try await send(calls, at: moment)
      case .copy(let text): Clipboard(environment: invocation.environment).put(text)
      case .edit, .page, .useTheme, .useMouse, .showBytes, .redraw, .suspend, .quit: break
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
    asking?.cancel()
    await live.stop()
    await asking?.value
    await courier?.value
    await endScenario()
    await sandbox?.stop()
  }
}

// MARK: Journal

extension ConsoleEngine {
  private func contents(notice: String? = nil) throws -> StartContents {
    let reading = ContentsReading(
      invocation: invocation, settings: settings, profile: profile.name,
      journal: try openJournal())
    return try reading.contents(draft: Self.form, notice: notice)
  }

  func openJournal() throws -> Journal {
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
    for result in results { mailbox.report(result.delivery, in: journal, isSending: true) }
    try await deliver(.run(intake.run))
  }

  private func resend(_ id: Console.HistoryEntry.ID, at moment: Timestamp) async throws {
    guard let detail = try openJournal().entry(id.number) else {
      throw CommandFailure(.partly, "call \(id.number) is not in the journal any more")
    }
    try await send(JSON(parsing: detail.source), at: moment)
  }

  private func sendAgain(_ id: Int64) async throws {
    let journal = try openJournal()
    // The gate comes first: what may not be sent stays as it is.
    _ = try await openedOrg().permit(Confirmation(profile: profile.name))
    _ = try journal.settle(id, as: .sendAgain)
    mailbox.report(id, in: journal, isSending: true)
    try await deliver(.delivery(id))
  }

  /// Sends after what is being sent; returns when the courier has been told.
  func deliver(_ scope: OutboxScope) async throws {
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
          mailbox.report(report.id, in: journal)
        }
      } catch {
        mailbox.post(.failed("\(error)"))
      }
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

// MARK: Reading

extension ConsoleEngine {
  /// Asks the org after what is being asked, without keeping anything else waiting.
  private func ask(_ question: OrgQuestion) async {
    do {
      let journal = try openJournal()
      let reader = OrgReader(
        try await openedOrg(), transport: transport, clock: invocation.runningClock())
      let (before, mailbox, profile) = (asking, mailbox, profile.name)
      let clock = invocation.runningClock()
      asking = Task {
        await before?.value
        do {
          try await question.ask(reader, of: profile, journal, mailbox, at: clock)
        } catch {
          let stopped = CommandFailure(.partly, "stopped; nothing was changed")
          mailbox.post(question.failure(Task.isCancelled ? stopped : error))
        }
      }
    } catch {
      mailbox.post(question.failure(error))
    }
  }
}

// MARK: Profiles

extension ConsoleEngine {
  private func select(_ name: String) async throws {
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

  private func save(_ edit: ProfileEdit) throws {
    let isInUse = profile.name == (edit.former ?? edit.name)
    settings = try ProfileSaving(invocation: invocation).save(edit, in: settings)
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
