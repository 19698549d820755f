package import KustomerDestination
internal import Records

/// Takes a message into the state, and gives what shall be done outside.
///
/// `now` is the date of the message, which `--now` may hold fast; `uptime` counts how long the
/// program has run, whatever the date: waits are measured with it. What is merely typed is planned
/// when it is drawn, so that many characters that come at once are planned once.
package func update(
  _ state: inout State, _ message: Message, at now: Timestamp, uptime: Milliseconds
) -> [Effect] {
  state.model.now = now
  state.model.uptime = uptime
  let needsPlan = state.needsPlan(message)
  if needsPlan { state.settle() }
  let effects = state.receive(message)
  state.isSettled = false
  if needsPlan { state.settle() }
  return effects
}

/// Plans what was merely typed, so that a frame and the next message find it planned.
package func settle(_ state: inout State) {
  state.settle()
}

/// Whether the screen stays as it is when a message comes.
package func isUnseen(_ state: State, _ message: Message) -> Bool {
  if case .draftSaved = message { state.composeRoom.saysDraftIsSaved } else { false }
}

extension State {
  fileprivate mutating func receive(_ message: Message) -> [Effect] {
    switch message {
    case .keyPressed(let key): return press(key)
    case .resized(let size): model.size = size
    case .started(let contents): return start(with: contents)
    case .profileSelected(let contents):
      // What was played live belongs to the org of the former profile.
      if scenarios.player?.isLive == true { scenarios.player = nil }
      take(contents)
      let elsewhere = model.elsewhereWords.map { "; " + $0 } ?? ""
      say("now working with profile \(profile.name)" + elsewhere, .good)
    case .profileSaved(let name, let profiles):
      enter(setupRoom) { $0.receive(saved: name, profiles) }
    case .podResolved(let pod, let reading): setup.pods[pod] = reading
    case .callCommitted(let entry, let sessions): return receive(committed: entry, sessions)
    case .planChanged(let sessions, let name):
      compose.takeBack()
      if name == profile.name { receive(changed: sessions) }
    case .callNotCommitted(let sentence):
      compose.takeBack()
      say("not sent: " + sentence, .problem)
    case .deliveryChanged(let entry): receive(changed: entry)
    case .sendingPaused(let pause): model.take(pause)
    case .foundOut(let found): enter(historyRoom) { $0.receive(found) }
    case .findOutFailed(let sentence):
      history.asking = []
      say(sentence, .problem)
    case .readBackAdvanced(let done, let count): timeline.reading?.advance(to: done, of: count)
    case .readBackEnded(let readBack): enter(timelineRoom) { $0.receive(readBack) }
    case .readBackFailed(let sentence):
      timeline.reading = nil
      say(sentence, .problem)
    case .pinChanged(let entry):
      model.calls.put(entry)
      say("#\(entry.id.number) is \(entry.isPinned ? "pinned: it is never pruned" : "not pinned")")
    case .expectedRead(let expected, let path):
      show(.history)
      enter(historyRoom) { $0.receive(expected: expected, path: path) }
    case .sandboxChanged(let facts):
      model.sandbox = facts
      model.sandboxSeen = now
    case .draftSaved: noteSaved()
    case .draftNotSaved(let sentence): noteNotSaved(sentence)
    case .otherDraftFound:
      say(
        """
        another console has a draft of its own in this journal: both are kept, and at the next start \
        \(key: .undo) brings the other one
        """, .warning)
    case .connectionTested(let result):
      setup.note(result)
      let effects = enter(setupRoom) { $0.keepProof(result) }
      say(result.sentence, result.isGood ? .good : .problem)
      return effects
    case .edited(let job, let text): return enter(composeRoom) { $0.take(job, edited: text) }
    case .editKept(let job, let text, let end):
      enter(composeRoom) { $0.keep(job, edited: text, because: end) }
    case .pasteGrew(let count):
      // Passing, so that it is no line of the log.
      model.note = Note(text: "reading what is pasted, \(count >> 10) kB so far …", kind: .info)
    case .ambiguousIsWide: model.terminal?.isAmbiguousWide = true
    case .backgroundTold(let color, let theme):
      model.terminal?.background = color
      model.theme = theme ?? model.theme
      return theme.map { [.useTheme($0)] } ?? []
    case .themeChosen(let name, let loaded):
      return take(
        loaded, saying: "the theme is \(name) now; theme = \"\(name)\" in config.toml keeps it")
    case .themeRead(let loaded):
      return take(loaded, saying: "the theme \(loaded.theme.name) is as its file is now")
    case .succeeded(let sentence): say(sentence, .good)
    case .failed(let sentence):
      setup.testing = nil
      history.isReadingOlder = false
      if history.found == nil { history.search = nil }
      if live.listener.phase == .changing { live.listener.phase = .off }
      say(sentence, .problem)
    case .listenerChanged(let reading): enter(liveRoom) { $0.receive(reading) }
    case .callsArrived(let calls): live.arrived.append(calls)
    case .entriesChanged(let entries, let sessions): model.take(entries, sessions)
    case .newsRead(let entries, let sessions): model.take(news: entries, sessions)
    case .runEnded(let counts): noteEnd(of: counts)
    case .olderRead(let older): return enter(historyRoom) { $0.receive(older) }
    case .callsFound(let found): enter(historyRoom) { $0.receive(found) }
    case .callsRead(let batch): return enter(liveRoom) { $0.preview(batch) }
    case .batchCommitted(let ids): live.sent = ids
    case .scenarioStepped(let result, let run):
      return enter(scenariosRoom) { $0.receive(result, of: run) }
    case .scenarioFailed(let sentence):
      enter(scenariosRoom) { $0.receive(failure: sentence) }
    case .scenariosRead(let own): scenarios.own = own
    case .ticked:
      if model.litCall == nil { model.lit = nil }
      return enter(scenariosRoom) { $0.tick() }
    }
    return []
  }

