internal import ArgumentParser
internal import Audit
internal import CallFormats
internal import Console
internal import Glibc
internal import KustomerDestination
internal import Tools

/// Looks at a whole export: its events, their fields, and what is wrong with them.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Look at a whole export: events, fields, and what is wrong; sends nothing.",
    discussion: helpText(
      """
      Findings, the worst first: \
      \(AuditFinding.Code.allCases.map(\.rawValue).joined(separator: ", ")). An audit that is kept \
      is a tracking plan: --against names what is otherwise now, and ends with 1.
      """,
      examples: "kustomer-console audit calls.ndjson",
      "kustomer-console audit calls.ndjson >plan.ndjson && "
        + "kustomer-console audit calls.ndjson --against plan.ndjson"))

  @Argument(help: "Files of calls; - or none for a pipe.", completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Print only what is otherwise than in an audit that was kept; end with 1 then.",
      valueName: "file"), completion: .file())
  var against: String?

  @Flag(help: "End with 1 when a finding is a warning or worse.")
  var strict = false

  @Option(
    help: ArgumentHelp("Write the audit as a report in Markdown, too.", valueName: "file"),
    completion: .file())
  var md: String?

  @OptionGroup var given: IDOptions

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    // Looked at first: a baseline that is none must not be found out after an hour of reading.
    let baseline = try against.map(Self.baseline)
    let settings = try invocation.settings().destination
    var run = AuditRun(Destination(settings: settings), at: invocation.now, gap: settings.gap)
    try run.read(try InputFiles(files, command: "audit", common, ids: given.ids))
    let findings = baseline?.differences(from: run.audit) ?? run.audit.findings
    let isTable = try listing.form(invocation.environment) == .table
    var lines = LineOutput(raw: common.raw)
    if isTable {
      let text = AuditText(run.audit, findings, isWhole: baseline == nil)
      for line in text.table(width: Invocation.outputWidth) { try lines.line(line) }
    } else {
      for line in baseline == nil ? run.audit.lines : findings.map(\.json) {
        try lines.line(line.compact)
      }
    }
    try lines.flush()
    if let md {
      let text = AuditText(run.audit, findings, isWhole: baseline == nil).markdown
      try PrivateFile(Invocation.absolute(md)).write(Array(text.utf8))
    }
    let isBad =
      baseline != nil ? !findings.isEmpty : strict && findings.contains { $0.level != .note }
    if run.hasUnreadable || isBad { throw CommandFailure(.partly) }
  }

  private static func baseline(_ path: String) throws -> Baseline {
    let descriptor = Files.open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw CommandFailure(.missingInput, "\(path): there is no such baseline")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    let code = readPieces(of: descriptor, size: 1 << 16) { piece in
      bytes += piece
      return true
    }
    if let code {
      throw CommandFailure(.unreadableInput, "\(path): cannot be read: \(SystemError(code))")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      return try Baseline(parsing: text)
    } catch {
      throw CommandFailure(
        .unreadableInput,
        "\(path):\(error.line) is no line of an audit; keep one with audit FILE >\(path)")
    }
  }
}

/// One reading of an export: its state grows with names and persons, not with calls.
private struct AuditRun {
  private(set) var audit: Audit
  private(set) var hasUnreadable = false
  private let destination: Destination
  private let moment: Timestamp
  private var sessions = SessionBook()

  init(_ destination: Destination, at moment: Timestamp, gap: Milliseconds) {
    self.destination = destination
    self.moment = moment
    audit = Audit(at: moment, gap: gap)
  }

  mutating func read(_ input: InputFiles) throws {
    try input.read { record, file in
      switch record.call {
      case .success(let call):
        let plan = destination.plan(for: call, of: record, at: moment, sessions: sessions)
        sessions.record(plan)
        audit.take(call, plan, line: record.line)
      case .failure(let error):
        hasUnreadable = true
        StandardError.say("\(input.place(file)): \(error.message()); the record is left out")
      }
    } pause: {
    }
    if audit.untold > 0 {
      StandardError.say(
        "\(audit.untold) calls are of events beyond the first \(audit.events.count), which are told"
          + " apart; names that hold data are better sent as properties")
    }
  }
}
