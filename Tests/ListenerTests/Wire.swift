import FlyingSocks
import Foundation

/// Sends bytes to a port of 127.0.0.1 and gives all that comes back until the end.
func exchange(_ bytes: [UInt8], with port: UInt16) async throws -> String {
  let socket = try await AsyncSocket.connected(to: .inet(ip4: "127.0.0.1", port: port))
  try await socket.write(Data(bytes))
  var answer: [UInt8] = []
  do {
    while true { answer += try await socket.read(atMost: 65_536) }
  } catch SocketError.disconnected {
    try socket.close()
  }
  return String(decoding: answer, as: UTF8.self)
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