  private mutating func take(_ loaded: LoadedTheme, saying words: String) -> [Effect] {
    model.theme = loaded.theme
    if let warning = loaded.warnings.first {
      say("\(warning)", .warning)
    } else {
      say(words)
    }
    return [.useTheme(loaded.theme)]
  }

  private mutating func start(with contents: StartContents) -> [Effect] {
    // What is wrong with settings, keys or theme was said before the journal was open.
    let problem = model.note.flatMap { [.warning, .problem].contains($0.kind) ? $0 : nil }
    take(contents)
    if let draft = contents.draft {
      for (place, draft) in (contents.draftsAside + [draft]).enumerated() {
        compose.restore(draft, isUndone: place > 0)
      }
      let broken = compose.text?.problem.map { "; its JSON is still broken, \($0)" } ?? ""
      let count = contents.draftsAside.count
      let other: KeyedText =
        switch count {
        case 0: ""
        case 1: "; another console left one, too: \(key: .undo) brings it"
        default: "; other consoles left \(count) more: \(key: .undo) brings one after the other"
        }
      say("your draft is as you left it\(broken)" + other)
    } else {
      enter(composeRoom) { $0.load(SampleCall.opening.call) }
      say(
        profile.isSandbox
          ? "sandbox: nothing leaves here; \(key: .newDraft) empties the form, \(key: .showSetup) connects an org"
          : "Segment's own example fills the form; \(key: .newDraft) empties it")
    }
    if let notice = contents.notice {
      say(notice, .warning)
    } else if waitingCount > 0 {
      let elsewhere = model.elsewhereWords.map { "; " + $0 } ?? ""
      say(
        """
        from before, \(waitingWords): \(key: .showHistory), then \
        \(key: .deliverWaiting, in: .history), sends\(elsewhere)
        """, .warning)
    } else if let elsewhereWords = model.elsewhereWords {
      say("from before, \(elsewhereWords): \(key: .showSetup) changes the profile", .warning)
    } else if let problem {
      model.note = problem
    }
    model.hasStarted = true
    let keys = keysBeforeStart
    keysBeforeStart = []
    return keys.flatMap { key in
      // The first may be ^R: it sends what the form holds now, not the empty one before.
      isSettled = false
      settle()
      return press(key)
    }
  }

