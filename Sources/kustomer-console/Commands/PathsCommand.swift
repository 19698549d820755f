internal import ArgumentParser
internal import KustomerDestination

/// Prints where every file lies.
struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "Print where every file lies.",
    discussion: helpText(examples: "kustomer-console paths"))

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    var output = try Listing(
      [.init("name"), .init("exists"), .init("path", isFlexible: true)], listing, invocation)
    for (name, path) in try invocation.places().all {
      try output.line(
        [
          "name": .string(name), "path": .string(path), "exists": .bool(Files.exists(path)),
        ] as JSON)
    }
    try output.flush()
  }
}
