import FlyingSocks
import Foundation
import Listener
import LoopbackHTTP
import Testing

/// How requests are read off the wire, as RFC 9112 has it and no more loosely.
@Suite struct FramingTests {
  @Test(arguments: [
    "Content-Length: 2\r\nContent-Length: 2", "Content-Length: 2\r\nContent-Length: 20",
    "Content-Length: 2, 2", "Content-Length: +2", "Content-Length: -0", "Content-Length: 0x2",
    "Content-Length:", "Content-Length : 2", "Content-Length\t: 2", " Content-Length: 2",
    "X: y\r\n folded\r\nContent-Length: 2", "Content-Length: 2\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "Content-Length: 2\r\nHost: 127.0.0.1", "Content-Length: 2\r\nX: a\u{0}b",
    "Content-Length: 2\r\nX: a\rb", "Content-Length: 2\r\nX(y): z", "Content-Length: 2\n",
  ])
  func `a head that can be read in two ways is a 400`(headers: String) async throws {
    let head = "POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    #expect(try await answer(to: head + headers + "\r\n\r\n{}").statuses == ["400"])
  }

  @Test(arguments: [
    "POST /v1/track HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", "POST /v1/track HTTP/2.0\r\n\r\n",
    "POST /v1/track HTTP/1.1\n\n", "POST /v1/track\r\n\r\n", "POST x HTTP/1.1\r\n\r\n",
    "PO(ST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
    "POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1", "{\"type\":\"track\"}",
  ])
  func `what is no request has an answer at once`(text: String) async throws {
    #expect(try await answer(to: text, half: true).statuses == ["400"])
  }

  @Test func `who speaks TLS is told so`() async throws {
    #expect(try await answer(to: "\u{16}\u{3}\u{1}").contains("plain HTTP"))
  }

  @Test(arguments: ["+2", "-2", "0x2", " ", "", "2 2", "g"])
  func `a chunk's size is hexadecimal digits alone`(size: String) async throws {
    let chunks = chunked + "\(size)\r\n{}\r\n0\r\n\r\n"
    #expect(try await answer(to: chunks).statuses == ["400"])
  }

  @Test(arguments: ["2\n{}\r\n0\r\n\r\n", "2\r\n{}0\r\n\r\n", "2\r\n{}\r\n0\r\nX: y\n\n"])
  func `a chunk ends where it says, with CR LF`(chunks: String) async throws {
    #expect(try await answer(to: chunked + chunks).statuses == ["400"])
  }

  @Test func `a body in endless chunks is ended`() async throws {
    let chunk = "10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n"
    let endless = String(repeating: chunk, count: 80)
    #expect(try await answer(to: chunked + endless).statuses == ["413"])
  }

  @Test func `endless trailers are ended`() async throws {
    let trailers = String(repeating: "X: yyyyyyyyyyyyyyyyyyyyyyyy\r\n", count: 4_000)
    #expect(try await answer(to: chunked + "0\r\n" + trailers).statuses == ["400"])
  }

  @Test(arguments: [
    ("HTTP/1.1", "close", false), ("HTTP/1.1", "close, x", false),
    ("HTTP/1.1", "keep-alive, Close", false), ("HTTP/1.1", "x", true),
    ("HTTP/1.0", "x", false), ("HTTP/1.0", "Keep-Alive", true),
    ("HTTP/1.0", "keep-alive, close", false),
  ])
  func `a connection goes on as its header says`(
    version: String, connection: String, goesOn: Bool
  ) async throws {
    let first = "POST /v1/track \(version)\r\nHost: 127.0.0.1\r\nConnection: \(connection)\r\n"
    let second = String(decoding: wire("POST", "/v1/track", Array("{}".utf8)), as: UTF8.self)
    let answer = try await answer(to: first + "Content-Length: 2\r\n\r\n{}" + second)
    #expect(answer.statuses == (goesOn ? ["200", "200"] : ["200"]))
    // HTTP/1.0 takes silence for the end.
    #expect(answer.contains("connection: keep-alive") == (goesOn && version == "HTTP/1.0"))
  }

