/// Where a list's selection goes; 0-based, a page is ten lines.
func moved(_ place: Int, _ command: Command, count: Int) -> Int {
  let target =
    switch command {
    case .up: place - 1
    case .down: place + 1
    case .pageUp: place - 10
    case .pageDown: place + 10
    case .first: 0
    case .last: count - 1
    default: place
    }
  return min(max(0, target), max(0, count - 1))
}
