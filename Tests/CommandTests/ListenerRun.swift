internal import FlyingSocks
internal import Foundation
internal import Glibc
internal import KustomerDestination
internal import Testing

/// The real binary as a listener, while a test talks to it.
struct ListenerRun {
  /// What the listener ended with, and what it printed.
  let status: Int
  let lines: [String]
  let errors: String

  /// Starts it, lends its port, and ends it by a signal when the body returns.
  init(
    _ options: [String] = [], in folder: TemporaryFolder, signal: Int32 = SIGINT,
    _ body: @Sendable (UInt16) async throws -> Void
  ) async throws {
    let words = options.map { "'\($0)'" }.joined(separator: " ")
    async let run = ProgramRun(
      shell: """
        export ACME=sandbox-key
        "$K" listen \(words) >lines 2>errors &
        echo $! >process
        wait $!
        echo "$?"
        """, in: folder)
    let port = try await Self.port(in: folder)
    let process = try #require(pid_t(try folder.text(of: "process").dropLast()))
    do {
      try await body(port)
    } catch {
      kill(process, signal)
      _ = try await run
      throw error
    }
    kill(process, signal)
    status = Int(try await run.output.dropLast()) ?? -1
    lines = try folder.text(of: "lines").split(separator: "\n").map(String.init)
    errors = try folder.text(of: "errors")
  }

  /// The lines, each read as JSON.
  func json() throws -> [JSON] { try lines.map { try JSON(parsing: $0) } }

  private static func port(in folder: TemporaryFolder) async throws -> UInt16 {
    var port: UInt16?
    try await eventually {
      guard let errors = Result(catching: { try folder.text(of: "errors") }).value else {
        return false
      }
      port = errors.firstMatch(of: #/answers on http://127\.0\.0\.1:(\d+)/#).flatMap {
        UInt16($0.1)
      }
      return port != nil
    }
    return try #require(port)
  }
}

extension Result {
  fileprivate var value: Success? {
    guard case .success(let value) = self else { return nil }
    return value
  }
}

/// Waits until something is so, and fails when that takes over 30 s.
func eventually(_ condition: () async throws -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(120)
  while ContinuousClock.now < deadline {
    if try await condition() { return }
    await Task.yield()
  }
  Issue.record("the condition did not come true within 30 s")
}

/// Posts a text to a listener.
///
/// - Returns: the status of the answer.
func post(
  _ body: String, to path: String, at port: UInt16, headers: String = ""
) async throws -> Int {
  let socket = try await AsyncSocket.connected(
    to: .inet(ip4: "127.0.0.1", port: port), timeout: 60)
  let head =
    "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(headers)Connection: close\r\n"
    + "Content-Length: \(body.utf8.count)\r\n\r\n"
  try await socket.write(Data((head + body).utf8))
  var answer: [UInt8] = []
  do {
    while true { answer += try await socket.read(atMost: 65_536) }
  } catch SocketError.disconnected {
    try socket.close()
  }
  return Int(String(decoding: answer.dropFirst(9).prefix(3), as: UTF8.self)) ?? 0
}

/// Posts a text to a listener, which must take it.
func hand(_ body: String, to path: String, at port: UInt16, headers: String = "") async throws {
  let status = try await post(body, to: path, at: port, headers: headers)
  #expect(status == 200)
}
