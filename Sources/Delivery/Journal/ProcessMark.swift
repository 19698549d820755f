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

  /// Whether the process still runs; a mark of another machine or container is believed for a
  /// minute after the process last gave a sign of life.
  func isAlive(lastSign sign: Timestamp, at now: Timestamp) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == Self.boot, parts[1] == Self.namespace,
      let pid = pid_t(parts[2])
    else { return now < sign + .minutes(1) }
    return Self.start(of: pid).map { $0 == parts[3] } ?? false
  }

  private static let boot = read("/proc/sys/kernel/random/boot_id") ?? "?"
  private static let namespace =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "?"

  /// Clock ticks from boot to the start of a process; nil when there is none of that id.
  private static func start(of pid: pid_t) -> String? {
    // The name in parentheses may hold blanks and parentheses; the 22nd field is the start.
    guard let stat = read("/proc/\(pid)/stat"), let name = stat.lastIndex(of: ")") else {
      return nil
    }
    let fields = stat[name...].split(separator: " ")
    // A zombie has ended, only its parent has not looked yet.
    guard fields.count > 20, fields[1] != "Z" else { return nil }
    return String(fields[20])
  }

  private static func read(_ path: String) -> String? {
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
