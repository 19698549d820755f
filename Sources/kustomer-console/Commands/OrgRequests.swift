internal import Delivery
internal import KustomerDestination
internal import Sandbox

extension Invocation {
  /// The way to an org; with `--verbose` each request is told on stderr when it has ended.
  func transport(_ settings: DeliverySettings) -> Transport {
    Transport(
      settings: transportSettings(settings), observe: options.verbose ? Self.tell : nil)
  }

  /// Time-outs, and the certificates that the environment names.
  func transportSettings(_ settings: DeliverySettings) -> TransportSettings {
    settings.transport(authorities: AuthorityFile(in: environment))
  }

  /// Reads from a profile's org; the embedded sandbox runs as long as that takes.
  ///
  /// - Throws: what `body` throws, and `CommandFailure` when address or key cannot be used.
  func read<Value: Sendable>(
    from profile: Profile, _ settings: Settings,
    _ body: @escaping @Sendable (OrgReader) async throws -> Value
  ) throws -> Value {
    let (org, sandbox) = try org(of: profile)
    let isQuiet = options.quiet
    let reader = OrgReader(org, transport: transport(settings.delivery), clock: runningClock()) {
      if !isQuiet { StandardError.say($0.description) }
    }
    let result = Result { try waiting { try await body(reader) } }
    try sandbox.map { server in try waiting { await server.stop() } }
    return try result.get()
  }

  /// Method, path, status and time: the key stands in none of them.
  @Sendable private static func tell(_ request: HTTPRequest, _ exchange: Exchange) {
    StandardError.say(request.line(of: exchange))
  }
}

extension HTTPRequest {
  /// `POST /v1/tracking/event 204 12 ms`.
  func line(of exchange: Exchange) -> String {
    let what = "\(method.rawValue) \(path)"
    return switch exchange {
    case .answered(let response): "\(what) \(response.status) \(response.milliseconds) ms"
    case .failed(let failure): "\(what) no answer \(failure.milliseconds) ms: \(failure.message)"
    }
  }
}
