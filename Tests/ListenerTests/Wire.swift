import FlyingSocks
import Foundation

/// Sends bytes to a port of 127.0.0.1, with `half` also their end, and gives all that comes back.
func exchange(_ bytes: [UInt8], with port: UInt16, half: Bool = false) async throws -> String {
  let socket = try await AsyncSocket.connected(
    to: .inet(ip4: "127.0.0.1", port: port), timeout: 60)
  try await socket.write(Data(bytes))
  if half { shutdown(socket.socket.file.rawValue, Int32(SHUT_WR)) }
  return try await socket.wholeAnswer()
}

extension AsyncSocket {
  /// All that comes until the end; closed afterwards.
  func wholeAnswer() async throws -> String {
    var answer: [UInt8] = []
    do {
      while true { answer += try await read(atMost: 65_536) }
    } catch SocketError.disconnected {
      // What came together with the end.
      while case .success(let last) = Result(catching: { try socket.read(atMost: 65_536) }) {
        answer += last
      }
      try close()
    }
    return String(decoding: answer, as: UTF8.self)
  }
}

/// The bytes of a request; `last` has the server close the connection after it.
func wire(
  _ method: String, _ target: String, _ body: [UInt8] = [], headers: [String: String] = [:],
  last: Bool = true
) -> [UInt8] {
  var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
  for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
  if last { head += "Connection: close\r\n" }
  return Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8) + body
}

extension String {
  /// The status of each response in an answer.
  var statuses: [String] {
    components(separatedBy: "HTTP/1.1 ").dropFirst().map { String($0.prefix(3)) }
  }
}
