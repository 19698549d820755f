import Foundation
import KustomerDestination
import Records
import Sandbox
import Synchronization

@testable import Delivery

/// A journal in a folder of its own, and a real sandbox: what a courier works between.
final class Bench: Sendable {
  let folder: String
  let sandbox: SandboxServer
  let port: UInt16
  let transport = Transport(settings: TransportSettings(timeout: .seconds(5)))
  private let reported = Mutex<[DeliveryReport]>([])

  init(
    faults: [String] = [], rate: SandboxRate = .unlimited, keys: [SandboxKey] = [.standard]
  ) async throws {
    folder = NSTemporaryDirectory() + "delivery-" + UUID().uuidString
    sandbox = try SandboxServer(
      SandboxOptions(
        keys: keys, rate: rate, faults: faults.map { try SandboxFault(parsing: $0) }))
    port = try await sandbox.start()
  }

  var path: String { folder + "/state/journal.sqlite" }
  var reports: [DeliveryReport] { reported.withLock { $0 } }

  static let system: @Sendable () -> Timestamp = {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }

  func journal() throws -> Journal { try Journal(at: path, clock: Self.system) }

  func org(
    key: String = "sandbox-key", mode: SendMode = .live, port: UInt16? = nil,
    place: String = "bench"
  ) throws -> Org {
    Org(
      profile: "sandbox", baseURL: try BaseURL("http://127.0.0.1:\(port ?? self.port)"),
      place: place, key: try APIKey(key), mode: mode)
  }

  /// Small pauses, as tests of the real program use.
  var settings: DeliverySettings {
    DeliverySettings(
      tries: 4, backoffBase: Milliseconds(5), backoffMax: Milliseconds(20), timeout: .seconds(5))
  }

  /// Commits calls as one run.
  @discardableResult
  func intake(
    _ texts: [String], into journal: Journal, destination: Destination = Destination(),
    moment: String = "2024-05-01T10:00:00Z"
  ) throws -> (run: Int64, results: [IntakeResult]) {
    let intake = try journal.beginRun(
      try org().permit(), destination: destination,
      moment: Timestamp(moment) ?? Timestamp(milliseconds: 0))
    let results = try intake.add(calls(texts))
    try intake.goLive()
    return (intake.run, results)
  }

  func calls(_ texts: [String]) throws -> [IntakeCall] {
    try texts.enumerated().map { number, text in
      IntakeCall(source: text, call: try Call(parsing: text), line: number + 1)
    }
  }

  /// Runs a courier and keeps what it reports.
  func deliver(
    _ scope: OutboxScope = .everything, from journal: Journal, org: Org? = nil,
    settings: DeliverySettings? = nil, stop: StopSignal = StopSignal(),
    stopsOnError: Bool = false, passesEarlier: Bool = false,
    pausing: @escaping @Sendable (CourierPause) -> Void = { _ in }
  ) async throws -> CourierEnd {
    let courier = Courier(
      try (org ?? self.org()).permit(), journal: journal, transport: transport,
      settings: settings ?? self.settings)
    return try await courier.run(
      scope, stopsOnError: stopsOnError, passesEarlier: passesEarlier, stop: stop,
      pausing: pausing
    ) { report in self.reported.withLock { $0.append(report) } }
  }

  /// What arrived at the sandbox, as `METHOD path`.
  func arrivals(_ path: String = "/") throws -> [String] {
    try sandbox.kustomer.state.arrivals(path: path).map { "\($0.method) \($0.path)" }
  }

  func bodies(_ path: String) throws -> [String] {
    try sandbox.kustomer.state.arrivals(path: path).map(\.body)
  }

  func close() async {
    await sandbox.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }
}

/// Runs a test on a bench and clears it away.
func onBench(
  faults: [String] = [], rate: SandboxRate = .unlimited, keys: [SandboxKey] = [.standard],
  _ test: (Bench) async throws -> Void
) async throws {
  let bench = try await Bench(faults: faults, rate: rate, keys: keys)
  do {
    try await test(bench)
  } catch {
    await bench.close()
    throw error
  }
  await bench.close()
}

let seedCalls = [
  #"{"type":"page","anonymousId":"visitor-1","name":"Pricing","properties":{"title":"Segment Pricing","url":"https://segment.com/pricing","kustomer_session_id":"abc123"}}"#,
  #"{"type":"screen","anonymousId":"visitor-1","name":"Home","properties":{"kustomer_session_id":"abc123"}}"#,
  #"{"type":"identify","userId":"userId123","anonymousId":"visitor-1","traits":{"email":"john.doe@example.com"},"context":{"locale":"en-US"}}"#,
  #"{"type":"track","userId":"userId123","event":"Registered","properties":{"plan":"Pro Annual","accountType":"Facebook","kustomer_session_id":"abc123"}}"#,
]

func track(_ user: String, _ event: String = "Bought", session: String? = nil) -> String {
  let properties = session.map { #","properties":{"kustomer_session_id":"\#($0)"}"# } ?? ""
  return #"{"type":"track","userId":"\#(user)","event":"\#(event)"\#(properties)}"#
}
