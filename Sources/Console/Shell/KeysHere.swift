/// The rows of the key table that have a meaning where the cursor stands.
///
/// Kept in the state, because the footer asks at each frame and the answer takes as long as all the
/// rest of the first and last lines.
struct KeysHere: Sendable {
  /// The nearest first.
  private(set) var contexts: [Context] = []
  /// Those that may stand in the footer, the one that stays longest first.
  private(set) var footer: [Hint] = []

  /// What the footer says of a key.
  struct Hint: Sendable {
    let command: Command
    let context: Context
    /// Hints with the lower one stand further left.
    let rank: Int
    /// `^R Send`.
    let line: Line
    private let key: String

    /// `s Stop`: as `line`, where a room calls it otherwise for now.
    func line(called label: String?) -> Line {
      guard let label else { return line }
      var line = Line(key, .keyName)
      line.append(" " + label, .keyHint)
      return line
    }
  }

  /// Takes over where the cursor stands now.
  mutating func follow(_ contexts: [Context], in table: KeyTable) {
    guard contexts != self.contexts else { return }
    self.contexts = contexts
    let bindings = table.bindings(in: contexts)
    footer = bindings.indices
      .filter { bindings[$0].rank > 0 && !bindings[$0].keys.isEmpty }
      .sorted { (-bindings[$0].rank, $0) < (-bindings[$1].rank, $1) }
      .map { Hint(bindings[$0]) }
  }
}

extension KeysHere.Hint {
  static let ranks = 0...3

  fileprivate init(_ binding: Binding) {
    command = binding.command
    context = binding.context
    // What works on every screen stands behind, and the help at the very end.
    rank =
      switch command {
      case .send: 0
      case .openHelp: 3
      default: [.everywhere, .panes, .resting].contains(context) ? 2 : 1
      }
    key = binding.footerKey
    var line = Line(key, .keyName)
    line.append(" " + binding.label, .keyHint)
    self.line = line
  }
}
