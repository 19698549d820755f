internal import Foundation
internal import Glibc
internal import KustomerDestination

/// Which process wrote a row, so that another can tell whether it still runs.
///
/// A process id alone is used again by the system; with the boot and the process's own start it
/// is not. Source of the fields: proc(5).
struct ProcessMark: Sendable, Hashable {
  /// `<boot>/<pid namespace>/<pid>/<start>`.
  let text: String

  /// This process.
  static let own = ProcessMark(
    text: "\(boot)/\(namespace)/\(getpid())/\(start(of: getpid()) ?? "0")")

  /// Whether the process still runs; nil for one of another machine or container, which nobody
  /// here can see.
  var isRunning: Bool? {
    guard let pid else { return nil }
    return Self.start(of: pid) == text.split(separator: "/").last.map(String.init)
  }

  /// Nil for a process of another machine or container.
  var pid: pid_t? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == Self.boot, parts[1] == Self.namespace else { return nil }
    return pid_t(parts[2])
  }

  /// Whether somebody has stopped the process, as ^Z does.
  var isStopped: Bool {
    guard let pid, let state = Self.fields(of: pid)?[1] else { return false }
    return state == "T" || state == "t"
  }

  private static let boot = read("/proc/sys/kernel/random/boot_id") ?? "?"
  private static let namespace =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "?"

  /// Clock ticks from boot to the start of a process; nil when there is none of that id.
  private static func start(of pid: pid_t) -> String? {
    // A zombie has ended, only its parent has not looked yet.
    guard let fields = fields(of: pid), fields[1] != "Z" else { return nil }
    return fields[20]
  }

  /// From the second field on: the name, in parentheses, may hold blanks and parentheses.
  private static func fields(of pid: pid_t) -> [String]? {
    guard let stat = read("/proc/\(pid)/stat"), let name = stat.lastIndex(of: ")") else {
      return nil
    }
    let fields = stat[name...].split(separator: " ").map(String.init)
    return fields.count > 20 ? fields : nil
  }

  private static func read(_ path: String) -> String? {
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
