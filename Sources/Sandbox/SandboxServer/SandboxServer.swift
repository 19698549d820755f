internal import FlyingSocks
internal import Foundation
internal import KustomerDestination

/// The sandbox on 127.0.0.1; an actor because it owns the listening socket and the task behind it.
///
/// It is served on FlyingSocks alone: one layer in which a connection can be cut at any point.
package actor SandboxServer {
  /// What answers; tests ask it for its records, log, clock and faults.
  package nonisolated let kustomer: LocalKustomer
  private let port: UInt16
  private var serving: Task<Void, any Error>?

  /// Opens the records; nothing listens yet.
  ///
  /// - Throws: `SandboxError.database`.
  package init(_ options: SandboxOptions) throws(SandboxError) {
    kustomer = try LocalKustomer(options)
    port = options.port
  }

  /// Listens, and returns the port when clients can connect.
  ///
  /// - Throws: `SandboxError.port`, also when the server was started already.
  package func start() async throws(SandboxError) -> UInt16 {
    guard serving == nil else { throw .port(port, problem: "the sandbox listens already") }
    do {
      let (listener, port) = try Self.listen(on: port)
      let pool: some AsyncSocketPool = SocketPool.make(maxEvents: 256)
      try await pool.prepare()
      let socket = try AsyncSocket(socket: listener, pool: pool)
      serving = Task { [kustomer] in try await Self.serve(socket, pool, kustomer) }
      return port
    } catch let error as SocketError {
      throw .port(port, problem: Self.sentence(error))
    } catch {
      throw .port(port, problem: error.localizedDescription)
    }
  }

  /// Ends all connections and frees the port; returns when that is done.
  package func stop() async {
    serving?.cancel()
    _ = await serving?.result
    serving = nil
  }

  private static func listen(on port: UInt16) throws -> (Socket, UInt16) {
    let socket = try Socket(domain: AF_INET)
    do {
      try socket.setValue(true, for: .localAddressReuse)
      try keepFromChildren(socket)
      try socket.bind(to: .inet(ip4: "127.0.0.1", port: port))
      try socket.listen()
      guard case .ip4(_, let chosen) = try socket.sockname() else {
        throw SocketError.unsupportedAddress
      }
      return (socket, chosen)
    } catch {
      try socket.close()
      throw error
    }
  }

  /// An editor that is started must not keep the port.
  private static func keepFromChildren(_ socket: Socket) throws {
    guard fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC) == 0 else {
      throw SocketError.makeFailed("SetCloseOnExec")
    }
  }

  private static func serve(
    _ listener: AsyncSocket, _ pool: some AsyncSocketPool, _ kustomer: LocalKustomer
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask {
        defer { close(listener) }
        try await accept(listener, kustomer)
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private static func accept(_ listener: AsyncSocket, _ kustomer: LocalKustomer) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        guard let socket = try await next(listener) else { continue }
        group.addTask { await serve(socket, kustomer) }
      }
    }
  }

  /// nil after a failure that the next connection need not have, as when descriptors ran out.
  private static func next(_ listener: AsyncSocket) async throws -> AsyncSocket? {
    do {
      return try await listener.accept()
    } catch SocketError.failed(_, let code, _) where code != EBADF && code != EINVAL {
      try await Task.sleep(for: .milliseconds(20))
      return nil
    }
  }

  private static func serve(_ socket: AsyncSocket, _ kustomer: LocalKustomer) async {
    defer { close(socket) }
    do {
      try keepFromChildren(socket.socket)
      try await Connection(socket: socket, kustomer: kustomer).serve()
    } catch {
      // The client went away or the server stops: there is nobody left to tell.
    }
  }

  private static func close(_ socket: AsyncSocket) {
    do {
      try socket.close()
    } catch {
      // The descriptor is gone either way.
    }
  }

  private static func sentence(_ error: SocketError) -> String {
    guard case .failed(_, let code, let message) = error else { return "\(error)" }
    return code == EADDRINUSE ? "another program listens there" : message.lowercased()
  }
}