  private mutating func take(_ contents: StartContents) {
    model.profiles = contents.profiles.isEmpty ? [.sandbox] : contents.profiles
    model.profileName = contents.profile
    model.settings = contents.settings
    model.sessions = contents.sessions
    model.calls.replace(by: contents.entries)
    model.forgetTries()
    model.waitingElsewhere = contents.waitingElsewhere
    model.olderCalls = contents.olderCalls
    model.oldestRead = entries.first?.id
    model.themes = contents.themes
    let isTrueScale = timeline.isTrueScale
    timeline = TimelineState()
    timeline.isTrueScale = isTrueScale
    history = HistoryState()
    model.routes = contents.routes
    setup.onboarding = contents.onboarding.mapValues { Onboarding($0) }
    setup.follow(model.profileName, in: profiles)
  }

  /// Says how a run of several calls ended; of one call its own note says it.
  private mutating func noteEnd(of counts: [DeliveryStatus: Int]) {
    let sum = counts.values.reduce(0, +)
    guard sum > 1 else { return }
    let parts = DeliveryStatus.allCases.compactMap { status in
      counts[status].map { "\($0) \(status.words)" }
    }
    let kind: Note.Kind =
      counts[.failed] != nil
      ? .problem : counts.keys.allSatisfy(\.isDone) ? .good : .warning
    say("\(sum) calls: \(parts.joined(separator: ", ")); \(key: .showHistory) shows them", kind)
  }

  /// Whether a message changes more than the text under the cursor, or that it is saved: only then
  /// must the draft be planned before the next frame.
  fileprivate func needsPlan(_ message: Message) -> Bool {
    if case .draftSaved = message { return false }
    guard case .keyPressed(let key) = message, hasStarted, screen == .compose, isTyping else {
      return true
    }
    switch key {
    case .character, .backspace: return overlay != nil
    default: return true
    }
  }

  /// Brings what follows from form, calls and filter in step with them.
  mutating func settle() {
    guard !isSettled else { return }
    isSettled = true
    replan()
    switch screen {
    case .history: enter(historyRoom) { $0.refilter() }
    case .timeline:
      let columns = TimelineRoom.axisColumns(beside: mainSize.columns - 2)
      enter(timelineRoom) { room -> Void in
        room.regroup(isStrip: false)
        room.keepWaterfall(
          of: room.shownPerson, columns: columns, reaching: room.selectedSession)
      }
    case .compose:
      let layout = composeRoom.layout
      guard let area = layout.strip ?? layout.timeline else { break }
      enter(timelineRoom) { room -> Void in
        room.regroup(isStrip: true)
        room.keepWaterfall(
          of: room.stripPerson, columns: room.stripColumns(area), reaching: room.draftSession)
      }
    case .scenarios, .setup, .live: break
    }
    keysHere.follow(contexts, in: keys)
  }

  /// Keeps the outcome in step with the form.
  fileprivate mutating func replan() {
    model.outcome = Outcome(of: compose.form, at: now, settings: settings, sessions: sessions)
  }
}

extension HistoryEntry {
  /// What the message line says when it changes.
  func note(in model: Model) -> Note {
    let name = "\(facts.type?.rawValue ?? "call") \(facts.title)"
    switch status {
    case .sending: return Note(text: "sending \(name) ...; \(key: .cancel) stops", kind: .info)
    case .delivered:
      let place = model.placeWords(of: self).map { ": " + $0 } ?? ""
      let answer = lastAnswer?.status.map { "\($0)" } ?? "no answer needed"
      let time = milliseconds.map { ", \($0) ms" } ?? ""
      return Note(
        text: """
          delivered\(place) (\(answer)\(time)); \(key: .showTimeline) timeline
          """, kind: .good)
    case .accepted:
      let time = milliseconds.map { " in \($0) ms" } ?? ""
      return Note(
        text: "accepted by Segment\(time), which delivers it later; \(key: .showHistory) history",
        kind: .good)
    case .waiting:
      let reason = problem.map { ": " + $0 } ?? ""
      return Note(
        text: """
          \(name) waits\(reason); \(key: .showHistory), then \(key: .deliverWaiting, in: .history), \
          sends it
          """, kind: .warning)
    case .failed, .notSent:
      return Note(
        text: problem.map { "\(name) failed: \($0)" }
          ?? "\(name) failed; \(key: .showHistory) shows why", kind: .problem)
    case .uncertain:
      return Note(
        text: "\(name) may have arrived: \(problem ?? "the answer never came")", kind: .warning)
    }
  }
}
