internal import ArgumentParser
internal import KustomerDestination
internal import Sandbox

/// Serves the local Kustomer until it is told to stop.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Serve the local Kustomer on 127.0.0.1 until Ctrl-C; it knows the key sandbox-key.",
    discussion: helpText(
      """
      Faults are KIND[:SHARE][@[METHOD ]PATH]; a share is 20% or a number of next requests. Kinds:
      \(SandboxFault.forms.map { "\($0.form)  \($0.effect)" }.joined(separator: "\n"))

      While it runs, POST to /sandbox/faults, /sandbox/clock, /sandbox/rate and /sandbox/keys \
      changes it, GET /sandbox/log tells what arrived.
      """,
      examples: "kustomer-console sandbox --port 8080 --fault 500:20%",
      "kustomer-console sandbox --ephemeral --clock 2024-01-24T10:42:02Z"))

  @Option(
    help: "The port; by default a free one is chosen and printed.",
    transform: UInt16.written("a port is a number from 0 to 65535"))
  var port: UInt16 = 0

  @Flag(help: "Keep records in memory, not in sandbox.sqlite.")
  var ephemeral = false

  @Option(
    help: ArgumentHelp(
      "Let something go wrong, as in 500:20% or cut-after:1@POST /v1/tracking/; may be repeated.",
      valueName: "fault"), completion: .faults)
  var fault: [String] = []

  @Option(
    help: ArgumentHelp(
      "system, a date-time from which the clock runs, or frozen: and a date-time.",
      valueName: "clock"))
  var clock: String?

  @Option(help: ArgumentHelp("Requests an org may make, as in 300/min.", valueName: "n/duration"))
  var rate: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    try ProcessLimits.requireRoom()
    let signals = StopSignals()
    let server = try makeServer()
    let port = try waiting { try await server.start() }
    try announce(port)
    signals.wait()
    try waiting { await server.stop() }
  }

  private func makeServer() throws -> SandboxServer {
    let invocation = Invocation(common)
    let options = try options(try ephemeral ? invocation.places() : invocation.readyPlaces())
    return try SandboxServer(options)
  }

  private func options(_ places: Places) throws -> SandboxOptions {
    var options = SandboxOptions(
      database: ephemeral ? nil : Files.openName(places.sandbox), port: port)
    let system = Invocation.systemNow
    if let now = common.now?.timestamp { options.clock = .running(ahead: now - system) }
    if let clock { options.clock = try SandboxClock(parsing: clock, system: system) }
    if let rate { options.rate = try SandboxRate(parsing: rate) }
    for text in fault { options.faults.append(try SandboxFault(parsing: text)) }
    return options
  }

  /// The address for programs on stdout, the sentence for people on stderr.
  private func announce(_ port: UInt16) throws {
    let url = "http://127.0.0.1:\(port)"
    var output = LineOutput(raw: common.raw)
    let line: JSON = ["base_url": .string(url), "port": JSON(integerLiteral: Int(port))]
    try output.line(line.compact)
    try output.flush()
    if !common.quiet { StandardError.say("the sandbox answers on \(url); Ctrl-C stops it") }
  }
}
