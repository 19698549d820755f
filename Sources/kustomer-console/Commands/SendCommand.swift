internal import ArgumentParser
internal import CallFormats
internal import Delivery
internal import KustomerDestination
internal import Records

/// Maps, groups and delivers calls.
struct SendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Send calls to the profile's org, one line of JSON a call as it is done.",
    discussion: helpText(
      examples: "kustomer-console send --dry-run calls.ndjson",
      "kustomer-console send --profile acme --yes calls.ndjson",
      "kustomer-console send --profile acme --yes --via segment calls.ndjson",
      "kustomer-console send --profile acme --yes --resume"))

  @Argument(help: "Files of calls; - or none for a pipe.", completion: .file())
  var files: [String] = []

  @Flag(help: "Print what would be sent, and send nothing.")
  var dryRun = false

  @Flag(help: "Confirm sending with a profile whose mode is ask.")
  var yes = false

  @Flag(help: "Send calls whose id is nobody's, as undefined or null, too.")
  var placeholders = false

  @Option(
    help: ArgumentHelp(
      "Send straight to kustomer, or through segment, which maps and delivers by itself.",
      valueName: "kustomer|segment"))
  var via = SendRoute.kustomer

  @Option(
    help: ArgumentHelp("Send no faster, as in 120/min.", valueName: "n/min"),
    transform: RatePerMinute.written("write a number from 1 on and /min, as 120/min"))
  var rate: RatePerMinute?

  @Flag(help: "Stop at the first call that is refused or uncertain.")
  var stopOnError = false

  @Flag(help: "Send what waits in the outbox, and read no input.")
  var resume = false

  @Flag(help: "With --resume: send what was taken in for another org to this one, on purpose.")
  var toThisOrg = false

  @Flag(help: "Let calls pass earlier ones of the same person that wait.")
  var ahead = false

  @OptionGroup var given: IDOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard resume || !toThisOrg else {
      throw ValidationError("--to-this-org moves what waits; give it with --resume")
    }
    guard resume else { return }
    guard given.ids.isEmpty else {
      throw ValidationError("--resume reads no input; leave --user-id and --anonymous-id out")
    }
    guard files.isEmpty else {
      throw ValidationError("--resume reads no input; leave the files out")
    }
    guard !dryRun else { throw ValidationError("--resume sends; it cannot be a --dry-run") }
  }

  func run() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let profile = try invocation.profile(of: settings)
    let report = SendReport(raw: common.raw)
    if !resume, dryRun || profile.mode == .dryRun {
      let input = try InputFiles(files, command: "send", common, ids: given.ids)
      defer { report.finish() }
      try DryRun(invocation, settings, profile, via, report).perform(input)
    } else {
      try SendRun(self, invocation, settings, profile, report).perform()
    }
    if !common.quiet, Invocation.isTerminal(2) { StandardError.say(report.summary) }
    let status = ExitStatus.gravest(of: report.statuses)
    if status != .done { throw CommandFailure(status) }
  }
}

extension SendRoute: ExpressibleByArgument {}

/// `N/min`.
struct RatePerMinute: ExpressibleByArgument {
  let count: Int

  init?(argument: String) {
    guard argument.hasSuffix("/min"), let count = Int(argument.dropLast(4)), count > 0 else {
      return nil
    }
    self.count = count
  }
}
