internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records
internal import Sandbox
internal import Terminal

/// Journal, sandbox and courier behind the console.
///
/// An actor: it guards what is open and which profile is in use. Everything it learns it posts as
/// messages.
actor ConsoleEngine {
  nonisolated let latestDraft = LatestDraft()
  nonisolated let themeInUse: ThemeInUse
  /// The longest that a request on the wire takes.
  nonisolated let longestRequest: Milliseconds
  let invocation: Invocation
  let mailbox: Mailbox<Message>
  var settings: Settings
  var profile: Profile
  private var journal: Journal?
  var sandbox: SandboxServer?
  var sandboxStart: Task<BaseURL, any Error>?
  var org: Org?
  let transport: Transport
  var courier: Task<Void, Never>?
  private var searching: Task<Void, Never>?
  /// Asks again after calls of which the org could not tell yet.
  private var askingAgain: Task<Void, Never>?
  nonisolated let stops = Stops()
  var lanes: [Lane: Task<Void, Never>] = [:]
  /// Up to which change the screens know the journal; nil before they know anything.
  var seen: Int64?
  /// Whether the last look for what other processes did failed, which was said.
  private var isNewsMissed = false
  let live: LiveDesk
  var stage: ScenarioStage?
  var playing: Task<ScenarioStage.Outcome, any Error>?

  private var drafts = KnownDrafts()

  private static let form = "compose"

  /// What is known of the drafts in the journal.
  private struct KnownDrafts {
    /// What this console writes them as.
    let writer = String(UInt64.random(in: .min ... .max), radix: 16)
    /// As it was read at the start; nil for none.
    var known: JSON?
    /// What the journal has not taken yet.
    var unwritten: ComposedDraft?
    /// Those of other consoles that were read at the start.
    var readAside: [Draft] = []
    var hasToldOther = false
  }

  init(
    _ invocation: Invocation, settings: Settings, profile: Profile, mailbox: Mailbox<Message>
  ) {
    self.invocation = invocation
    self.settings = settings
    self.profile = profile
    self.mailbox = mailbox
    themeInUse = ThemeInUse(settings.theme)
    longestRequest = settings.delivery.connectTimeout + settings.delivery.timeout
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
      var contents = try contents(notice: notice)
      drafts.known = contents.draft
      drafts.readAside = try journal.draftsAside(form: Self.form)
      contents.draftsAside = drafts.readAside.map(\.json)
      mailbox.post(.started(contents))
      readOn(after: contents)
      watchJournal()
    } catch {
      mailbox.post(.started(contentsWithoutJournal))
      mailbox.post(.draftNotSaved(sentence(of: error)))
    }
    openOrg()
  }

  /// Does what an effect says, and never waits for a network; the terminal's own effects never come
  /// here.
  ///
  /// - Parameters:
  ///   - effect: what is asked for.
  ///   - stop: ends what is sent for it.
  func perform(_ effect: Effect, until stop: StopSignal) async {
    let order = SendingOrder(profile: profile, stop: stop)
    do {
      switch effect {
      case .saveDraft: keepDraft()
      case .send(let call): follow(.sending) { await $0.send(call, as: order) }
      case .resend(let id, let moment):
        follow(.sending) { try await $0.resend(id, at: moment, as: order) }
      case .findOut(let ids): ask(.landed(ids))
      case .readBack(let user): ask(.timeline(user, gap: settings.destination.gap))
      case .sendAgain(let id):
        follow(.sending) { try await $0.sendAgain(id.number, as: order) }
      case .drop(let id):
        _ = try openJournal().settle(id.number, as: .drop)
        mailbox.report(id.number, in: try openJournal())
      case .deliverWaiting:
        follow(.sending) { try await $0.deliverWaiting(as: order) }
      case .selectProfile(let name): try select(name)
      case .resolvePod(let pod): mailbox.post(.podResolved(pod, PodReading(parsing: pod)))
      case .saveProfile(let edit): try save(edit)
      case .testConnection(let name): test(name)
      case .saveOnboarding(let name, let json):
        try openJournal().saveDraft(form: ContentsReading.onboarding(name), json)
      case .saveRoute(let name, let route):
        try openJournal().saveDraft(
          form: ContentsReading.route(name), ["via": .string(route.rawValue)])
      case .playStep(let step, let run, let isLive):
        follow(.playing) { try await $0.play(step, run, isLive: isLive, as: order) }
      case .endScenario:
        stopPlaying()
        follow(.playing) { await $0.closeStage() }
      case .readScenarios: mailbox.post(.scenariosRead(try scenarioFiles().listed()))
      case .appendStep(let name, let call):
        mailbox.post(.succeeded(try scenarioFiles().append(call, to: name)))
        mailbox.post(.scenariosRead(try scenarioFiles().listed()))
      case .writeFile(let name, let text):
        let path = try NewFile(name).write(text)
        mailbox.post(.succeeded("written to \(path)"))
      case .readOlder(let id): mailbox.post(.olderRead(try reading().older(than: id)))
      case .searchHistory(let search): look(for: search)
      case .pin(let id, let isPinned): try pin(id.number, isPinned)
      case .exportCalls(let ids, let path):
        try mailbox.export(ids, of: openJournal(), to: fullPath(path))
      case .readExpected(let path): try mailbox.readExpected(fullPath(path))
      case .orderSandbox(let order): try await orderSandbox(order)
      case .startListening: follow(.listening) { try await $0.live.start() }
      case .stopListening: follow(.listening) { await $0.live.stop() }
      case .startForwarding: follow(.listening) { try await $0.startForwarding(as: order) }
      case .stopForwarding: follow(.listening) { await $0.live.stopForwarding() }
      case .readCalls(let path): try readCalls(path)
      case .sendBatch(let calls, let moment):
        follow(.sending) { try await $0.send(calls, at: moment, as: order) }
      case .readTheme(let name):
        let loaded = try invocation.places().themeLibrary().theme(named: name)
        themeInUse.name = name
        mailbox.post(.themeChosen(name, loaded))
      case .copy(let text):
        Clipboard(environment: invocation.environment.withoutKeys(settings.keyVariables)).put(text)
      case .cancelSending, .stopAsking, .edit, .page, .useTheme, .useMouse, .redraw,
        .suspend, .quit:
        break
      }
    } catch {
      mailbox.post(.failed(sentence(of: error)))
    }
  }

  /// Writes the last draft and begins nothing more: what was to be sent stays in the outbox.
  ///
  /// Returns when the requests that are on the wire have ended.
  func close() async {
    do {
      try saveDraft()
    } catch {
      StandardError.say(sentence(of: error))
    }
    askingAgain?.cancel()
    stops.stopSending()
    stops.stopAsking()
    follow(.listening) { await $0.live.stop() }
    follow(.playing) { await $0.closeStage() }
    for lane in [Lane.sending, .listening, .playing] { await finish(lane) }
    await stops.waitForQuestions()
    await courier?.value
    await sandbox?.stop()
  }
}

