internal import Records

/// What lies over a screen; it takes all keys until it is closed.
package enum Overlay: Hashable, Sendable {
  /// The keys that work here.
  case help(SearchedText)
  /// All messages.
  case log(SearchedText)
  /// A letter on everything that can be jumped to, and what was typed of one.
  case jump(typed: String)
  /// A line that is asked for.
  case prompt(Prompt)
  /// What goes wrong in the sandbox, and what time it is there.
  case sandbox(SandboxPanel)
  /// All commands by name.
  case palette(PaletteState)
  /// The forms in which a call can be copied, with the selected one, 0-based.
  case copyMenu(Int)
  /// A question with what it stands for.
  case confirmation(Confirmation)
  /// To which scenario the composed call is added.
  case saveStep(TextField)

  /// Whether characters go into a text of it.
  var isTyped: Bool {
    switch self {
    case .prompt, .palette, .saveStep: true
    case .help(let text), .log(let text): text.isSearching
    case .jump, .sandbox, .copyMenu, .confirmation: false
    }
  }
}
