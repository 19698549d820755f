/// One row of a room's table: the keys of a command, what it is called and for, why it cannot be
/// done, and the deed.
struct Row<Place: Sendable>: Sendable {
  /// Keys, name and help, as the key table shows them.
  let binding: Binding
  /// Why it cannot be done now, in one line; nil when it can.
  let reason: @Sendable (Place) -> String?
  /// What the keys do, and what leaves the room.
  let deed: @Sendable (inout Place) -> [Errand]

  init(
    _ keys: [Key], _ command: Command, _ context: Context, _ label: String, _ help: String,
    rank: Int = 0, shown: String? = nil,
    unless reason: @escaping @Sendable (Place) -> String? = { _ in nil },
    _ deed: @escaping @Sendable (inout Place) -> [Errand]
  ) {
    binding = Binding(keys, command, context, label, help, rank: rank, shown: shown)
    self.reason = reason
    self.deed = deed
  }

  /// A row whose deed stays in the room.
  init(
    _ keys: [Key], _ command: Command, _ context: Context, _ label: String, _ help: String,
    rank: Int = 0, shown: String? = nil,
    unless reason: @escaping @Sendable (Place) -> String? = { _ in nil },
    _ deed: @escaping @Sendable (inout Place) -> Void
  ) {
    self.init(keys, command, context, label, help, rank: rank, shown: shown, unless: reason) {
      deed(&$0)
      return []
    }
  }
}

extension Array {
  /// The row of a command in the nearest of these contexts; nil for none.
  func first<Place>(of command: Command, in contexts: [Context]) -> Row<Place>?
  where Element == Row<Place> {
    for context in contexts {
      let place = indices.first {
        self[$0].binding.command == command && self[$0].binding.context == context
      }
      if let place { return self[place] }
    }
    return nil
  }

  /// The row of a command: that of the nearest context, else the first one; nil for none.
  func row<Place>(of command: Command, in contexts: [Context]) -> Row<Place>?
  where Element == Row<Place> {
    first(of: command, in: contexts) ?? first { $0.binding.command == command }
  }
}
