internal import KustomerDestination

extension State {
  /// Why a command cannot be done now, in one line; nil when it can.
  package func reasonAgainst(_ command: Command) -> String? { reasonAgainst(command, in: room) }

  /// The same in the room that has the screen, which whoever asks often has made already.
  func reasonAgainst(_ command: Command, in room: any Room) -> String? {
    guard overlay == nil else { return nil }
    if room.knows(command) { return room.reason(against: command) }
    return Self.rows.row(of: command, in: room.contexts)?.reason(self)
  }

  var reasonAgainstSending: String? {
    screen == .compose ? composeRoom.reasonAgainstSending : nil
  }
  var reasonWithoutViews: String? {
    room.knows(.nextView) ? room.reason(against: .nextView) : "this screen has no views"
  }
  var reasonWithoutPanes: String? { room.hasPanes ? nil : "this screen has one pane" }

  /// ^R: sends the draft; from another screen it only shows what it would send.
  mutating func send() -> [Effect] {
    guard screen == .compose else {
      show(.compose)
      say("this is the draft; \(key: .send) again sends it")
      return []
    }
    return enter(composeRoom) { $0.send() }
  }

  mutating func showScenarios() -> [Effect] {
    show(.scenarios)
    return [.readScenarios]
  }

  mutating func openPalette() -> [Effect] {
    overlays = [.palette(PaletteState())]
    return [.readScenarios]
  }

  mutating func present() -> [Effect] {
    let isHere = screen == .scenarios
    return enter(scenariosRoom) { $0.present(isHere: isHere) }
  }

  mutating func openPager() -> [Effect] {
    let text = room.copyText
    guard !text.isEmpty else {
      say("nothing to show here")
      return []
    }
    return [.page(text)]
  }

  var reasonAgainstCopyingAs: String? { callInHand == nil ? "no call is selected here" : nil }

  /// Why there is no panel of the sandbox; nil when there is.
  var reasonAgainstSandbox: String? {
    profile.isSandbox
      ? nil : "only the sandbox can be told to fail; profile \(profile.name) is a real org"
  }

  mutating func openSandbox() -> [Effect] {
    overlays = [.sandbox(SandboxPanel())]
    return [.orderSandbox(.look)]
  }

  mutating func openLog() {
    model.log.markRead()
    overlays = [.log(SearchedText())]
  }

  func redraw() -> [Effect] { [.redraw] }

  /// Has the screen as it is, without what lies over it, written as SVG in the theme's colours.
  mutating func saveScreen() -> [Effect] {
    guard let theme = model.theme else { return [] }
    var bare = self
    bare.overlays = []
    bare.model.note = nil
    let name = "kustomer-\(screen.title.lowercased()).svg"
    return [.writeFile(name: name, text: FramePicture(view(bare), theme: theme).text)]
  }

  mutating func copy() -> [Effect] {
    if hasJustCopied, reasonAgainstCopyingAs == nil {
      hasJustCopied = false
      overlays = [.copyMenu(0)]
      return []
    }
    hasJustCopied = true
    let text = room.copyText
    let more =
      reasonAgainstCopyingAs == nil
      ? "the same key again offers code and curl" : "paste it where you need it"
    say("\(counted(text.count, "character")) sent to the clipboard (OSC 52); \(more)")
    return [.copy(text)]
  }

  /// Goes to a screen.
  ///
  /// Compose types from the start, unless its JSON is being typed.
  mutating func show(_ screen: Screen) {
    if screen == .compose, self.screen != .compose, !compose.isInText {
      compose.pane = .form
      compose.isTyping = true
    }
    self.screen = screen
    model.isZoomed = false
  }

  /// Leaves the program, or asks first when something would stay unsent.
  mutating func quit() -> [Effect] {
    let isLeaving =
      compose.isUnsent || compose.committing != nil || isSending || waitingCount > 0
    return isLeaving || live.hasUnsentBatch || live.listener.isOn ? askToQuit() : [.quit]
  }

  /// Leaves the program after a question, whatever would be left.
  mutating func askToQuit() -> [Effect] {
    overlays = [.confirmation(.quit)]
    return []
  }

  /// ^C: stops what is being sent; pressed twice within a second it asks to quit.
  mutating func cancel() -> [Effect] {
    if case .confirmation(.quit) = overlay { return [.quit] }
    if let last = lastCancel, uptime - last <= .seconds(1) {
      lastCancel = nil
      overlays = []
      return quit()
    }
    lastCancel = uptime
    if overlay != nil {
      overlays = []
      return []
    }
    if isSending {
      say("stopping; what is left waits in the outbox")
      return [.cancelSending]
    }
    if timeline.reading != nil || !history.asking.isEmpty || setup.testing != nil {
      say("stopping to ask ...")
      return [.stopAsking]
    }
    let draft =
      compose.saveProblem == nil ? "nothing that you typed is lost" : "the draft is not saved"
    say("\(key: .cancel) again quits; \(draft)")
    return []
  }
}
