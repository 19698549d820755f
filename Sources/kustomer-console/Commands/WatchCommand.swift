internal import ArgumentParser
internal import Delivery
internal import KustomerDestination

/// Prints what arrives at a person's timeline, and beside it what was expected.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Print a person's events as they arrive in the org, field by field; only reads.",
    discussion: helpText(
      """
      Expected are the calls of --calls, and those that were sent through Segment and were not seen
      yet. Each field is same, other, absent or extra. Ends with 0 when all calls came as
      predicted, with 1 when something is otherwise, with 75 when something did not come in time.
      """,
      examples: "kustomer-console watch userId123 --since 1h --until 3",
      "kustomer-console watch --calls calls.ndjson --since 1h"))

  @Argument(help: ArgumentHelp("Whose events, by the userId.", valueName: "user-id"))
  var userID: String?

  @Option(help: ArgumentHelp("Whose events, by the e-mail address.", valueName: "address"))
  var email: String?

  @Option(help: ArgumentHelp("Whose events, by Kustomer's id.", valueName: "id"))
  var customer: String?

  @Option(
    help: ArgumentHelp("Calls that are expected to arrive.", valueName: "file"),
    completion: .file())
  var calls: String?

  @Option(
    help: ArgumentHelp(
      "Look for what has arrived since; default the first expected call, else 10m.",
      valueName: "10m|date-time"),
    transform: SinceWhen.written("write a time as 10m, or a date-time as 2024-01-24T10:42:02Z"))
  var since: SinceWhen?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Give up after this time, default 10m.", valueName: "time"),
    transform: TimeSpan.written("write a time as 10m"))
  var length = TimeSpan(.minutes(10))

  @Option(help: ArgumentHelp("End after so many events.", valueName: "n"))
  var until: Int?

  @Option(
    help: ArgumentHelp(
      "Look so often, default 5s; while nothing comes more and more seldom, to 30s.",
      valueName: "time"),
    transform: TimeSpan.written("write a time as 5s"))
  var every = TimeSpan(.seconds(5))

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard [userID, email, customer].count(where: { $0 != nil }) <= 1 else {
      throw ValidationError("name one person: a userId, --email or --customer")
    }
    guard calls != nil || userID != nil || email != nil || customer != nil else {
      throw ValidationError("name whom to watch: a userId, --email, --customer or --calls")
    }
    guard until.map({ $0 > 0 }) ?? true else { throw ValidationError("--until is 1 or more") }
  }

  func run() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let profile = try invocation.profile(of: settings)
    let run = try WatchRun(self, invocation, settings, profile)
    let watch = try invocation.read(from: profile, settings) { try await run.watch($0) }
    try run.conclude(watch)
  }
}

/// A time as `10m`.
struct TimeSpan: ExpressibleByArgument {
  let length: Milliseconds

  init(_ length: Milliseconds) { self.length = length }

  init?(argument: String) {
    guard let length = Milliseconds(argument), length > Milliseconds(0), length < .days(2) else {
      return nil
    }
    self.length = length
  }
}

/// A moment, or a time before now.
enum SinceWhen: ExpressibleByArgument {
  case moment(Timestamp)
  case before(Milliseconds)

  init?(argument: String) {
    if let span = TimeSpan(argument: argument) {
      self = .before(span.length)
    } else if let moment = Timestamp(argument) {
      self = .moment(moment)
    } else {
      return nil
    }
  }
}
