internal import Console
internal import Foundation
internal import Glibc
internal import KustomerDestination
internal import Tools

/// A program that prints a secret: started without a shell, with nothing to read.
struct ChildProgram {
  /// The program, found on the PATH, and its arguments.
  let words: [String]
  /// All of its environment.
  let environment: [String: String]

  /// Why a program gave nothing; its arguments and output are never part of it.
  enum Failure: Error, CustomStringConvertible {
    case notStarted(String, String)
    case ended(String, Int32)
    case tooSlow(String, Milliseconds)
    case tooMuch(String)

    var description: String {
      switch self {
      case .notStarted(let name, let reason): "\(name) cannot be started: \(reason)"
      case .ended(let name, let status): "\(name) ended with status \(status) and gave no key"
      case .tooSlow(let name, let limit): "\(name) gave no key within \(limit.brief)"
      case .tooMuch(let name): "\(name) printed over 16 KB; this is no key"
      }
    }
  }

  /// What the program prints until its end.
  ///
  /// It is judged by how it ends, not by its pipe: what it leaves running may hold that open, and a
  /// program that closes it may still fail.
  func output(within limit: Milliseconds) throws(Failure) -> [UInt8] {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw notStarted(errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let child: Child
    do throws(ChildError) {
      defer { close(ends[1]) }
      child = try Child(
        words, environment: environment, input: .nothing, output: .descriptor(ends[1]))
    } catch {
      throw notStarted(error.code)
    }
    do throws(Failure) {
      return try printed(by: child, to: ends[0], within: limit)
    } catch {
      // Once it has ended its number may be another program's.
      if case .ended = error { throw error }
      child.kill()
      _ = child.wait()
      throw error
    }
  }

  private var name: String { words[0].asOneLine }

  private func notStarted(_ status: Int32) -> Failure {
    .notStarted(name, "\(SystemError(status))")
  }

  private func printed(
    by child: Child, to end: Int32, within limit: Milliseconds
  ) throws(Failure) -> [UInt8] {
    let deadline = ContinuousClock.now + .milliseconds(limit.count)
    var bytes: [UInt8] = []
    var isOpen = true
    while true {
      let status = child.endIfAny()
      // What it printed before its end is in the pipe by now.
      if isOpen { isOpen = try read(end, into: &bytes) }
      if let status {
        guard status == 0 else { throw .ended(name, status) }
        return bytes
      }
      guard ContinuousClock.now < deadline else { throw .tooSlow(name, limit) }
      var wanted = pollfd(fd: isOpen ? end : -1, events: Int16(POLLIN), revents: 0)
      // No event tells of the end of a program that has closed its pipe, or handed it on.
      poll(&wanted, 1, 20)
    }
  }

  /// Reads what is there; false once nobody can write any more.
  private func read(_ end: Int32, into bytes: inout [UInt8]) throws(Failure) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = Glibc.read(end, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 && errno == EAGAIN }
      bytes.append(contentsOf: chunk.prefix(count))
      guard bytes.count <= 16_384 else { throw .tooMuch(name) }
    }
  }
}