  @Test func `two lines of Connection count together`() async throws {
    let head =
      "POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: x\r\nConnection: close\r\n"
    let text = head + "Content-Length: 2\r\n\r\n{}" + head
    #expect(try await answer(to: text).statuses == ["200"])
  }

  @Test func `an empty line before a request is passed over`() async throws {
    let request = String(decoding: wire("POST", "/v1/track", Array("{}".utf8)), as: UTF8.self)
    #expect(try await answer(to: "\r\n" + request).statuses == ["200"])
  }

  @Test func `a whole URL in the request line is its path`() async throws {
    let head = "POST http://127.0.0.1/v1/track HTTP/1.1\r\nHost: evil.example\r\n"
    let text = head + "Connection: close\r\nContent-Length: 2\r\n\r\n{}"
    #expect(try await answer(to: text).statuses == ["200"])
  }

  @Test func `a request that names another machine is refused`() async throws {
    let head = "POST /v1/track HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n"
    let answer = try await answer(to: head + "Content-Length: 2\r\n\r\n{}")
    #expect(answer.statuses == ["403"])
    #expect(answer.contains("foreign_host"))
  }

  @Test func `a client that has closed its half is answered`() async throws {
    let request = String(decoding: wire("POST", "/v1/track", Array("{}".utf8)), as: UTF8.self)
    #expect(try await answer(to: request, half: true).statuses == ["200"])
  }

  private let chunked =
    "POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
    + "Connection: close\r\n\r\n"

  private func answer(to text: String, half: Bool = false) async throws -> String {
    let server = ListenerServer(port: 0, clock: { noon }, keep: { _ in true })
    let port = try await server.start()
    let answer = try await exchange(Array(text.utf8), with: port, half: half)
    await server.stop()
    return answer
  }
}

/// How long the listener waits for its clients.
@Suite struct PatienceTests {
  @Test func `a head has 10 s and a body 30 s`() {
    #expect(Patience().head == .seconds(10))
    #expect(Patience().body == .seconds(30))
  }

  @Test(arguments: [
    ("POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\n", "the head did not come"),
    (
      "POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{", "the body did not"
    ),
    (
      "POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
      "the body did not"
    ),
  ])
  func `who sends half of a request is told, and let go`(
    text: String, problem: String
  ) async throws {
    let answer = try await answer(to: text)
    #expect(answer.statuses == ["408"])
    #expect(answer.contains(problem))
  }

  @Test func `who sends nothing is let go`() async throws {
    #expect(try await answer(to: "") == "")
  }

  @Test func `a connection that is not used again is let go`() async throws {
    let request = wire("POST", "/v1/track", Array("{}".utf8), last: false)
    #expect(try await answer(to: String(decoding: request, as: UTF8.self)).statuses == ["200"])
  }

  @Test func `200 half heads leave room for others`() async throws {
    try await serving { port in
      let half = Array("POST /v1/track HTTP/1.1\r\nHost: 127".utf8)
      var sockets: [AsyncSocket] = []
      for _ in 0..<200 {
        let socket = try await AsyncSocket.connected(
          to: .inet(ip4: "127.0.0.1", port: port), timeout: 60)
        try await socket.write(Data(half))
        sockets.append(socket)
      }
      // Each is told, and then the server has closed it.
      for socket in sockets {
        #expect(try await socket.wholeAnswer().statuses == ["408"])
      }
    }
  }

  private func answer(to text: String) async throws -> String {
    try await serving { try await exchange(Array(text.utf8), with: $0) }
  }

  private func serving<T>(_ body: (UInt16) async throws -> T) async throws -> T {
    var patience = Patience()
    (patience.head, patience.body, patience.idle) =
      (.milliseconds(300), .milliseconds(300), .milliseconds(300))
    let server = ListenerServer(port: 0, patience: patience, clock: { noon }, keep: { _ in true })
    let port = try await server.start()
    let result = try await body(port)
    await server.stop()
    return result
  }
}
