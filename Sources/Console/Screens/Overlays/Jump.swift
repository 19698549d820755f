/// Jump letters: one for everything on the screen that the cursor can go to.
extension State {
  /// The letters of everything that the jump leads to, without those that are typed; empty while no
  /// jump is open.
  var letters: [Spot: String] {
    guard case .jump(let typed) = overlay else { return [:] }
    let spots = jumpSpots
    let found = spots.indices.map { (spots[$0], letters(of: $0, among: spots.count)) }
      .filter { $0.1.hasPrefix(typed) }
    return Dictionary(found.map { ($0.0, String($0.1.dropFirst(typed.count))) }) { first, _ in first
    }
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
    let spots = jumpSpots
    let places = spots.indices.filter { letters(of: $0, among: spots.count).hasPrefix(typed) }
    guard let place = places.first else {
      overlay = nil
      say("no field or tab has the letter \(typed)")
      return []
    }
    guard places.count == 1 else {
      overlay = .jump(typed: typed)
      return []
    }
    overlay = nil
    return go(to: spots[place])
  }

  private func letters(of place: Int, among count: Int) -> String {
    let alphabet = Array("asdfghjklqwertyuiopzxcvbnm")
    if count <= alphabet.count { return String(alphabet[place]) }
    let first = place / alphabet.count % alphabet.count
    return String([alphabet[first], alphabet[place % alphabet.count]])
  }

  /// Puts the cursor there, as a letter or a click asks for it.
  mutating func go(to spot: Spot) -> [Effect] {
    if let screen = spot.value as? Screen {
      show(screen)
      return []
    }
    if let item = spot.value as? PaletteSpot { return runInPalette(item.place) }
    return enterRoom { $0.go(to: spot) }
  }
}

/// A hit of the palette, 0-based.
struct PaletteSpot: Hashable, Sendable {
  let place: Int
}
