internal import ArgumentParser
internal import Delivery
internal import KustomerDestination
internal import Listener
internal import LoopbackHTTP

/// Answers as Segment's HTTP API until it is told to stop.
struct ListenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen",
    abstract: "Answer as Segment's HTTP API on 127.0.0.1 until Ctrl-C, one line of JSON a call.",
    discussion: helpText(
      examples: "kustomer-console listen --port 8790",
      "kustomer-console listen --forward --profile acme --yes"))

  @Option(
    help: "The port; by default a free one is chosen and said.",
    transform: UInt16.written("a port is a number from 0 to 65535"))
  var port: UInt16 = 0

  @Option(
    help: ArgumentHelp(
      "Listen on this address instead of 127.0.0.1; others may then reach it.",
      valueName: "address"),
    transform: LocalAddress.written("write an address of this machine as 127.0.0.1 or ::1"))
  var bind: LocalAddress?

  @Flag(help: "Send the calls to the profile's org.")
  var forward = false

  @Option(
    help: ArgumentHelp(
      "Also take calls of this web page while they are forwarded; may be repeated.",
      valueName: "url"),
    transform: WebOrigin.written("write the page's origin as https://shop.example"))
  var origin: [WebOrigin] = []

  @Flag(help: "Confirm sending with a profile whose mode is ask.")
  var yes = false

  @Flag(help: "With --forward: send calls whose id is nobody's, as undefined or null, too.")
  var placeholders = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard forward || origin.isEmpty else {
      throw ValidationError("--origin goes with --forward; without it every page's calls are taken")
    }
  }

  func run() throws {
    try ProcessLimits.requireRoom()
    let end = ListenEnd()
    let invocation = Invocation(common)
    let settings = try invocation.settings()
    let forwarding =
      forward
      ? try Forwarding(
        invocation, settings, isConfirmed: yes, sendsPlaceholders: placeholders) : nil
    let report = ListenReport(
      Destination(settings: settings.destination), forwarding, raw: common.raw, end: end)
    let address = bind?.address ?? .loopback
    let origins = forward ? origin : nil
    let server = ListenerServer(
      at: address, port: port, clock: invocation.runningClock(), origins: { origins },
      complain: StandardError.say, keep: { report.keep($0) })
    let port = try waiting { try await server.start() }
    announce(address, port, forwardingTo: forwarding?.profile)
    end.wait()
    try waiting { await server.stop() }
    let status = ExitStatus.gravest(of: [try forwarding?.end() ?? .done, report.status])
    if !common.quiet { StandardError.say(report.summary(server.counts, forwarding?.counts)) }
    if status != .done { throw CommandFailure(status) }
  }

  /// All on stderr: stdout has one line a call and nothing else.
  private func announce(_ address: BindAddress, _ port: UInt16, forwardingTo profile: String?) {
    guard !common.quiet else { return }
    if !address.isLoopback {
      StandardError.say(
        "\(address) is no loopback address: whoever reaches this machine can hand in calls;"
          + " leave --bind out to keep others away")
    }
    let target = profile.map { " and forwards to profile \($0)" } ?? ""
    StandardError.say(
      "the listener answers on \(address.url(port: port))\(target); Ctrl-C stops it")
  }
}

/// A numeric address of this machine.
struct LocalAddress: ExpressibleByArgument {
  let address: BindAddress

  init?(argument: String) {
    guard let address = BindAddress(argument) else { return nil }
    self.address = address
  }
}

extension WebOrigin: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
