internal import FlyingSocks
internal import Foundation

/// An HTTP server; an actor because it owns the listening socket and the task behind it.
///
/// It stands on FlyingSocks alone: one layer in which a connection can be cut at any point.
package actor LoopbackServer {
  private let address: BindAddress
  private let port: UInt16
  private let patience: Patience
  private let connection: @Sendable (HTTPConnection) async throws -> Void
  private var serving: Task<Void, any Error>?

  /// A server that does not listen yet.
  ///
  /// - Parameters:
  ///   - address: where it listens.
  ///   - port: 0 lets the system choose.
  ///   - patience: how long it waits for its clients.
  ///   - connection: serves one client; the socket is closed when it returns or throws.
  package init(
    at address: BindAddress = .loopback, port: UInt16, patience: Patience = Patience(),
    connection: @escaping @Sendable (HTTPConnection) async throws -> Void
  ) {
    self.address = address
    self.port = port
    self.patience = patience
    self.connection = connection
  }

  /// Listens, and returns the port when clients can connect.
  ///
  /// - Throws: `ListeningFailure`, also when the server was started already.
  package func start() async throws(ListeningFailure) -> UInt16 {
    guard serving == nil else { throw failure("it is listened on already") }
    do {
      let (listener, port) = try listen()
      let pool: some AsyncSocketPool = SocketPool.make(maxEvents: 256)
      try await pool.prepare()
      let socket = try AsyncSocket(socket: listener, pool: pool)
      let watchdog = Watchdog(patience)
      serving = Task { [connection, patience] in
        try await Self.serve(socket, pool, watchdog) { socket in
          try await connection(HTTPConnection(socket, patience, watchdog))
        }
      }
      return port
    } catch let error as SocketError {
      throw failure(Self.sentence(error))
    } catch {
      throw failure(error.localizedDescription)
    }
  }

  /// Ends all connections and frees the port; returns when that is done.
  package func stop() async {
    serving?.cancel()
    _ = await serving?.result
    serving = nil
  }

  private func failure(_ problem: String) -> ListeningFailure {
    ListeningFailure(address: address, port: port, problem: problem)
  }

  private func listen() throws -> (Socket, UInt16) {
    let socket = try Socket(domain: address.family == .ip4 ? AF_INET : AF_INET6)
    do {
      try socket.setValue(true, for: .localAddressReuse)
      try Self.keepFromChildren(socket)
      switch address.family {
      case .ip4: try socket.bind(to: .inet(ip4: address.description, port: port))
      case .ip6: try socket.bind(to: .inet6(ip6: address.description, port: port))
      }
      try socket.listen()
      switch try socket.sockname() {
      case .ip4(_, let chosen), .ip6(_, let chosen): return (socket, chosen)
      case .unix: throw SocketError.unsupportedAddress
      }
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
    _ listener: AsyncSocket, _ pool: some AsyncSocketPool, _ watchdog: Watchdog,
    _ connection: @escaping @Sendable (AsyncSocket) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask { try await watchdog.run() }
      group.addTask {
        defer { close(listener) }
        try await accept(listener, connection)
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private static func accept(
    _ listener: AsyncSocket,
    _ connection: @escaping @Sendable (AsyncSocket) async throws -> Void
  ) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        guard let socket = try await next(listener) else { continue }
        group.addTask { await serve(socket, connection) }
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

  private static func serve(
    _ socket: AsyncSocket, _ connection: @Sendable (AsyncSocket) async throws -> Void
  ) async {
    defer { close(socket) }
    do {
      try keepFromChildren(socket.socket)
      try await connection(socket)
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

/// Why a server cannot listen; the description says where, and what to do.
package struct ListeningFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where it should have listened.
  package var address: BindAddress
  /// 0 when the system was to choose.
  package var port: UInt16
  /// Lower case, without a place.
  package var problem: String

  /// One line, lower case.
  package var description: String {
    "port \(port) on \(address): \(problem); choose another with --port or --bind"
  }
}
