/// What a letter of `^O`, or a click, leads to.
package enum JumpTarget: Hashable, Sendable {
  case screen(Screen)
  /// A field of Compose.
  case field(FormField)
  /// A view of Compose's preview.
  case view(PreviewView)
  /// A part of the History.
  case history(HistoryState.Pane)
  case filter
  /// A line of Setup's list, 0-based.
  case profile(Int)
  case profileField(ProfileField)
  /// A step of the checklist, 0-based.
  case step(Int)
  /// An item of the Scenarios, 0-based.
  case scenario(Int)
  /// A part of Live.
  case live(LiveState.Pane)
  case liveFilter
}

/// Jump letters: one for everything on the screen that the cursor can go to.
extension State {
  /// The letters of a target while the jump is open; nil otherwise.
  func jumpLetters(_ target: JumpTarget) -> String? {
    guard case .jump(let typed) = overlay, let place = jumpTargets.firstIndex(of: target) else {
      return nil
    }
    let letters = jumpLetters(place)
    return letters.hasPrefix(typed) ? String(letters.dropFirst(typed.count)) : nil
  }

  mutating func performInJump(_ command: Command) -> [Effect] {
    overlay = nil
    switch command {
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default: return []
    }
  }

  /// Goes to what the letters name, or waits for the second one.
  mutating func jump(_ typed: String) -> [Effect] {
    let places = jumpTargets.indices.filter { jumpLetters($0).hasPrefix(typed) }
    guard let place = places.first else {
      overlay = nil
      say("no field or tab has the letter \(typed)")
      return []
    }
    guard places.count == 1 else {
      overlay = .jump(typed: typed)
      return []
    }
    let target = jumpTargets[place]
    overlay = nil
    return go(to: target)
  }

  private func jumpLetters(_ place: Int) -> String {
    let alphabet = Array("asdfghjklqwertyuiopzxcvbnm")
    if jumpTargets.count <= alphabet.count { return String(alphabet[place]) }
    let first = place / alphabet.count % alphabet.count
    return String([alphabet[first], alphabet[place % alphabet.count]])
  }

  /// Fields first: they get the letters that lie under the fingers.
  private var jumpTargets: [JumpTarget] {
    let here: [JumpTarget] =
      switch screen {
      case .compose: compose.form.fields.map { .field($0) } + PreviewView.allCases.map { .view($0) }
      case .history: HistoryState.Pane.allCases.map { .history($0) } + [.filter]
      case .setup: setupTargets
      case .scenarios:
        scenarios.player == nil ? scenarios.items.indices.map { .scenario($0) } : []
      case .live: LiveState.Pane.allCases.map { .live($0) } + [.liveFilter]
      case .timeline: []
      }
    return here + Screen.allCases.filter { $0 != screen }.map { .screen($0) }
  }

  private var setupTargets: [JumpTarget] {
    if setup.pane == .checklist { return OnboardingStep.allCases.indices.map { .step($0) } }
    let lines = (0...profiles.count).map { JumpTarget.profile($0) }
    guard setup.selected(in: profiles)?.isSandbox != true else { return lines }
    return lines + ProfileField.allCases.map { .profileField($0) }
  }

  /// Puts the cursor there, as a letter or a click asks for it.
  mutating func go(to target: JumpTarget) -> [Effect] {
    switch target {
    case .screen(let screen): show(screen)
    case .field(let field):
      compose.leaveText()
      compose.pane = .form
      compose.isTyping = true
      compose.move(to: field)
    case .view(let view): compose.show(view)
    case .history(let pane):
      history.isFiltering = false
      history.pane = pane
      history.scroll = 0
    case .filter: history.isFiltering = true
    case .profile(let line):
      setup.pane = .profiles
      setup.select(line: line, in: profiles)
      return resolvePod()
    case .profileField(let field):
      setup.pane = .form
      setup.isTyping = true
      setup.move(to: field)
      return resolvePod()
    case .step(let step): setup.step = step
    case .scenario(let place): scenarios.selection = place
    case .live(let pane):
      live.isFiltering = false
      live.pane = pane
      live.scroll = 0
    case .liveFilter: live.isFiltering = true
    }
    return []
  }
}

extension Canvas {
  /// Draws the letters of a jump over what is there; does nothing without any.
  mutating func put(jump letters: String?, at position: Position) {
    if let letters { put(letters, at: position, .selection) }
  }
}
