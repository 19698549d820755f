internal import KustomerDestination
package import Records

/// One line that is asked for before something is done.
package struct Prompt: Hashable, Sendable {
  /// What is asked for.
  package enum Kind: Hashable, Sendable {
    /// The file that calls are read from.
    case importCalls
    /// The file that calls are exported to.
    case exportCalls([CallID])
    /// The file that the selected call is compared with.
    case expectedFile
    /// What a line of the Timeline must have.
    case find
    /// By how much the sandbox's clock is put forward.
    case sandboxAdvance
    /// The moment that the sandbox's clock shall show.
    case sandboxClock
  }

  /// What is asked for.
  package let kind: Kind
  /// What is typed.
  package internal(set) var field: TextField
  /// Why it is not done as it stands; nil until Enter.
  package internal(set) var problem: String?

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    field = TextField(text)
  }
}
