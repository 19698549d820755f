internal import Foundation
internal import Glibc
internal import ProofHarness
internal import Testing

/// The listener under more than it can take.
@Suite struct HeavyLoadTests {
  private static let connections = 64
  /// Of a request of the second test: more such requests than fit wait at the same time.
  private static let batch = 20

  @Test func `no call of those answered 200 is lost in 30 s of wrk, and memory stays bounded`()
    async throws
  {
    let folder = try ProofFolder()
    let listener = try await ListeningProgram(in: folder)
    async let report = wrk(seconds: 30, listener.url, calls: 1, of: 100, in: folder)
    let peak = try await Self.peak(of: listener, while: 30)
    let load = try await report
    #expect(try await listener.end() == 0)
    let lines = try listener.lines().count
    print(
      "wrk: \(load.answered) answered 200, \(load.refused) refused; \(lines) lines, peak \(peak >> 20) MB"
    )
    #expect(load.answered > 1_000)
    #expect(lines >= load.answered, "calls were lost")
    #expect(lines <= load.answered + Self.connections, "calls were invented")
    #expect(peak < 300 << 20)
  }

  @Test func `where nobody takes the lines away it refuses rather than grows`() async throws {
    let folder = try ProofFolder()
    let pipe = folder.path + "/lines"
    #expect(mkfifo(pipe, 0o600) == 0)
    // Opened by both ends, so that neither waits; nothing is read before the load is over.
    let reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    let shell = try RunningProgram(
      tool: "/bin/sh", ["-c", "exec \"$K\" listen >\"$HOME/lines\""], in: folder)
    let listener = try await ListeningProgram(shell)
    async let report = wrk(seconds: 20, listener.url, calls: Self.batch, of: 23_000, in: folder)
    let peak = try await Self.peak(of: listener, while: 20)
    let load = try await report
    kill(shell.pid, SIGINT)
    let lines = try await Self.lines(from: reader, until: shell)
    print(
      "wrk: \(load.answered) answered 200, \(load.refused) refused; \(lines) lines, peak \(peak >> 20) MB"
    )
    #expect(load.refused > 0)
    #expect(lines >= load.answered * Self.batch, "calls were lost")
    #expect(peak < 512 << 20)
  }

  private static func peak(of listener: ListeningProgram, while seconds: Int) async throws -> Int {
    let end = ContinuousClock.now + .seconds(seconds)
    var peak = 0
    while ContinuousClock.now < end {
      peak = max(peak, try listener.memory())
      try await Task.sleep(for: .milliseconds(100))
    }
    return peak
  }

  /// Reads what was held back, to the end of the listener.
  private static func lines(from reader: Int32, until program: RunningProgram) async throws -> Int {
    var count = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      let hasEnded = program.hasEnded
      let bytes = read(reader, &chunk, chunk.count)
      if bytes > 0 {
        count += chunk[..<bytes].count { $0 == UInt8(ascii: "\n") }
      } else if hasEnded {
        return count
      } else {
        try await Task.sleep(for: .milliseconds(2))
      }
    }
    throw ProofError("the listener did not end")
  }

  private func wrk(
    seconds: Int, _ url: String, calls: Int, of bytes: Int, in folder: ProofFolder
  ) async throws -> (answered: Int, refused: Int) {
    let report = try await Tool.wrk.run(
      [
        "-t2", "-c\(calls == 1 ? Self.connections : 2 * Self.connections)", "-d\(seconds)s",
        "--timeout", "10s", "-s",
        Tool.file("post.lua"), url, "--", "\(bytes)", "\(calls)",
      ], in: folder)
    guard let total = report.firstMatch(of: #/(\d+) requests in/#), let all = Int(total.1) else {
      throw ProofError("wrk said: \(report)")
    }
    let refused = report.firstMatch(of: #/Non-2xx or 3xx responses: (\d+)/#).flatMap { Int($0.1) }
    return (all - (refused ?? 0), refused ?? 0)
  }
}
