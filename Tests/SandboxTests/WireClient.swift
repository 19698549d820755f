import Foundation
import LoopbackHTTP

/// A plain TCP client: what it is given goes out, what comes in until the end is handed back.
struct WireClient {
  enum Ending: Equatable {
    case closed
    case reset
  }

  struct Answer {
    var bytes: [UInt8]
    var ending: Ending

    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The status of each response in the bytes.
    var statuses: [String] {
      text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { String($0.prefix(3)) }
    }
  }

  struct Unreachable: Error {}

  let port: UInt16

  /// Blocks a thread of its own, never one that the server needs.
  func exchange(_ parts: [String]) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try blockingExchange(parts) })
      }
    }
  }

  private func blockingExchange(_ parts: [String]) throws -> Answer {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var deadline = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &deadline, socklen_t(MemoryLayout<timeval>.size))
    guard connected(descriptor) else { throw Unreachable() }
    for part in parts {
      let bytes = Array(part.utf8)
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
          send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { break }
        sent += count
      }
    }
    return received(descriptor)
  }

  private func connected(_ descriptor: Int32) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private func received(_ descriptor: Int32) -> Answer {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0 { return Answer(bytes: bytes, ending: .reset) }
      if count == 0 { return Answer(bytes: bytes, ending: .closed) }
      bytes += buffer[..<count]
    }
  }
}

/// The text of a request with a key; `last` closes the connection after it.
func wire(_ method: String, _ target: String, _ body: String = "", last: Bool = true) -> String {
  """
  \(method) \(target) HTTP/1.1\r
  Host: 127.0.0.1\r
  Authorization: Bearer sandbox-key\r
  Content-Length: \(body.utf8.count)\r
  \(last ? "Connection: close\r\n" : "")\r
  \(body)
  """
}
