internal import CallFormats
internal import KustomerDestination

extension State {
  /// What follows from a key.
  mutating func press(_ key: Key) -> [Effect] {
    let command = keys.command(for: key, in: contexts)
    if command != .copy { hasJustCopied = false }
    guard hasStarted || command == .cancel || command == .redraw || command == .suspend else {
      // Whatever is typed before the journal is open belongs to the draft that it will bring.
      keysBeforeStart.append(key)
      return []
    }
    model.note = nil
    if size.isTooSmall { return pressInSmallScreen(key) }
    if case .paste(let text) = key { return paste(text) }
    if case .mouse(let mouse) = key { return take(mouse) }
    if let command { return perform(command) }
    if let effects = changeScreenUnder(key) { return effects }
    if case .character(let character) = key {
      if case .jump(let typed) = overlay { return jump(typed + String(character)) }
      if isTyping { return type(String(character)) }
      if overlay == nil {
        if let effects = take(letter: character) { return effects }
        if room.isQuiet { return [] }
      }
      // It is no event of the session: the log would be full of slips.
      model.note = Note(text: "\(key.name) has no meaning here; " + wayOn, kind: .info)
    }
    return []
  }

  /// Goes to the screen of a key and closes what lies over this one, unless it asks for something;
  /// nil for any other key.
  private mutating func changeScreenUnder(_ key: Key) -> [Effect]? {
    guard let overlay, let command = keys.command(for: key, in: [.everywhere]),
      Screen.allCases.contains(where: { $0.command == command })
    else { return nil }
    switch overlay {
    case .help, .log, .jump, .sandbox, .palette, .copyMenu:
      self.overlay = nil
      return perform(command)
    case .prompt, .confirmation, .saveStep:
      say("first answer what is asked, Esc goes back")
      return []
    case .keyTester: return nil
    }
  }

  /// What to press instead of a letter without a meaning.
  private var wayOn: String {
    if isAsking { return "y or Enter is yes, n or Esc is no" }
    if overlay != nil { return "Esc closes what lies over the screen" }
    return room.isOnText ? "Enter types into the field" : "F1 shows the keys"
  }

  private var isAsking: Bool {
    if case .confirmation = overlay { true } else { false }
  }

  private mutating func take(letter: Character) -> [Effect]? {
    var room = room
    return room.take(letter: letter).map { errands in
      keep(room)
      return carryOut(errands)
    }
  }

  /// Does what a command asks for, or says why it cannot be done now.
  mutating func perform(_ command: Command) -> [Effect] {
    if command != .cancel { lastCancel = nil }
    if let reason = reasonAgainst(command) {
      if command == .send { enter(composeRoom) { $0.showProblem() } }
      say(reason, .warning)
      return []
    }
    switch overlay {
    case .help(let help): return performInHelp(command, help)
    case .log(let shown): return performInLog(command, shown)
    case .jump: return performInJump(command)
    case .prompt(let prompt): return performInPrompt(command, prompt)
    case .sandbox(let panel): return performInSandbox(command, panel)
    case .palette(let palette): return performInPalette(command, palette)
    case .copyMenu(let selection): return performInCopyMenu(command, selection)
    case .confirmation(let question): return performInConfirmation(command, question)
    case .saveStep(let name): return performInSaveStep(command, name)
    case .keyTester: return []
    case nil: return performOnScreen(command)
    }
  }

  /// The rows of the room come first, then those that all screens have.
  private mutating func performOnScreen(_ command: Command) -> [Effect] {
    if room.knows(command) { return enterRoom { $0.perform(command) } }
    guard let row = Self.rows.row(of: command, in: contexts) else {
      return enterRoom { $0.perform(command) }
    }
    return carryOut(row.deed(&self))
  }

  /// Only leaving and redrawing work where nothing can be shown.
  private mutating func pressInSmallScreen(_ key: Key) -> [Effect] {
    switch key {
    case .character("q"), .control("c"), .function(10): [.quit]
    case .control("l"): [.redraw]
    case .control("z"): [.suspend]
    default: []
    }
  }

  private mutating func type(_ text: String) -> [Effect] {
    if case .palette(var palette) = overlay {
      palette.query.insert(text)
      palette.selection = 0
      overlay = .palette(palette)
      return []
    }
    if case .help(var help) = overlay {
      help.type(text)
      overlay = .help(help)
      return []
    }
    if case .log(var shown) = overlay {
      shown.type(text)
      overlay = .log(shown)
      return []
    }
    if case .prompt(var prompt) = overlay {
      prompt.field.insert(text)
      prompt.problem = nil
      overlay = .prompt(prompt)
      return []
    }
    if case .saveStep(var name) = overlay {
      name.insert(text)
      overlay = .saveStep(name)
      return []
    }
    return enterRoom { $0.type(text) }
  }

  /// A pasted text goes where the cursor is, after it was looked at; a key goes to Setup alone.
  private mutating func paste(_ text: String) -> [Effect] {
    guard overlay == nil else { return isTyping ? type(pasted: text) : [] }
    var room = room
    if let errands = room.paste(text) {
      keep(room)
      return carryOut(errands)
    }
    switch recognise(text) {
    case .key(let key) where key.isCertain:
      return carryOut([.fillProfile(key: key, pod: nil, found: "an API key, \(key)")])
    case .settings(let key, _):
      return carryOut([.fillProfile(key: key, pod: nil, found: "an API key, \(key)")])
    case .calls where !isTyping: return carryOut([.pasteIntoDraft(text)])
    case .calls, .key, .pod, .nothing: return isTyping ? type(pasted: text) : []
    }
  }

  /// Types a pasted text into a field of one line, and says what such a field cannot hold.
  mutating func type(pasted text: String) -> [Effect] {
    if let loss = TextField.loss(of: text) { say("pasted as text, \(loss)", .warning) }
    return type(text)
  }
}
