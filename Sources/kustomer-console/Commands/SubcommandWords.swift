internal import ArgumentParser
internal import Console
internal import Tools

/// The words before the first option, of which each names a subcommand of the one before it.
///
/// ArgumentParser shows the help of what stands before a wrong word, as if nothing were wrong.
struct SubcommandWords {
  private let words: ArraySlice<String>

  init(_ arguments: [String]) {
    let words = arguments.prefix { !$0.hasPrefix("-") }
    self.words = words.first == "help" ? words.dropFirst() : words
  }

  /// Follows the words as far as there are subcommands.
  ///
  /// - Throws: `CommandFailure` that names the nearest one.
  func check() throws {
    var command: any ParsableCommand.Type = RootCommand.self
    var path = ""
    for word in words {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty else { return }
      guard let next = subcommands.first(where: { $0.configuration.commandName == word }) else {
        throw Self.failure(word, of: path, among: subcommands)
      }
      command = next
      path += " " + word
    }
  }

  private static func failure(
    _ word: String, of path: String, among subcommands: [any ParsableCommand.Type]
  ) -> CommandFailure {
    let names = subcommands.filter { $0.configuration.shouldDisplay }.compactMap {
      $0.configuration.commandName
    }
    let hint = suggestionOrChoice(for: word, among: names)
    return CommandFailure(
      .usage,
      "there is no subcommand \"\(word)\"\(path.isEmpty ? "" : " of\(path)")\(hint)"
        + " (see kustomer-console\(path) --help)")
  }
}
