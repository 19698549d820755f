internal import Foundation
internal import Glibc
internal import ProofHarness
internal import Testing

/// A tmux pane with a shell in it, and the real binary at hand as `$K`.
///
/// A class because it is the identity of a tmux server, which ends with it, or with the process:
/// also when that is interrupted or killed.
final class Pane: Sendable {
  private let socket: String
  /// Ends before the folder goes.
  private let lifeline: Lifeline
  /// Home, configuration and state of the program.
  let home: ProofFolder
  let columns: Int
  let rows: Int

  /// How long anything may take before a test fails, in seconds.
  private static let patience = 120.0

  init(columns: Int, rows: Int, home: ProofFolder? = nil) async throws {
    self.columns = columns
    self.rows = rows
    self.home = try home ?? ProofFolder()
    socket = "kc-" + UUID().uuidString
    let folder = self.home.path
    lifeline = try Lifeline(of: socket, in: folder)
    let variables = [
      "K=\(try Self.binary)", "HOME=\(folder)", "XDG_CONFIG_HOME=\(folder)/config",
      "XDG_STATE_HOME=\(folder)/state", "XDG_DATA_HOME=\(folder)/data",
      "LC_ALL=C.UTF-8", "TERM=tmux-256color", "PS1=ready>", "PATH=/usr/bin:/bin",
    ]
    _ = try tmux(
      [
        "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-s", "t", "-c", folder,
        "env", "-i",
      ]
        + variables + RuntimeVariables.all.map { "\($0.key)=\($0.value)" } + ["/bin/sh"])
    try await wait(for: "ready>")
  }

  /// The path of its home.
  var folder: String { home.path }

  /// Beside the test bundle that is running.
  static var binary: String {
    get throws {
      let runner = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      let path = URL(filePath: runner).deletingLastPathComponent().path + "/kustomer-console"
      try #require(FileManager.default.isExecutableFile(atPath: path))
      return path
    }
  }

  /// Presses keys by tmux's names: `C-r`, `Tab`, `F2`, `M-2`.
  func press(_ keys: String...) throws { try press(keys) }

  /// Presses many keys with one command of tmux.
  func press(_ keys: [String]) throws {
    _ = try tmux(["send-keys", "-t", "t"] + keys)
  }

  /// Types a text as it is.
  func type(_ text: String) throws {
    _ = try tmux(["send-keys", "-t", "t", "-l", text])
  }

  /// Sends bytes as they are, also those that are no text; as a paste where the program takes one.
  func send(_ bytes: [UInt8], asPaste: Bool = false) throws {
    let path = folder + "/sent"
    try Data(bytes).write(to: URL(filePath: path))
    _ = try tmux(["load-buffer", path])
    _ = try tmux(["paste-buffer", "-r", "-d", "-t", "t"] + (asPaste ? ["-p"] : []))
  }

  /// Types a line into the shell.
  func run(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  /// The screen, without blanks at the ends of lines.
  func screen() throws -> String {
    try tmux(["capture-pane", "-p", "-t", "t"])
  }

  /// A format of tmux, as `#{alternate_on}`.
  func value(_ format: String) throws -> String {
    try tmux(["display-message", "-p", "-t", "t", format])
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Sends a signal to the program that the shell runs.
  func signal(_ signal: Int32) throws {
    let shell = try value("#{pane_pid}")
    let children = try String(
      contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    let program = try #require(children.split(separator: " ").first.flatMap { pid_t($0) })
    try #require(kill(program, signal) == 0)
  }

  /// Makes the terminal a shell's again after a program that could not.
  func recover() async throws {
    try await wait(for: "ready>")
    // The terminal is raw, where only a line feed ends a line.
    try type("stty sane; reset; clear")
    try press("C-j")
    try await wait("a clear screen", { $0.hasPrefix("ready>") })
  }

  /// Whether the journal's files hold a text; only committed pages do.
  func hasKept(_ text: String) throws -> Bool {
    try ["journal.sqlite", "journal.sqlite-wal"].contains { name in
      let path = folder + "/state/kustomer-console/" + name
      guard FileManager.default.fileExists(atPath: path) else { return false }
      return try Data(contentsOf: URL(filePath: path)).range(of: Data(text.utf8)) != nil
    }
  }

  func resize(columns: Int, rows: Int) throws {
    _ = try tmux(["resize-window", "-t", "t", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Writes every byte that the program sends to the terminal from now on to a file.
  func record(to file: String) throws {
    _ = try tmux(["pipe-pane", "-O", "-t", "t", "cat > \(folder)/\(file)"])
  }

  /// What was recorded to a file so far.
  func bytes(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: folder + "/" + file)), as: UTF8.self)
  }

  /// The screen as soon as it satisfies a condition; records an issue when it never does.
  @discardableResult
  func wait(
    _ what: String, _ condition: (String) throws -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let end = Date().addingTimeInterval(Self.patience)
    var last = ""
    while Date() < end {
      last = try screen()
      if try condition(last) { return last }
      // Not usleep: the sandbox of a test runs on the same few threads.
      try await Task.sleep(for: .milliseconds(15))
    }
    Issue.record("never saw \(what) on\n\(last)", sourceLocation: sourceLocation)
    throw Missing(what: what)
  }

  @discardableResult
  func wait(
    for text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await wait("\"\(text)\"", { $0.contains(text) }, sourceLocation: sourceLocation)
  }

  struct Missing: Error {
    var what: String
  }

  /// Runs one command of tmux and gives what it printed.
  private func tmux(_ arguments: [String]) throws -> String {
    // A file, because the server that a client starts would keep a pipe open for ever.
    let output = folder + "/tmux-" + UUID().uuidString
    defer { unlink(output) }
    exitStatus(
      of: try start(
        ["tmux", "-L", socket, "-f", "/dev/null"] + arguments,
        environment: ProcessInfo.processInfo.environment, output: output, errors: "/dev/null"))
    return try String(contentsOfFile: output, encoding: .utf8)
  }
}