extension ConsoleEngine {
  func contents(notice: String? = nil) throws -> StartContents {
    // What comes while it is read is news.
    seen = try openJournal().changeNumber()
    return try reading().contents(draft: Self.form, notice: notice)
  }

  /// What is known without a journal: with whom one would work.
  private var contentsWithoutJournal: StartContents {
    let keys = try? invocation.keyReader()
    return StartContents(
      profiles: keys.map { ProfileSummaries(invocation: invocation, keys: $0).all(of: settings) }
        ?? [.sandbox],
      profile: profile.name, settings: settings.destination)
  }

  /// Reads the calls that the first frame does without, while it shows.
  func readOn(after contents: StartContents) {
    guard contents.olderCalls > 0, let oldest = contents.entries.map(\.id).min() else { return }
    do {
      mailbox.post(.olderRead(try reading().older(than: oldest)))
    } catch {
      mailbox.post(.failed(sentence(of: error)))
    }
  }

  /// Searches in the background; what is looked for later takes the place of what is not found yet.
  private func look(for search: HistorySearch) {
    searching?.cancel()
    searching = Task { [before = searching, mailbox] in
      await before?.value
      guard !Task.isCancelled else { return }
      do {
        let reading = try reading()
        let found = try await Task.detached { try reading.calls(found: search) }.value
        mailbox.post(.callsFound(found))
      } catch {
        mailbox.post(.failed(sentence(of: error)))
      }
    }
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

  private func keepDraft() {
    do {
      try saveDraft()
    } catch {
      mailbox.post(.draftNotSaved(sentence(of: error)))
    }
  }

  private func saveDraft() throws {
    // What could not be written is tried again with the next one, and at the end.
    guard let draft = latestDraft.take() ?? drafts.unwritten else { return }
    drafts.unwritten = draft
    let journal = try openJournal()
    let json = draft.json
    let isOtherFound = try journal.saveDraft(
      form: Self.form, json, by: drafts.writer, after: drafts.known)
    drafts.unwritten = nil
    mailbox.post(.draftSaved)
    // Those that were read at the start can be undone to now.
    for draft in drafts.readAside { try journal.remove(draft) }
    drafts.readAside = []
    if isOtherFound, !drafts.hasToldOther {
      drafts.hasToldOther = true
      mailbox.post(.otherDraftFound)
    }
  }
}

extension ConsoleEngine {
  /// Asks the org in the background.
  private func ask(_ question: OrgQuestion) {
    let (mailbox, clock, profile) = (mailbox, invocation.runningClock(), profile)
    let settleAfter = settings.delivery.settleAfter
    stops.ask(question.kind) { [self] in
      do {
        let journal = try await openJournal()
        let reader = OrgReader(try await openedOrg(of: profile), transport: transport, clock: clock)
        let again = try await question.ask(
          reader, of: profile.name, journal, mailbox, at: clock, settleAfter: settleAfter)
        if let again { await askAgain(again) }
      } catch {
        let stopped = CommandFailure(.partly, "stopped; nothing was changed")
        mailbox.post(question.failure(Task.isCancelled ? stopped : error))
      }
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

  private func ask(_ question: OrgQuestion, ifStill name: String) {
    if profile.name == name { ask(question) }
  }

  /// Tells twice a second what has changed in the journal, whichever process wrote it.
  private func watchJournal() {
    Task { [weak self] in
      while await self?.tellNews() ?? false { try? await Task.sleep(for: .milliseconds(400)) }
    }
  }

  /// False when there is nothing to watch any more.
  private func tellNews() -> Bool {
    guard let journal, let seen else { return false }
    do {
      guard let news = try journal.news(since: seen, of: profile.name) else { return true }
      self.seen = news.number
      isNewsMissed = false
      guard !news.calls.isEmpty else { return true }
      let entries = news.calls.map { Console.HistoryEntry($0) }
      mailbox.post(.newsRead(entries, try journal.sessions(of: entries)))
    } catch {
      // The journal may be locked for a while: it is said once, and the next look finds the news.
      if !isNewsMissed { mailbox.post(.failed(sentence(of: error))) }
      isNewsMissed = true
    }
    return true
  }
}
