internal import CallFormats
package import KustomerDestination

/// The one place that knows which rooms there are.
extension State {
  /// The room that has the screen.
  var room: any Room { room(lent) }

  private func room(_ model: Model) -> any Room {
    switch screen {
    case .compose: ComposeRoom(compose: compose, model: model)
    case .timeline: TimelineRoom(timeline: timeline, model: model)
    case .history: HistoryRoom(history: history, model: model)
    case .scenarios: ScenariosRoom(scenarios: scenarios, model: model)
    case .setup: SetupRoom(setup: setup, model: model)
    case .live: LiveRoom(live: live, model: model)
    }
  }

  var composeRoom: ComposeRoom { ComposeRoom(compose: compose, model: lent) }
  var timelineRoom: TimelineRoom { TimelineRoom(timeline: timeline, model: lent) }
  var historyRoom: HistoryRoom { HistoryRoom(history: history, model: lent) }
  var scenariosRoom: ScenariosRoom { ScenariosRoom(scenarios: scenarios, model: lent) }
  var setupRoom: SetupRoom { SetupRoom(setup: setup, model: lent) }
  var liveRoom: LiveRoom { LiveRoom(live: live, model: lent) }

  /// The room that lies on top of the screen; nil for none.
  var overRoom: (any Room)? {
    switch overlay {
    case .help(let text): HelpRoom(text: text, model: lent, below: below)
    case .log(let text): LogRoom(text: text, model: lent)
    case .jump(let typed): JumpRoom(typed: typed, model: lent, spots: jumpSpots)
    case .prompt(let prompt): PromptRoom(prompt: prompt, model: lent)
    case .sandbox(let panel): SandboxRoom(panel: panel, model: lent)
    case .palette(let palette):
      PaletteRoom(palette: palette, model: lent) { paletteItems(for: palette.query.text) }
    case .copyMenu(let selection):
      CopyMenuRoom(selection: selection, model: lent, call: callInHand)
    case .confirmation(let question): confirmationRoom(question)
    case .saveStep(let name):
      SaveStepRoom(name: name, model: lent, known: scenarios.own.map(\.source))
    case nil: nil
    }
  }

  /// The room that has the keys.
  var topRoom: any Room { overRoom ?? room }

  private func confirmationRoom(_ question: Confirmation) -> ConfirmationRoom {
    let (title, sentences) = words(of: question)
    return ConfirmationRoom(question: question, title: title, sentences: sentences, model: lent)
  }

  /// What the help tells of the screen below it.
  private var below: HelpRoom.Below {
    var below = self
    below.overlays = []
    let bare = below
    return HelpRoom.Below(
      room: bare.room, title: screen.title, contexts: bare.contexts,
      isOff: { bare.reasonAgainst($0) != nil })
  }

  /// The call that the cursor is on, with what becomes of it; nil where there is none.
  var callInHand: (call: Call, plan: Plan)? {
    room(model).callInHand.flatMap { model.planned($0.call, at: $0.moment) }
  }

  /// The letters of a jump, while one is open.
  var letters: [Spot: String] {
    guard case .jump(let typed) = overlay else { return [:] }
    return JumpRoom(typed: typed, model: model, spots: jumpSpots).letters
  }

  /// The model as a room finds it.
  private var lent: Model {
    var model = model
    model.stage = Stage(
      size: mainSize, isCovered: overlay != nil, isTypedOver: overlay?.isTyped ?? false,
      letters: letters)
    return model
  }

  /// What a jump leads to; fields first: they get the letters that lie under the fingers.
  var jumpSpots: [Spot] {
    room(model).spots + Screen.allCases.filter { $0 != screen }.map { Spot($0) }
  }

  /// Lets a room do something, keeps what it and the model are then, and carries out what left it.
  mutating func enter<Place: Room>(
    _ room: Place, _ deed: (inout Place) -> [Errand]
  ) -> [Effect] {
    var room = room
    let errands = deed(&room)
    keep(room)
    return carryOut(errands)
  }

  /// Lets a room do something that concerns nobody else.
  mutating func enter<Place: Room>(_ room: Place, _ deed: (inout Place) -> Void) {
    var room = room
    deed(&room)
    keep(room)
  }

  /// The same for the room that has the keys.
  mutating func enterTop(_ deed: (inout any Room) -> [Errand]) -> [Effect] {
    var room = topRoom
    let errands = deed(&room)
    keep(room)
    return carryOut(errands)
  }

  mutating func keep(_ room: any Room) {
    model = room.model
    switch room {
    case let room as ComposeRoom: compose = room.compose
    case let room as TimelineRoom: timeline = room.timeline
    case let room as HistoryRoom: history = room.history
    case let room as ScenariosRoom: scenarios = room.scenarios
    case let room as SetupRoom: setup = room.setup
    case let room as LiveRoom: live = room.live
    default: keepTop(room)
    }
  }

  private mutating func keepTop(_ room: any Room) {
    switch room {
    case let room as HelpRoom: keepTop(.help(room.text))
    case let room as LogRoom: keepTop(.log(room.text))
    case let room as PromptRoom: keepTop(.prompt(room.prompt))
    case let room as SandboxRoom: keepTop(.sandbox(room.panel))
    case let room as PaletteRoom: keepTop(.palette(room.palette))
    case let room as CopyMenuRoom: keepTop(.copyMenu(room.selection))
    case let room as SaveStepRoom: keepTop(.saveStep(room.name))
    case let room as JumpRoom: keepTop(.jump(typed: room.typed))
    case is ConfirmationRoom: break
    default: preconditionFailure("a room that the shell does not know")
    }
  }

