/// The one list of keys: dispatch, footer, help, palette and manual are derived from it.
///
/// Rules: a key that must work while typing is a function key or a control key that text fields do
/// not use; a key that writes to an org is never a bare letter; Esc never quits and never loses
/// text; nothing is sent on Enter inside a form.
package struct KeyTable: Hashable, Sendable {
  /// All rows, in the order of the footer.
  package let bindings: [Binding]
  private let byKey: [Place: Command]

  /// A table of rows; where two claim a key in one context, the last one has it.
  init(_ bindings: [Binding]) {
    self.bindings = bindings
    var table: [Place: Command] = [:]
    for binding in bindings {
      for key in binding.keys { table[Place(context: binding.context, key: key)] = binding.command }
    }
    byKey = table
  }

  /// What a key asks for where the nearest context comes first; nil when it means nothing there.
  package func command(for key: Key, in contexts: [Context]) -> Command? {
    for context in contexts {
      if let command = byKey[Place(context: context, key: key)] { return command }
    }
    return nil
  }

  /// The first row of a context that asks for a command; nil for none.
  func binding(for command: Command, in context: Context) -> Binding? {
    // By place, so that no row is copied to be looked at.
    bindings.indices
      .first { bindings[$0].command == command && bindings[$0].context == context }
      .map { bindings[$0] }
  }

  /// The name of the key that gives a command there; nil when none does.
  func key(for command: Command, in contexts: [Context]) -> String? {
    bindings(in: contexts).first { $0.command == command }?.keys.first?.name
  }

  /// What to press for a command there: its key, else the palette's and the command's word.
  func name(of command: Command, in contexts: [Context]) -> String {
    if let key = key(for: command, in: contexts) { return key }
    let label = bindings.first { $0.command == command }?.label ?? command.rawValue
    return (key(for: .openPalette, in: contexts) ?? "^P") + " " + label
  }

  /// The rows that have a meaning there, nearest first; a row whose keys a nearer one takes all
  /// is left out.
  package func bindings(in contexts: [Context]) -> [Binding] {
    var taken: Set<Key> = []
    var found: [Binding] = []
    for context in contexts {
      for binding in bindings where binding.context == context {
        if !taken.isSuperset(of: binding.keys) { found.append(binding) }
        taken.formUnion(binding.keys)
      }
    }
    return found
  }

  private struct Place: Hashable {
    let context: Context
    let key: Key
  }
}
