internal import LoopbackHTTP

/// The sandbox on 127.0.0.1.
package struct SandboxServer: Sendable {
  /// What answers; tests ask it for its records, log, clock and faults.
  package let kustomer: LocalKustomer
  private let server: LoopbackServer

  /// Opens the records; nothing listens yet.
  ///
  /// - Throws: `SandboxError.database`.
  package init(_ options: SandboxOptions) throws(SandboxError) {
    let kustomer = try LocalKustomer(options)
    self.kustomer = kustomer
    server = LoopbackServer(port: options.port) { connection in
      var connection = connection
      try await connection.serve(refusing: kustomer.response(toMalformed:)) {
        try await kustomer.answer($0, on: &$1)
      }
    }
  }

  /// Listens, and returns the port when clients can connect.
  ///
  /// - Throws: `SandboxError.port`, also when the server was started already.
  package func start() async throws(SandboxError) -> UInt16 {
    do {
      return try await server.start()
    } catch {
      throw .port(error.port, problem: error.problem)
    }
  }

  /// Ends all connections and frees the port; returns when that is done.
  package func stop() async { await server.stop() }
}
