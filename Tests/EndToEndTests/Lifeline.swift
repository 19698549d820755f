internal import Foundation
internal import Glibc
internal import ProofHarness

/// What a tmux server hangs on: it ends with this object, and with the process however that ends.
///
/// A shell reads from a pipe into which nobody writes, and ends the server at the end of file. The
/// system closes the pipe even of a process that was killed. A class because it is the identity of
/// that pipe.
final class Lifeline: Sendable {
  private let pipe: Int32
  private let shell: pid_t

  init(of socket: String, in folder: String) throws {
    let path = "\(folder)/\(socket)"
    guard mkfifo(path, 0o600) == 0 else { throw ProofError("cannot make \(path)") }
    defer { unlink(path) }
    // Open for both, else it would wait for the shell; and no other child may hold it.
    pipe = open(path, O_RDWR | O_CLOEXEC)
    let ending = "trap '' INT TERM HUP; read -r nothing; exec tmux -L \"$0\" kill-server"
    shell = try start(
      ["sh", "-c", ending, socket], environment: ProcessInfo.processInfo.environment, input: path,
      output: "/dev/null", errors: "/dev/null")
  }

  deinit {
    close(pipe)
    exitStatus(of: shell)
  }
}
