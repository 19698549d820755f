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
  nonisolated let themeInUse: ThemeInUse
  let invocation: Invocation
  let mailbox: Mailbox<Message>
  var settings: Settings
  var profile: Profile
  private var journal: Journal?
  var sandbox: SandboxServer?
  var sandboxAddress: BaseURL?
  var org: Org?
  let transport: Transport
  var courier: Task<Void, Never>?
  var stop = StopSignal()
  private var asking: Task<Void, Never>?
  /// Asks again after calls of which the org could not tell yet.
  private var askingAgain: Task<Void, Never>?
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
    themeInUse = ThemeInUse(settings.theme)
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
      let journal = try invocation.openJournal()
      self.journal = journal
      let pruned = try journal.prune(settings.history)
      if invocation.namedProfile == nil {
        profile = try LastProfile.read(from: journal)?.profile(in: settings) ?? profile
      }
      try rememberProfile()
      let notice = journal.recovery.lines.first.map(inConsoleWords) ?? pruned.line
      mailbox.post(.started(try contents(notice: notice)))
    } catch {
      mailbox.post(.started(StartContents(settings: settings.destination)))
      mailbox.post(.failed(sentence(of: error)))
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
      case .readNews(let last, let open):
        let news = try reading().news(since: last, open: open)
        if !news.isEmpty { mailbox.post(.newsRead(news)) }
      case .readOlder(let id): mailbox.post(.olderRead(try reading().older(than: id)))
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
      case .readTheme(let name):
        let loaded = try invocation.places().themeLibrary().theme(named: name)
        themeInUse.name = name
        mailbox.post(.themeChosen(name, loaded))
      case .copy(let text):
        Clipboard(environment: invocation.environment.withoutKeys(settings.keyVariables)).put(text)
      case .edit, .page, .useTheme, .useMouse, .showBytes, .redraw, .suspend, .quit: break
      }
    } catch {
      mailbox.post(.failed(sentence(of: error)))
    }
  }

  /// Writes the last draft, lets what is under way end, and closes the sandbox.
  func close() async {
    do {
      try saveDraft()
    } catch {
      StandardError.say(sentence(of: error))
    }
    stop.raise()
    asking?.cancel()
    askingAgain?.cancel()
    await live.stop()
    await asking?.value
    await courier?.value
    await endScenario()
    await sandbox?.stop()
  }
}

extension ConsoleEngine {
  func contents(notice: String? = nil) throws -> StartContents {
    try reading().contents(draft: Self.form, notice: notice)
  }

  func reading() throws -> ContentsReading {
    ContentsReading(
      invocation: invocation, settings: settings, profile: profile.name,
      journal: try openJournal())
  }

  func openJournal() throws -> Journal {
    guard let journal else {
      throw CommandFailure(
        .cannotWrite, "the journal is not open, so nothing can be kept or sent; start again")
    }
    return journal
  }

  func saveDraft() throws {
    guard let draft = latestDraft.take() else { return }
    try openJournal().saveDraft(form: Self.form, draft.json)
    mailbox.post(.draftSaved)
  }
}

extension ConsoleEngine {
  /// Asks the org after what is being asked, without keeping anything else waiting.
  private func ask(_ question: OrgQuestion) async {
    do {
      let journal = try openJournal()
      let reader = OrgReader(
        try await openedOrg(), transport: transport, clock: invocation.runningClock())
      let (before, mailbox, profile) = (asking, mailbox, profile.name)
      let clock = invocation.runningClock()
      let settleAfter = settings.delivery.settleAfter
      asking = Task { [weak self] in
        await before?.value
        do {
          let again = try await question.ask(
            reader, of: profile, journal, mailbox, at: clock, settleAfter: settleAfter)
          if let again { await self?.askAgain(again) }
        } catch {
          let stopped = CommandFailure(.partly, "stopped; nothing was changed")
          mailbox.post(question.failure(Task.isCancelled ? stopped : error))
        }
      }
    } catch {
      mailbox.post(question.failure(error))
    }
  }

  /// Asks a question again at its moment, if the same profile is in use then.
  private func askAgain(_ again: OrgQuestion.Again) {
    askingAgain?.cancel()
    askingAgain = Task { [weak self, profile = profile.name] in
      let wait = again.moment - Journal.systemClock()
      do {
        try await Task.sleep(for: .milliseconds(max(wait.count, 0) + 50))
      } catch {
        return
      }
      await self?.ask(again.question, ifStill: profile)
    }
  }

  private func ask(_ question: OrgQuestion, ifStill name: String) async {
    if profile.name == name { await ask(question) }
  }
}
