internal import Sandbox

/// A sandbox of a test's own, and the options with which the program sends there.
struct TestOrg {
  private let server: SandboxServer
  let options: [String]

  init(fault: String? = nil) async throws {
    let faults = try fault.map { [try SandboxFault(parsing: $0)] } ?? []
    server = try SandboxServer(SandboxOptions(faults: faults))
    options = ["--base-url", "http://127.0.0.1:\(try await server.start())"]
  }

  func stop() async { await server.stop() }

  /// Everything that has arrived, the oldest first.
  func requests() throws -> [SandboxArrival] { try server.kustomer.state.arrivals() }

  /// Has something go wrong from now on.
  func fail(_ faults: [String]) throws {
    let faults = try faults.map { try SandboxFault(parsing: $0) }
    server.kustomer.controls.clearFaults()
    server.kustomer.controls.add(faults)
  }

  /// How many tracking calls have arrived, by the sandbox's own log.
  func arrivals() throws -> Int {
    try server.kustomer.state.arrivals(path: "/v1/tracking/").count
  }
}
