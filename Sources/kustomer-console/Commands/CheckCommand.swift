internal import ArgumentParser
internal import Delivery
internal import KustomerDestination
internal import Sandbox

/// Tests key, pod and roles of the profile; only reads.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Test key, pod and roles of the profile; only reads.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let profile = try invocation.profile(of: settings)
    let (org, sandbox) = try invocation.org(of: profile)
    let authorities = TransportSettings.authorities(in: invocation.environment)
    let transport = Transport(settings: settings.delivery.transport(authorities: authorities))
    let reader = OrgReader(org, transport: transport, clock: invocation.runningClock())
    let check = try waiting { await reader.check() }
    try sandbox.map { server in try waiting { await server.stop() } }
    var output = LineOutput(raw: common.raw)
    try output.line(check.jsonLine())
    try output.flush()
    if let failure = check.failure { throw failure }
  }
}

extension ConnectionCheck {
  /// What the exit status follows from; reading back is not needed for sending.
  fileprivate var failure: CommandFailure? {
    if let problem { return CommandFailure(problem.status, "\(problem.message); \(problem.hint)") }
    let missing = Set(missingForIdentify + missingForTrack).sorted()
    guard !missing.isEmpty else { return nil }
    return CommandFailure(
      .refused,
      "the key lacks \(missing.joined(separator: ", ")); roles of a key cannot be changed,"
        + " make a new one in Kustomer")
  }
}

extension DeliveryProblem {
  /// The exit status of a command that ends with it.
  fileprivate var status: ExitStatus {
    switch cause {
    case .key: .refused
    case .unreachable: .unreachable
    case .limit, .server: .tryLater
    case .call, .unknown, .stopped: .partly
    }
  }
}
