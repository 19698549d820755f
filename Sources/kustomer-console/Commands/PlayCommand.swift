internal import ArgumentParser
internal import Console
internal import Delivery
internal import KustomerDestination

/// Runs a scenario without screen and checks its expectations.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Run a scenario and check its expectations; prints TAP.",
    discussion: helpText(
      """
      SCENARIO is a file, or the name of one in the scenarios folder (see paths) or of a bundled \
      one: \(EmbeddedFile.scenarios.map(\.name).joined(separator: ", ")). Without --profile it is \
      simulated on a sandbox of its own whose clock follows the steps: waits take no time, and \
      nothing is kept. With another profile it is sent for real and its waits are waited for.
      """,
      examples: "kustomer-console play one-visit",
      "kustomer-console play visit.toml --junit junit.xml",
      "kustomer-console play onboarding-check --profile acme --yes"))

  @Argument(
    help: ArgumentHelp("The scenario.", valueName: "scenario"),
    completion: .names(orFiles: [".toml"]) { try ScenarioFiles(places: $0).names() })
  var scenario: String

  @Option(
    help: ArgumentHelp("Write the results as JUnit XML too.", valueName: "file"),
    completion: .file())
  var junit: String?

  @Flag(help: "Confirm sending with a profile whose mode is ask.")
  var yes = false

  @Flag(help: "With --profile: send calls whose id is nobody's, as undefined or null, too.")
  var placeholders = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try ProcessLimits.requireRoom()
    let invocation = Invocation(common)
    // Before anything is sent.
    if let junit { try Invocation.requireFolder(of: junit) }
    let settings = try invocation.settings()
    // A demo never goes to an org just because that is the default profile.
    let profile = try invocation.namedProfile.map { try settings.profile(named: $0) } ?? .sandbox
    let found = try ScenarioFiles(places: invocation.places()).scenario(scenario)
    let play = PlayRun(
      invocation: invocation, settings: settings, profile: profile, isConfirmed: yes,
      sendsPlaceholders: placeholders, found: found)
    let outcome = try play.perform()
    if let junit {
      try PrivateFile(Invocation.absolute(junit))
        .write(Array(outcome.report.junit(steps: found.scenario.steps.count).utf8))
    }
    if let failure = outcome.failure { throw failure }
    if !common.quiet, Invocation.isTerminal(2) {
      StandardError.say("all \(found.scenario.steps.count) steps came out as expected")
    }
  }
}
