internal import ArgumentParser

/// Lists and changes profiles.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "List and change profiles; the key is never printed.",
    subcommands: [
      ProfileAddCommand.self, ProfileListCommand.self, ProfileShowCommand.self,
      ProfileUseCommand.self, ProfileRemoveCommand.self,
    ])

  @OptionGroup var common: CommonOptions

  func run() throws {
    throw CommandFailure(.usage, "profile needs one of add, list, show, use, remove")
  }
}
