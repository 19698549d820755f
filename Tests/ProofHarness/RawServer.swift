internal import Foundation
internal import Glibc
internal import Synchronization

/// A server on 127.0.0.1 that does with each request what the test says, and keeps what it was
/// sent; it can cut connections where a real server would not.
package final class RawServer: Sendable {
  /// What becomes of one request.
  package enum Reaction: Sendable {
    /// Whole bytes of an answer; the connection is kept.
    case answer(String)
    /// As `answer`, and the connection is closed.
    case answerAndClose(String)
    /// Closed without a byte.
    case cut
    /// Nothing is ever answered.
    case hang
  }

  private struct State {
    var requests: [String] = []
    var connections = 0
    var sockets: Set<Int32> = []
  }

  /// Where it listens.
  package let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())

  /// A server that reacts so to the request of each 0-based number.
  package init(_ react: @escaping @Sendable (Int, String) -> Reaction) {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    port = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = bind(listener, address, length)
        _ = listen(listener, 64)
        _ = getsockname(listener, address, &length)
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    let accept = Thread { [self] in self.acceptAll(react) }
    accept.start()
  }

  /// The text of each request that was read in full, headers and body.
  package var requests: [String] { state.withLock { $0.requests } }

  /// How many connections were opened.
  package var connections: Int { state.withLock { $0.connections } }

  /// Ends everything.
  ///
  /// Each thread closes the socket it waits on itself: closed here, its number could already be
  /// the next server's when the thread looks at it once more.
  package func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    state.withLock { state in
      for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  private func acceptAll(_ react: @escaping @Sendable (Int, String) -> Reaction) {
    defer { close(listener) }
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      state.withLock {
        $0.connections += 1
        $0.sockets.insert(connection)
      }
      let thread = Thread { [self] in
        self.serve(connection, react)
        self.state.withLock { state in
          state.sockets.remove(connection)
          close(connection)
        }
      }
      thread.start()
    }
  }

  private func serve(_ connection: Int32, _ react: (Int, String) -> Reaction) {
    var buffered: [UInt8] = []
    while let request = Self.read(connection, &buffered) {
      let number = state.withLock { state in
        state.requests.append(request)
        return state.requests.count - 1
      }
      switch react(number, request) {
      case .answer(let text): Self.write(connection, text)
      case .answerAndClose(let text):
        Self.write(connection, text)
        return
      case .cut: return
      case .hang: while recv(connection, nil, 0, 0) > 0 {}
      }
    }
  }

  private static func read(_ connection: Int32, _ buffered: inout [UInt8]) -> String? {
    while true {
      if let end = length(of: buffered) {
        defer { buffered.removeFirst(end) }
        return String(decoding: buffered[..<end], as: UTF8.self)
      }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      buffered += chunk[..<count]
    }
  }

  private static func length(of bytes: [UInt8]) -> Int? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let head = text.range(of: "\r\n\r\n") else { return nil }
    let headers = text[..<head.lowerBound].lowercased()
    let line = headers.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
    let body = line.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) } ?? 0
    let total = text[..<head.upperBound].utf8.count + body
    return bytes.count >= total ? total : nil
  }

  private static func write(_ connection: Int32, _ text: String) {
    let bytes = Array(text.utf8)
    _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}

/// An answer with that status and body, as a server writes it.
package func http(_ status: Int, _ body: String = "", headers: [String] = []) -> String {
  let lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)"] + headers
  return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
}
