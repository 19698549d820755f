internal import Foundation
internal import Glibc
internal import Testing

/// Calls from elsewhere, in the real program on a real terminal.
@Suite struct LiveTests {
  private static let calls = [
    #"{"type":"page","userId":"u1","name":"Pricing"}"#,
    #"{"type":"track","userId":"u1","event":"Registered Today"}"#,
    #"{"type":"group","userId":"u1","groupId":"g"}"#, "{broken",
  ]

  @Test func `a file becomes a batch that is sent as one run`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    let file = pane.folder + "/calls.ndjson"
    try Self.calls.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    try pane.press("M-i")
    try await pane.wait(for: "Import calls from a file")
    try pane.type("~/calls.ndjson")
    try pane.press("Enter")
    try await pane.wait(for: "2 ready, 1 unsupported, 1 not read")
    try pane.press("Enter")
    try await pane.wait(for: "what call 1 becomes")
    try pane.press("C-r")
    try await pane.wait(for: "Send 2 calls?")
    try pane.press("Enter")
    try await pane.wait("both calls to be delivered") {
      $0.split(separator: "\n").count { $0.contains(" delivered  ") } == 2
    }
  }

  @Test func `what another process sends shows when the History is opened`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    let calls = pane.folder + "/calls.ndjson"
    try Self.calls[1].write(toFile: calls, atomically: true, encoding: .utf8)
    let other = try await Pane(columns: 80, rows: 24, home: pane.home)
    try other.run("$K send --profile sandbox calls.ndjson; echo status $?")
    try await other.wait(for: "status 0")
    try pane.press("M-3")
    try await pane.wait(for: "Registered Today")
  }

  @Test func `a call that is posted shows at once and goes on to the sandbox`() async throws {
    let pane = try await Pane(columns: 80, rows: 24)
    try pane.run("$K")
    try await pane.wait(for: "Registered")
    try pane.press("M-6", "s")
    try await pane.wait(for: "the listener answers on http://127.0.0.1:")
    let address = try #require(try pane.screen().firstMatch(of: #/127\.0\.0\.1:(\d+)/#))
    let port = try #require(UInt16(address.1))
    #expect(try Self.post(Self.calls[1], to: port).contains("\"success\": true"))
    try await pane.wait(for: "Registered Today")
    try pane.press("C-t")
    try await pane.wait(for: "FORWARDS to sandbox")
    #expect(try Self.post(Self.calls[0], to: port).contains("\"success\": true"))
    try await pane.wait(for: "1 delivered")
    try pane.press("M-3")
    try await pane.wait(for: "sent 201")
  }

  /// Posts a call to a listener on this machine, and returns the answer.
  static func post(_ body: String, to port: UInt16) throws -> String {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isConnected = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    try #require(isConnected)
    let request =
      "POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
      + "Content-Length: \(body.utf8.count + 12)\r\n\r\n{\"batch\":[\(body)]}"
    try #require(write(socket, request, request.utf8.count) == request.utf8.count)
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(socket, &chunk, chunk.count)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += chunk[..<count]
    }
  }
}
