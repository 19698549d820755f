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
      if isTyping { return type(String(character)) }
      if let effects = take(letter: character) { return effects }
      if topRoom.isQuiet { return [] }
      // It is no event of the session: the log would be full of slips.
      model.note = Note(text: "\(key.name) has no meaning here; \(topRoom.wayOn)", kind: .info)
    }
    return []
  }

  /// Goes to the screen of a key and closes what lies over this one, unless it asks for something;
  /// nil for any other key.
  private mutating func changeScreenUnder(_ key: Key) -> [Effect]? {
    guard let overRoom, let command = keys.command(for: key, in: [.everywhere]),
      Screen.allCases.contains(where: { $0.command == command })
    else { return nil }
    guard !overRoom.mustBeAnswered else {
      say("first answer what is asked; \(key: .escape) goes back")
      return []
    }
    overlays = []
    return perform(command)
  }

  private mutating func take(letter: Character) -> [Effect]? {
    var room = topRoom
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
    let room = topRoom
    // The rows of the room come first, then those that all rooms have.
    if room.knows(command) { return enterTop { $0.perform(command) } }
    if let row = Self.rows.row(of: command, in: room.contexts),
      overlay == nil || row.binding.context == .always
    {
      return carryOut(row.deed(&self))
    }
    return enterTop { $0.perform(command) }
  }

  /// Only leaving and redrawing work where nothing can be shown; what is unsent is asked about.
  private mutating func pressInSmallScreen(_ key: Key) -> [Effect] {
    let isAsked = overlay == .confirmation(.quit)
    switch key {
    case .control("l"): return [.redraw]
    case .control("z"): return [.suspend]
    case .control("c"), .function(10): return isAsked ? [.quit] : quit()
    case .character("y") where isAsked, .enter where isAsked: return [.quit]
    case .character("n") where isAsked, .escape where isAsked: overlays = []
    case .character("q") where !isAsked && !isTyping: return quit()
    default: break
    }
    return []
  }

  private mutating func type(_ text: String) -> [Effect] { enterTop { $0.type(text) } }

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

  private mutating func type(pasted text: String) -> [Effect] {
    enterTop { $0.type(pasted: text) }
  }
}
