internal import Foundation
internal import Glibc
internal import KustomerDestination
internal import ProofHarness

/// The real binary as a listener, which tools talk to.
struct ListeningProgram {
  /// Where it answers.
  let url: String
  let program: RunningProgram

  /// Starts `listen`, and returns when clients can connect.
  ///
  /// - Throws: when it does not start within ten seconds.
  init(
    _ arguments: [String] = [], in folder: ProofFolder, environment: [String: String] = [:]
  ) async throws {
    let program = try RunningProgram(
      ["listen"] + arguments, in: folder, environment: environment)
    try await self.init(program)
  }

  /// Waits until a listener that was started says where it answers.
  init(_ program: RunningProgram) async throws {
    var found: String?
    try await eventually("the listener to start") {
      found = try program.complaints().firstMatch(of: #/http://127\.0\.0\.1:\d+/#)
        .map { String($0.output) }
      return found != nil
    }
    guard let found else { throw ProofError("the listener did not say where it answers") }
    self.program = program
    url = found
  }

  /// The lines that it has printed.
  func lines() throws -> [String] { try program.lines() }

  /// The memory that it holds now, in bytes.
  func memory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(program.pid)/status", encoding: .utf8)
    guard let size = status.firstMatch(of: #/VmRSS:\s+(\d+) kB/#), let kilobytes = Int(size.1)
    else { throw ProofError("the listener has ended") }
    return kilobytes * 1_024
  }

  /// Ctrl-C, and its exit status.
  func end() async throws -> Int32 {
    kill(program.pid, SIGINT)
    return try await program.end(within: .seconds(120))
  }
}

/// Waits until something is so.
///
/// - Throws: when that takes over two minutes.
func eventually(_ what: String, _ condition: () throws -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(120)
  while try !condition() {
    guard ContinuousClock.now < deadline else {
      throw ProofError("waited two minutes in vain for \(what)")
    }
    try await Task.sleep(for: .milliseconds(20))
  }
}

/// A tool that these tests need; `script/test --all` installs it.
enum Tool {
  case python, curl, wrk

  var path: String {
    get throws {
      let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL.path
      let path =
        switch self {
        case .python: root + "/.build/python/bin/python"
        case .curl: "/usr/bin/curl"
        case .wrk: "/usr/bin/wrk"
        }
      guard FileManager.default.isExecutableFile(atPath: path) else {
        throw ProofError("\(path) is missing; script/test --all installs it")
      }
      return path
    }
  }

  /// A file beside these tests.
  static func file(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "tools/\(name)").path
  }

  /// Runs it to its end.
  ///
  /// - Returns: what it printed.
  /// - Throws: when it fails.
  func run(
    _ arguments: [String], in folder: ProofFolder, within limit: Duration = .seconds(120)
  ) async throws -> String {
    let run = try RunningProgram(tool: path, arguments, in: folder)
    let status = try await run.end(within: limit)
    guard status == 0 else {
      throw ProofError("\(self) ended with \(status): \(try run.complaints())")
    }
    return try run.text()
  }
}
