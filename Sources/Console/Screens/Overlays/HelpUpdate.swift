extension State {
  mutating func performInHelp(_ command: Command, _ scroll: Int) -> [Effect] {
    switch command {
    case .escape: overlay = nil
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .testKeys: return testKeys()
    case .up, .down, .pageUp, .pageDown, .first, .last:
      overlay = .help(scroll: moved(scroll, command, count: helpScrollLimit + 1))
    default: break
    }
    return []
  }
}
