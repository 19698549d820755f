/// The rows of the key table that have a meaning where the cursor stands.
///
/// Kept in the state, because the footer asks at each frame and the answer takes as long as all the
/// rest of the first and last lines.
struct KeysHere: Sendable {
  /// The nearest first.
  private(set) var contexts: [Context] = []
  /// Nearest first.
  private(set) var bindings: [Binding] = []
  /// Places of those that may stand in the footer, the one that stays longest first.
  private(set) var footer: [Int] = []

  /// Takes over where the cursor stands now.
  mutating func follow(_ contexts: [Context], in table: KeyTable) {
    guard contexts != self.contexts else { return }
    self.contexts = contexts
    let bindings = table.bindings(in: contexts)
    self.bindings = bindings
    footer = bindings.indices.filter { bindings[$0].priority > 0 }
      .sorted { (-bindings[$0].priority, $0) < (-bindings[$1].priority, $1) }
  }
}
