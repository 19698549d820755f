internal import ArgumentParser
internal import KustomerDestination

/// Prints where every file lies.
struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "Print where every file lies.",
    discussion: helpText(examples: "kustomer-console paths"))

  @OptionGroup var common: CommonOptions

  func run() throws {
    var output = LineOutput(raw: common.raw)
    for (name, path) in try Invocation(common).places().all {
      let line: JSON = [
        "name": .string(name), "path": .string(path),
        "exists": .bool(Files.exists(path)),
      ]
      try output.line(line.compact)
    }
    try output.flush()
  }
}
