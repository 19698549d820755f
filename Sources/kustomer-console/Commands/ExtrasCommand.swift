internal import ArgumentParser
internal import Foundation
internal import KustomerDestination

/// Writes what belongs to the program beside its binary; for script/install and packages.
struct ExtrasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extras",
    abstract: "Write manual, completions and examples below PREFIX/share; prints each path.",
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("The folder.", valueName: "prefix"), completion: .directory)
  var prefix: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let extras = Extras(
      commands: try CommandPages(help: RootCommand._dumpHelp()),
      completions: { shell in
        RootCommand.completionScript(for: CompletionShell(rawValue: shell) ?? .bash)
      },
      source: "kustomer-console \(RootCommand.version)",
      date: String(Invocation(common).now.rfc3339.prefix(10)))
    var output = LineOutput(raw: common.raw)
    for (path, text) in extras.files {
      let file = URL(filePath: Invocation.absolute(prefix)).appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      try output.line(file.path)
    }
    try output.flush()
  }
}
