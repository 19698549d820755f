/// The mouse: a click does what the keys do at that place.
extension State {
  mutating func take(_ mouse: Mouse) -> [Effect] {
    guard !size.isTooSmall else { return [] }
    switch mouse.action {
    case .press: return click(mouse.position)
    case .drag: drag(to: mouse.position)
    case .release: dragged = nil
    case .wheelUp: return turnWheel(.up, at: mouse.position)
    case .wheelDown: return turnWheel(.down, at: mouse.position)
    }
    return []
  }

  mutating func toggleMouse() -> [Effect] {
    model.isMouseOn.toggle()
    say(
      model.isMouseOn
        ? "the mouse is on: click, wheel, drag; Shift selects text, \(key: .toggleMouse) turns it off"
        : "the mouse is off: the terminal selects text again; \(key: .toggleMouse) turns it on")
    return [.useMouse(model.isMouseOn)]
  }

  private mutating func click(_ position: Position) -> [Effect] {
    guard let meaning = view(self).target(at: position) else { return [] }
    switch meaning {
    case .spot(let spot): return go(to: spot)
    case .splitter(let edge): dragged = edge
    case .nothing: break
    }
    return []
  }

  /// Puts the cursor there, as a letter of a jump or a click asks for it.
  mutating func go(to spot: Spot) -> [Effect] {
    if let command = spot.value as? Command { return perform(command) }
    guard let screen = spot.value as? Screen else { return enterTop { $0.go(to: spot) } }
    show(screen)
    return []
  }

  private mutating func drag(to position: Position) {
    guard let dragged else {
      say("hold Shift to select text, or turn the mouse off with \(key: .toggleMouse)")
      return
    }
    model.splits[dragged.splitter] = dragged.extent(draggedTo: position)
  }

  /// The pane under the pointer gets the focus, and moves by a few lines.
  private mutating func turnWheel(_ command: Command, at position: Position) -> [Effect] {
    var steps = 3
    if overlay == nil {
      if case .spot(let spot) = view(self).target(at: position) {
        _ = enterTop {
          $0.focus(on: spot)
          return []
        }
      }
      steps = room.wheelStep
    }
    return (0..<steps).flatMap { _ in perform(command) }
  }
}
