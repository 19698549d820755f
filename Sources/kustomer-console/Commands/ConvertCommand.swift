internal import ArgumentParser
internal import CallFormats
internal import Delivery
internal import KustomerDestination

/// Prints the calls of any input as one line of JSON each, or in another form.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Print the calls of any input format as JSON lines, curl, code or a report.",
    discussion: helpText(
      examples: "kustomer-console convert calls.csv >calls.ndjson",
      "kustomer-console convert --as curl calls.ndjson"))

  @Argument(help: "Files of calls; - or none for a pipe.", completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "curl (to Kustomer), http (curl to Segment), javascript, swift, objc, kustomer (its requests as JSON lines) or markdown; default JSON lines.",
      valueName: "form"))
  var form: ConvertedForm?

  @OptionGroup var given: IDOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let input = try InputFiles(files, command: "convert", common, ids: given.ids)
    let writing = try form.map { try PlanWriting($0.form, Invocation(common)) }
    var run = ConvertRun(input: input, output: LineOutput(raw: common.raw), writing: writing)
    try run.perform()
  }
}

/// A form by its name on the command line; JSON lines are what comes without one.
struct ConvertedForm: ExpressibleByArgument {
  static let allValueStrings = CallForm.allCases.filter { $0 != .segment }.map(\.rawValue)
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  let form: CallForm

  init?(argument: String) {
    guard let form = CallForm(rawValue: argument), form != .segment else { return nil }
    self.form = form
  }
}

/// One run of `convert`.
private struct ConvertRun {
  let input: InputFiles
  var output: LineOutput
  /// Nil for JSON lines.
  var writing: PlanWriting?
  var hasUnreadable = false

  mutating func perform() throws {
    try input.read { record, file in
      try convert(record, file)
    } pause: {
      try output.flush()
    }
    try output.flush()
    if hasUnreadable { throw CommandFailure(.partly) }
  }

  private mutating func convert(_ record: CallRecord, _ file: String?) throws {
    switch record.call {
    case .success(let call): try print(call, record.line, file)
    case .failure(let error):
      hasUnreadable = true
      StandardError.say("\(input.place(file)): \(error.message()); the record is left out")
    }
  }

  private mutating func print(_ call: Call, _ line: Int, _ file: String?) throws {
    if !call.json.isSegmentCall {
      StandardError.say(
        "\(input.place(file)): line \(line): this JSON is no Segment call; it has no type, event,"
          + " traits, properties or id")
    }
    guard writing != nil else {
      return try output.line { $0.append(contentsOf: call.json.compactBytes) }
    }
    switch writing?.write(call) {
    case .text(let text): try output.line(text)
    case .nothing(let why): StandardError.say("\(input.place(file)): line \(line): \(why)")
    case nil: break
    }
  }
}

/// Writes calls whose plans matter; its state grows with persons and sessions, not with calls.
private struct PlanWriting {
  enum Written {
    case text(String)
    /// Why there is nothing to print.
    case nothing(String)
  }

  private let writer: CallWriter
  private let destination: Destination
  private let moment: Timestamp
  private var sessions = SessionBook()

  init(_ form: CallForm, _ invocation: Invocation) throws {
    let settings = try invocation.settings()
    destination = Destination(settings: settings.destination)
    moment = invocation.now
    guard form == .curl else {
      writer = CallWriter(form)
      return
    }
    let profile = try invocation.profile(of: settings)
    let address = try invocation.address(of: profile)
    writer = CallWriter(form, kustomerURL: address?.text)
    if address == nil, !invocation.options.quiet {
      StandardError.say(
        "profile \(profile.name) has no fixed address; set KUSTOMER_BASE_URL to the one that"
          + " kustomer-console sandbox prints, or give --base-url")
    }
  }

  mutating func write(_ call: Call) -> Written {
    let plan = destination.plan(for: call, at: moment, sessions: sessions)
    sessions.record(plan)
    let text = writer.text(of: call, plan: plan)
    guard text.isEmpty else { return .text(text) }
    let code = plan.diagnostics.first.map { " (\($0.code.rawValue))" } ?? ""
    return .nothing("becomes no request: \(plan.verdict.rawValue)\(code)")
  }
}
