/// A letter on everything on the screen that the cursor can go to.
struct JumpRoom: Room {
  /// The letters that were typed.
  var typed: String
  var model: Model
  /// What the letters lead to.
  let spots: [Spot]

  static let rows: [Row<Self>] = [
    Row([.escape], .escape, .jump, "Stay", "stay where the cursor was", rank: 90) { _ in [.close] }
  ]

  // The letters are drawn where the things are.
  func draw(_ canvas: inout Canvas) {}

  var contexts: [Context] { [.jump, .always] }
  var hint: String { "press the letter of a field or tab to go there; \(key(.escape)) stays" }

  /// The letters of each spot, without those that are typed.
  var letters: [Spot: String] {
    let found = spots.indices.map { (spots[$0], letters(of: $0)) }.filter { $0.1.hasPrefix(typed) }
    return Dictionary(found.map { ($0.0, String($0.1.dropFirst(typed.count))) }) { first, _ in first
    }
  }

  /// Goes to what the letters name, or waits for the second one.
  mutating func take(letter: Character) -> [Errand]? {
    let typed = typed + String(letter)
    let places = spots.indices.filter { letters(of: $0).hasPrefix(typed) }
    guard let place = places.first else {
      say("no field or tab has the letter \(typed)")
      return [.close]
    }
    guard places.count > 1 else { return [.close, .goTo(spots[place])] }
    self.typed = typed
    return []
  }

  private func letters(of place: Int) -> String {
    let alphabet = Array("asdfghjklqwertyuiopzxcvbnm")
    if spots.count <= alphabet.count { return String(alphabet[place]) }
    let first = place / alphabet.count % alphabet.count
    return String([alphabet[first], alphabet[place % alphabet.count]])
  }
}