  private mutating func keepTop(_ overlay: Overlay) { overlays[overlays.count - 1] = overlay }
}

extension State {
  /// Carries out what left a room, in its order.
  mutating func carryOut(_ errands: [Errand]) -> [Effect] { errands.flatMap { carryOut($0) } }

  private mutating func carryOut(_ errand: Errand) -> [Effect] {
    switch errand {
    case .outside(let effect): return [effect]
    case .go(let screen): show(screen)
    case .openInHistory(let id):
      show(.history)
      history.show(id)
    case .compose(let call, let sentence):
      return enter(composeRoom) { $0.load(call, saying: sentence) }
    case .pasteIntoDraft(let text): return enter(composeRoom) { $0.paste(call: text) }
    case .preview(let batch): return enter(liveRoom) { $0.preview(batch) }
    case .fillProfile(let key, let pod, let found):
      show(.setup)
      return enter(setupRoom) { $0.fill(key: key, pod: pod, found: found) }
    case .play(let listed): return enter(scenariosRoom) { $0.openPlayer(listed) }
    case .keepProof(let run, let step):
      return enter(setupRoom) { $0.keepProof(of: run, step: step) }
    case .askForScenario: overlays.append(.saveStep(TextField(scenarios.lastSaved)))
    case .ask(let question): overlays = [.confirmation(question)]
    case .prompt(let kind, let text): overlays.append(.prompt(Prompt(kind, text)))
    case .close: _ = overlays.popLast()
    case .confirmed(let question): return confirmed(question)
    case .refused(let question): if question == .keepBatch { live.pending = nil }
    case .goTo(let spot): return go(to: spot)
    case .perform(let command, let screen):
      if let screen, screen != self.screen { show(screen) }
      return perform(command)
    case .openStory(let row): return enter(scenariosRoom) { $0.open(row) }
    case .find(let words): enter(timelineRoom) { $0.find(words) }
    case .saveStep(let name):
      scenarios.lastSaved = name
      return [.appendStep(name: name, call: outcome.reading.call)]
    case .say(let sentence): say(sentence)
    case .cancel: return cancel()
    }
    return []
  }

  /// What is asked before something is done, in the words of the room that asks.
  func words(of question: Confirmation) -> (String, [String]) {
    switch question {
    case .send: composeRoom.sendingWords
    case .resend, .sendAgain, .drop, .deliverWaiting: historyRoom.words(of: question)
    case .keepBatch, .sendBatch, .forward: liveRoom.words(of: question)
    case .playLive(let scenario): scenariosRoom.words(of: scenario)
    case .quit: ("Quit?", leavingWords)
    }
  }

  /// Does what was asked for.
  mutating func confirmed(_ question: Confirmation) -> [Effect] {
    switch question {
    case .send: enter(composeRoom) { $0.sendNow() }
    case .resend(let id): enter(historyRoom) { $0.resendNow(id) }
    case .sendAgain(let id): enter(historyRoom) { $0.sendAgainNow(id) }
    case .drop(let id): [.drop(id)]
    case .deliverWaiting: enter(historyRoom) { $0.deliverWaitingNow() }
    case .keepBatch: enter(liveRoom) { $0.keepBatch() }
    case .sendBatch: enter(liveRoom) { $0.sendBatchNow() }
    case .forward: [.startForwarding]
    case .playLive(let scenario):
      enter(scenariosRoom) { $0.beginPlaying(scenario, isLive: true) }
    case .quit: [.quit]
    }
  }
}

extension State {
  /// The call that resend and edit act on; nil when there is none.
  package var selectedEntry: HistoryEntry? { room.selectedEntry }
  /// Whose timeline shows.
  package var shownPerson: Person? { timelineRoom.shownPerson }
  /// The gap with which the Timeline groups.
  package var timelineGap: Milliseconds { timelineRoom.timelineGap }
}

extension State {
  private var leavingWords: [String] {
    let words = keptWords + lostWords
    return words.isEmpty ? ["Nothing is unsent."] : words
  }

  /// What waits for the next start.
  private var keptWords: [String] {
    var parts: [String] = []
    if compose.isUnsent, compose.saveProblem == nil {
      parts.append("The draft is not sent; it is saved.")
    }
    if isSending {
      parts.append("A call is on its way: leaving waits for it, a second time leaves it uncertain.")
    }
    if waitingCount > 0 { parts.append("\(waitingWords) in the outbox.") }
    guard !parts.isEmpty else { return [] }
    return [parts.joined(separator: " ") + " All of it is here at the next start."]
  }

  /// What is gone then.
  private var lostWords: [String] {
    var words: [String] = []
    if compose.isUnsent, let problem = compose.saveProblem {
      words.append("The draft is not sent, and not saved: \(problem). Leaving loses it.")
    }
    if let batch = live.batch, live.hasUnsentBatch {
      let calls = counted(batch.calls.count, "call")
      words.append("The batch of \(calls) is not sent, and is not kept.")
    }
    if live.listener.isOn {
      let calls = counted(live.arrived.calls.count, "call")
      words.append("The listener ends; the list of the \(calls) it received is not kept.")
    }
    return words
  }
}
