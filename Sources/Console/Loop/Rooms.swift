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

  /// The model as a room finds it.
  private var lent: Model {
    var model = model
    model.stage = Stage(size: mainSize, isCovered: overlay != nil, letters: letters)
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

  /// The same for the room that has the screen.
  mutating func enterRoom(_ deed: (inout any Room) -> [Errand]) -> [Effect] {
    var room = room
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
    default: preconditionFailure("a room that the shell does not know")
    }
  }
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
    case .askForScenario: overlay = .saveStep(TextField(scenarios.lastSaved))
    case .ask(let question): overlay = .confirmation(question)
    case .prompt(let kind, let text): overlay = .prompt(Prompt(kind, text))
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
    case .quit: ("Quit?", keptWords + lostWords)
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
