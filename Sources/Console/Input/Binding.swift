/// One row of the key table: which keys give a command in a context, and what it is for.
package struct Binding: Hashable, Sendable {
  /// The first is the one that the footer names.
  package let keys: [Key]
  /// What the keys ask for.
  package let command: Command
  /// Where they do.
  package let context: Context
  /// A word or two for the footer, first letter upper case.
  package let label: String
  /// One line for the help, the palette and the manual.
  package let help: String
  /// What the footer names instead of the first key: `[ ]` for a pair of rows; nil for that key.
  package let shown: String?
  /// The higher, the longer it stays in a narrow footer; 0 never stands there.
  package let rank: Int
  /// What the footer names; empty without a key.
  package let footerKey: String

  init(
    _ keys: [Key], _ command: Command, _ context: Context, _ label: String, _ help: String,
    rank: Int = 0, shown: String? = nil
  ) {
    self.keys = keys
    self.command = command
    self.context = context
    self.label = label
    self.help = help
    self.rank = rank
    self.shown = shown
    footerKey = shown ?? keys.first?.name ?? ""
  }

  /// The names of all keys: `^R, F5`.
  package var keyNames: String { keys.map(\.name).joined(separator: ", ") }
}
