package import FlyingSocks
package import Foundation

/// One client's connection: requests are answered in order until either side ends it.
///
///     first byte ─▶ head ─▶ body ─▶ answer ─┐
///        ▲                                  │
///        └──────── unless it is the last ◀──┘
package struct HTTPConnection {
  /// For what a server does to a connection beside answering.
  package let socket: AsyncSocket
  private let patience: Patience
  private let watchdog: Watchdog
  private var reader: RequestReader

  init(_ socket: AsyncSocket, _ patience: Patience, _ watchdog: Watchdog) {
    self.socket = socket
    self.patience = patience
    self.watchdog = watchdog
    reader = RequestReader { try await socket.readNext() }
  }

  /// Serves until the connection ends; a client that goes away is no error.
  ///
  /// - Parameters:
  ///   - refusing: the answer to what cannot be read as a request.
  ///   - answering: reads the body and writes the answer; false ends the connection at once.
  /// - Throws: what the socket throws.
  package mutating func serve(
    refusing: (MalformedRequest) -> WireResponse,
    answering: (RequestHead, inout HTTPConnection) async throws -> Bool
  ) async throws {
    do {
      var limit = patience.head
      while try await begins(within: limit) {
        let head = try await head()
        guard try await answering(head, &self), !head.isLast else { return }
        limit = patience.idle
      }
    } catch let malformed as MalformedRequest {
      try await write(refusing(malformed).bytes(to: nil))
      try await close()
    }
  }

  /// The body of a request; of one over the limit only a prefix longer than the limit is kept.
  ///
  /// - Throws: `MalformedRequest`, or what the socket throws.
  package mutating func body(of head: RequestHead, limit: Int) async throws -> [UInt8] {
    if head.expectsContinue { try await write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
    var body: [UInt8] = []
    guard
      try await watchdog.isInTime(
        socket, patience.body, { body = try await reader.body(of: head, limit: limit) })
    else { throw late("body", patience.body) }
    return body
  }

  /// Writes an answer to a request.
  package func write(_ response: WireResponse, to head: RequestHead) async throws {
    try await write(response.bytes(to: head))
  }

  /// Writes bytes; a client that does not take them in time loses the connection.
  package func write(_ bytes: Data) async throws {
    let isTaken = try await watchdog.isInTime(socket, patience.body, closing: Int(SHUT_RDWR)) {
      try await socket.write(bytes)
    }
    guard isTaken else { throw SocketError.disconnected }
  }

  /// False when the client has closed the connection, or leaves it unused.
  private mutating func begins(within limit: Duration) async throws -> Bool {
    var begins = false
    let isInTime = try await watchdog.isInTime(socket, limit) { begins = try await reader.begins() }
    return begins && isInTime
  }

  private mutating func head() async throws -> RequestHead {
    var head: RequestHead?
    let isInTime = try await watchdog.isInTime(socket, patience.head) {
      head = try await reader.head()
    }
    guard isInTime, let head else { throw late("head", patience.head) }
    return head
  }

  private func late(_ part: String, _ limit: Duration) -> MalformedRequest {
    MalformedRequest(
      status: 408, problem: "the \(part) did not come within \(limit.components.seconds) s")
  }

  /// Ends our half and waits a moment for the client's, so that what it is still sending does not
  /// make the system take the answer away from it.
  private mutating func close() async throws {
    shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    _ = try await watchdog.isInTime(socket, .seconds(2)) { try await reader.drain() }
  }
}

extension AsyncSocket {
  /// What comes next, nil at the end of the connection.
  fileprivate func readNext() async throws -> [UInt8]? {
    do {
      return try await read(atMost: 16_384)
    } catch SocketError.disconnected {
      // A client that has closed its half may have sent something before that.
      do {
        return try socket.read(atMost: 16_384)
      } catch SocketError.disconnected, SocketError.blocked {
        return nil
      }
    }
  }
}
