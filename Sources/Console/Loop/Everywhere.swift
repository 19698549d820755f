internal import KustomerDestination

extension State {
  /// What is done alike on all screens; nil when the screen itself must know.
  mutating func performEverywhere(_ command: Command) -> [Effect]? {
    switch command {
    case .showCompose: return showNews(on: .compose)
    case .showTimeline: return showNews(on: .timeline)
    case .showHistory: return showNews(on: .history)
    case .showScenarios:
      show(.scenarios)
      return [.readScenarios]
    case .present: return present()
    case .saveStep: askForScenario()
    case .showSetup: show(.setup)
    case .testKeys: return testKeys()
    case .showLive: show(.live)
    case .importFile: ask(.importCalls, "")
    case .copyAs: overlay = .copyMenu(0)
    case .openEditor: return openEditor()
    case .openPager: return openPager()
    case .toggleMouse: return toggleMouse()
    case .openHelp: overlay = .help(SearchedText())
    case .openPalette:
      overlay = .palette(PaletteState())
      return [.readScenarios]
    case .openLog: openLog()
    case .jump: overlay = .jump(typed: "")
    case .openSandbox: return openSandbox()
    case .zoom: model.isZoomed.toggle()
    case .send: return send()
    case .quit: return quit()
    case .cancel: return cancel()
    case .redraw: return [.redraw, model.readNews]
    case .suspend: return [.suspend]
    case .copy: return copy()
    case .undo, .redo:
      return screen == .setup ? undoOrRedoInSetup(command) : undoOrRedo(command)
    case .newDraft: return beginNewDraft()
    case .deliverWaiting: return deliverWaiting()
    default: return nil
    }
    return []
  }

  private mutating func copy() -> [Effect] {
    if hasJustCopied, reasonAgainstCopyingAs == nil {
      hasJustCopied = false
      overlay = .copyMenu(0)
      return []
    }
    hasJustCopied = true
    let text = copyText
    let more =
      reasonAgainstCopyingAs == nil
      ? "the same key again offers code and curl" : "paste it where you need it"
    say("copied \(counted(text.count, "character")); \(more)")
    return [.copy(text)]
  }

  /// Goes to a screen.
  mutating func show(_ screen: Screen) {
    self.screen = screen
    model.isZoomed = false
  }

  /// Leaves the program, or asks first when something would stay unsent.
  mutating func quit() -> [Effect] {
    let isLeaving = compose.isUnsent || isSending || waitingCount > 0
    guard isLeaving || live.hasUnsentBatch || live.listener.isOn else { return [.quit] }
    overlay = .confirmation(.quit)
    return []
  }

  /// ^C: stops what is being sent; pressed twice within a second it asks to quit.
  mutating func cancel() -> [Effect] {
    if overlay == .confirmation(.quit) { return [.quit] }
    if let last = lastCancel, uptime - last <= .seconds(1) {
      lastCancel = nil
      overlay = nil
      return quit()
    }
    lastCancel = uptime
    if overlay != nil {
      overlay = nil
      return []
    }
    if isSending {
      say("stopping; what is left waits in the outbox")
      return [.cancelSending]
    }
    if timeline.reading != nil || !history.asking.isEmpty {
      say("stopping to ask ...")
      return [.stopAsking]
    }
    say("^C again quits; nothing that you typed is lost")
    return []
  }

  private mutating func deliverWaiting() -> [Effect] {
    guard profile.mode == .ask else {
      say("sending \(counted(waitingCount, "waiting call")) ...")
      return [.deliverWaiting]
    }
    overlay = .confirmation(.deliverWaiting)
    return []
  }
}
