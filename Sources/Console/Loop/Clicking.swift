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
        ? "the mouse is on: click, wheel, drag; Shift selects text, Alt-M turns it off"
        : "the mouse is off: the terminal selects text again; Alt-M turns it on")
    return [.useMouse(model.isMouseOn)]
  }

  private mutating func click(_ position: Position) -> [Effect] {
    guard let meaning = view(self).target(at: position) else { return [] }
    switch meaning {
    case .command(let command): return perform(command)
    case .place(let place): return go(to: place)
    case .composePane(let pane): compose.pane = pane
    case .historyPane(let pane): focus(pane)
    case .entry(let id):
      focus(.list)
      history.selection = id
      history.scroll = 0
    case .timelineLine(let line): timeline.selection = line
    case .liveRow(let row):
      _ = go(to: .live(.list))
      live.list.select(row: row)
    case .paletteItem(let place): return runInPalette(place)
    case .splitter(let edge): dragged = edge
    case .nothing: break
    }
    return []
  }

  private mutating func focus(_ pane: HistoryState.Pane) {
    history.isFiltering = false
    if history.pane != pane { history.scroll = 0 }
    history.pane = pane
  }

  private mutating func runInPalette(_ place: Int) -> [Effect] {
    guard case .palette(var palette) = overlay else { return [] }
    palette.selection = place
    overlay = .palette(palette)
    return perform(.run)
  }

  private mutating func drag(to position: Position) {
    guard let dragged else {
      say("hold Shift to select text, or turn the mouse off with Alt-M")
      return
    }
    model.splits[dragged.splitter] = dragged.extent(draggedTo: position)
  }

  /// The pane under the pointer gets the focus, and moves by a few lines.
  private mutating func turnWheel(_ command: Command, at position: Position) -> [Effect] {
    if overlay == nil {
      switch view(self).target(at: position) {
      case .composePane(let pane): compose.pane = pane
      case .place(.field): compose.pane = .form
      case .place(.live(let pane)): live.pane = pane
      case .liveRow: live.pane = .list
      case .historyPane(let pane): focus(pane)
      case .entry: focus(.list)
      default: break
      }
    }
    let steps = screen == .compose && compose.pane == .form && overlay == nil ? 1 : 3
    return (0..<steps).flatMap { _ in perform(command) }
  }
}
