extension State {
  mutating func performInPalette(_ command: Command, _ palette: PaletteState) -> [Effect] {
    var palette = palette
    switch command {
    case .run: return runPalette(palette)
    case .escape:
      overlay = nil
      return []
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .up, .down, .pageUp, .pageDown:
      let count = paletteItems(for: palette.query.text).count
      palette.selection = moved(palette.selection, command, count: count)
    default:
      if palette.query.perform(command) { palette.selection = 0 }
    }
    overlay = .palette(palette)
    return []
  }

  private mutating func runPalette(_ palette: PaletteState) -> [Effect] {
    let items = paletteItems(for: palette.query.text)
    guard items.indices.contains(palette.selection) else { return [] }
    let item = items[palette.selection]
    overlay = nil
    if let reason = item.reason {
      say(reason, .warning)
      return []
    }
    switch item.action {
    case .command(let command, let screen):
      if let screen, screen != self.screen { show(screen) }
      return perform(command)
    case .view(let view):
      show(.compose)
      compose.show(view)
      return []
    case .sample(let place): return carryOut(SampleCall.seed[place].errands)
    case .story(let row): return enter(scenariosRoom) { $0.open(row) }
    case .call(let id): return carryOut([.openInHistory(id)])
    case .explain(let text):
      say(text)
      return []
    case .profile(let name): return [.selectProfile(name)]
    case .theme(let name): return [.readTheme(name)]
    }
  }
}
