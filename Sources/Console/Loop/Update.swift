package import KustomerDestination

/// Takes a message into the state, and gives what shall be done outside.
///
/// `now` is the moment of the message: the only clock there is.
package func update(
  _ state: inout State, _ message: Message, at now: Timestamp
) -> [Effect] {
  state.now = now
  let effects = state.receive(message)
  state.replan()
  state.refilter()
  state.regroup()
  return effects
}

extension State {
  fileprivate mutating func receive(_ message: Message) -> [Effect] {
    switch message {
    case .keyPressed(let key): return press(key)
    case .resized(let size): self.size = size
    case .started(let contents): return start(with: contents)
    case .profileSelected(let contents):
      take(contents)
      let elsewhere = elsewhereWords.map { "; " + $0 } ?? ""
      say("now working with profile \(profile.name)" + elsewhere, .good)
    case .profileSaved(let name, let profiles):
      self.profiles = profiles
      setup.noteSaved(name, in: profiles)
      say("profile \(name) is saved; t tests it, Enter uses it", .good)
    case .podResolved(let pod, let reading): setup.pods[pod] = reading
    case .deliveryChanged(let entry): noteDelivery(entry)
    case .sessionsChanged(let sessions): self.sessions = sessions
    case .draftSaved: compose.isSaved = true
    case .connectionTested(let result):
      setup.note(result)
      say(result.sentence, result.isGood ? .good : .problem)
    case .succeeded(let sentence): say(sentence, .good)
    case .failed(let sentence):
      setup.testing = nil
      say(sentence, .problem)
    case .ticked: break
    }
    return []
  }

  private mutating func start(with contents: StartContents) -> [Effect] {
    take(contents)
    if let draft = contents.draft {
      compose.load(Form(draft: draft))
      say("your draft is as you left it", .info)
    } else {
      loadSample(.opening)
      say(
        profile.isSandbox
          ? "sandbox: nothing leaves this machine; 5 connects your org"
          : "Segment's own example fills the form: change it as you need")
    }
    if let notice = contents.notice {
      say(notice, .warning)
    } else if !waiting.isEmpty {
      let elsewhere = elsewhereWords.map { "; " + $0 } ?? ""
      say("from before, \(waitingWords): 3 shows, w there sends" + elsewhere, .warning)
    } else if let elsewhereWords {
      say("from before, \(elsewhereWords): 5 changes the profile", .warning)
    }
    hasStarted = true
    // The first kept key may be ^R: it sends what the form holds now, not the empty one before.
    replan()
    let keys = keysBeforeStart
    keysBeforeStart = []
    return keys.flatMap { key in
      let effects = press(key)
      replan()
      return effects
    }
  }

  private mutating func take(_ contents: StartContents) {
    profiles = contents.profiles.isEmpty ? [.sandbox] : contents.profiles
    profileName = contents.profile
    settings = contents.settings
    sessions = contents.sessions
    entries = contents.entries.sorted { $0.id < $1.id }
    waitingElsewhere = contents.waitingElsewhere
    entriesVersion += 1
    timeline = TimelineState()
    history = HistoryState()
    setup.follow(profileName, in: profiles)
  }

  private mutating func noteDelivery(_ entry: HistoryEntry) {
    guard entry.profile == profile.name else { return }
    if let place = entries.lastIndex(where: { $0.id == entry.id }) {
      entries[place] = entry
    } else {
      let place = entries.lastIndex { $0.id < entry.id }.map { $0 + 1 } ?? 0
      entries.insert(entry, at: place)
    }
    entriesVersion += 1
    note = entry.note
  }

  /// Keeps the outcome in step with the form.
  fileprivate mutating func replan() {
    outcome = Outcome(of: compose.form, at: now, settings: settings, sessions: sessions)
  }
}

extension HistoryEntry {
  /// What the message line says when it changes.
  fileprivate var note: Note {
    let name = "\(facts.type?.rawValue ?? "call") \(facts.title)"
    switch status {
    case .sending: return Note(text: "sending \(name) ...", kind: .info)
    case .delivered:
      let answer = lastAnswer?.status.map { "answer \($0)" } ?? "no answer needed"
      let time = milliseconds.map { ", \($0) ms" } ?? ""
      return Note(
        text: "\(name) delivered, \(answer)\(time); Alt-2 shows it", kind: .good)
    case .waiting:
      return Note(text: "\(name) waits: \(problem ?? "3 shows it, w sends it")", kind: .warning)
    case .failed: return Note(text: "\(name) failed: \(problem ?? "3 shows why")", kind: .problem)
    case .uncertain:
      return Note(
        text: "\(name) may have arrived: \(problem ?? "the answer never came")", kind: .warning)
    }
  }
}
