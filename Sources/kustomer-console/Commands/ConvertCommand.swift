internal import ArgumentParser
internal import CallFormats
internal import KustomerDestination

/// Prints the calls of any input as one line of JSON each.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Print the calls of any input format as JSON lines.")

  @Argument(help: "Files of calls; - or none for a pipe.")
  var files: [String] = []

  @OptionGroup var common: CommonOptions

  func run() throws {
    var output = LineOutput(raw: common.raw)
    var hasUnreadable = false
    let input = try InputFiles(files, command: "convert", common)
    try input.read { record, file in
      switch record.call {
      case .success(let call): try output.line { $0.append(contentsOf: call.json.compactBytes) }
      case .failure(let error):
        hasUnreadable = true
        StandardError.say("\(input.place(file)): \(error.message()); the record is left out")
      }
    } pause: {
      try output.flush()
    }
    try output.flush()
    if hasUnreadable { throw CommandFailure(.partly) }
  }
}
