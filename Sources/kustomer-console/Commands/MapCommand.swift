internal import ArgumentParser
internal import CallFormats
internal import Console
internal import KustomerDestination
internal import Records

/// Prints the plan of each call.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Print what each call becomes.",
    discussion: helpText(
      examples: "kustomer-console map calls.ndjson",
      "kustomer-console map --where 'type:track user:u1' calls.ndjson",
      "cat calls.ndjson | kustomer-console map --trace --only ready"))

  @Argument(help: "Files of calls; - or none for a pipe.", completion: .file())
  var files: [String] = []

  @Flag(help: "Add where each field goes, and why.")
  var trace = false

  @Option(help: ArgumentHelp("Only plans of this verdict; may be repeated.", valueName: "verdict"))
  var only: [WantedVerdict] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only calls that match, as history has it: type:track user:u1, -name:home, any words.",
      valueName: "query"), completion: .filterWords)
  var condition: String?

  @OptionGroup var given: IDOptions

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  private static let columns: [Listing.Column] = [
    .init("file", isFlexible: true, isOptional: true), .init("line"), .init("type"),
    .init("name", isFlexible: true) { line in
      let bodies = (line["requests"]?.arrayValue ?? []).compactMap { $0["body"] }
      return Listing.text(bodies.compactMap { $0["event"]?["name"] ?? $0["name"] }.first)
    },
    .init("verdict") { Listing.text($0["verdict"]).replacing("_", with: " ") },
    .session { $0["session"]?["id"] },
    .init("says", isFlexible: true) { line in
      let said = (line["diagnostics"]?.arrayValue ?? []).filter { $0["severity"] != "note" }
      let more = said.count > 1 ? ", and \(said.count - 1) more" : ""
      return said.first.map { Listing.text($0["message"]) + more } ?? ""
    },
  ]

  func run() throws {
    let invocation = Invocation(common)
    let destination = Destination(settings: try invocation.settings().destination)
    var run = MapRun(
      destination: destination, moment: invocation.now, command: self,
      query: try condition.map { try CallQuery(parsing: $0, among: .all) },
      input: try InputFiles(files, command: "map", common, ids: given.ids),
      output: try Listing(Self.columns, listing, invocation))
    try run.perform()
  }
}

/// A verdict by its name in the output.
struct WantedVerdict: ExpressibleByArgument {
  static let allValueStrings = Verdict.allCases.map(\.rawValue)
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  let verdict: Verdict

  init?(argument: String) {
    guard let verdict = Verdict(rawValue: argument) else { return nil }
    self.verdict = verdict
  }
}

/// One run of `map`: its state grows with persons and sessions, not with calls.
private struct MapRun {
  let destination: Destination
  let moment: Timestamp
  let command: MapCommand
  let query: CallQuery?
  let input: InputFiles
  var output: Listing
  var sessions = SessionBook()
  var hasUnreadable = false

  mutating func perform() throws {
    try input.read(tellsDiagnostics: false) { record, file in
      try map(record, file)
    } pause: {
      try output.flush()
    }
    try output.flush()
    if hasUnreadable { throw CommandFailure(.partly) }
  }

  private mutating func map(_ record: CallRecord, _ file: String?) throws {
    switch record.call {
    case .success(let call):
      let plan = destination.plan(
        for: call, of: record, at: moment, sessions: sessions)
      sessions.record(plan)
      let isFound = finds {
        ListedCall(id: record.line, call: call.json, plan: plan, moment: moment)
      }
      guard isWanted(plan.verdict), isFound else { return }
      try output.line {
        plan.write(
          to: &$0, at: record.line, item: record.item, file: file, trace: command.trace)
      }
    case .failure(let error):
      hasUnreadable = true
      StandardError.say("\(input.place(file)): \(error.message()); the record is left out")
      let isFound = finds {
        ListedCall(
          id: record.line, place: "\(record.line)", unreadable: error.message(), moment: moment)
      }
      guard isWanted(.rejected), isFound else { return }
      try output.line(
        Plan.unreadableLine(error.message(), at: record.line, item: record.item, file: file))
    }
  }

  private func finds(_ call: () -> ListedCall) -> Bool {
    query?.finds(SearchedCall(call(), inPayload: true)) ?? true
  }

  private func isWanted(_ verdict: Verdict) -> Bool {
    command.only.isEmpty || command.only.contains { $0.verdict == verdict }
  }
}
