internal import Console
internal import Foundation
internal import Glibc

/// How far long work has come, on one line of the terminal; nothing in a pipe.
struct Progress {
  /// What is counted.
  enum Unit {
    case bytes
    case calls
  }

  private let unit: Unit
  private let isShown: Bool
  /// Nil when it is not known, as with a pipe.
  private let total: Int?
  private let start = ContinuousClock.now
  private var done = 0
  private var pause: (end: ContinuousClock.Instant, reason: String)?
  private var next: ContinuousClock.Instant
  private var isVisible = false

  /// Work that takes less is not worth a line.
  private static let delay = Duration.milliseconds(200)
  private static let interval = Duration.milliseconds(100)

  /// Progress of nothing so far.
  ///
  /// - Parameters:
  ///   - unit: what is counted.
  ///   - total: of all work; nil when it is not known.
  ///   - quiet: whether nothing is shown at all.
  ///   - clearsForOutput: whether the caller takes the line away before each line of stdout; else
  ///     nothing is shown when that goes to the terminal too.
  init(_ unit: Unit = .bytes, total: Int?, quiet: Bool, clearsForOutput: Bool = false) {
    self.unit = unit
    isShown =
      !quiet && Invocation.isTerminal(2) && (clearsForOutput || !Invocation.isTerminal(1))
    self.total = total
    next = start + Self.delay
  }

  /// Says that something is tried again after that time, and why.
  mutating func pause(_ length: Duration, _ reason: String) {
    pause = (ContinuousClock.now + length, reason)
    add(0)
  }

  /// Counts what was done.
  mutating func add(_ count: Int) {
    done += count
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now >= next else { return }
    next = now + Self.interval
    isVisible = true
    let line = Self.line(unit, done: done, total: total, after: start.duration(to: now))
    show(line + pauseText(at: now))
  }

  /// Takes the line away for what is printed to stdout, if that is the same terminal; true when
  /// `comeBack` shall show it again.
  mutating func makeRoom() -> Bool {
    guard isVisible, Invocation.isTerminal(1) else { return false }
    clear()
    return true
  }

  /// Shows the line at once, or it would be away for most of the time.
  mutating func comeBack() {
    next = ContinuousClock.now
    add(0)
  }

  /// Takes the line away, so that something else can be said.
  mutating func clear() {
    guard isVisible else { return }
    isVisible = false
    show("")
  }

  /// `42 %, 12.3 of 29.1 MB, 85.0 MB/s, 1 s left`, or so with calls, as far as it is known.
  static func line(
    _ unit: Unit = .bytes, done: Int, total: Int?, after time: Duration
  ) -> String {
    let seconds = max(time / .seconds(1), 0.001)
    let rate = Double(done) / seconds
    let speed = unit == .bytes ? "\(megabytes(rate)) MB/s" : "\(Int(rate.rounded()))/s"
    guard let total, total > 0 else { return "\(amount(done, unit)), \(speed)" }
    let percent = min(done * 100 / total, 100)
    let share = "\(percent) %, \(figure(done, unit)) of \(amount(total, unit))"
    // Before anything is done nobody can know how long it takes.
    guard done > 0 else { return share }
    let left = Int((Double(max(total - done, 0)) / rate).rounded(.up))
    return "\(share), \(speed), \(left) s left"
  }

  /// `, again in 3 s: rate_limited`; empty when there is no pause.
  private func pauseText(at now: ContinuousClock.Instant) -> String {
    guard let pause, pause.end > now else { return "" }
    let seconds = Int((now.duration(to: pause.end) / .seconds(1)).rounded(.up))
    return ", again in \(seconds) s: \(pause.reason)"
  }

  private static func amount(_ count: Int, _ unit: Unit) -> String {
    figure(count, unit) + (unit == .bytes ? " MB" : " calls")
  }

  private static func figure(_ count: Int, _ unit: Unit) -> String {
    unit == .bytes ? megabytes(Double(count)) : String(count)
  }

  private static func megabytes(_ bytes: Double) -> String {
    String(format: "%.1f", bytes / 1_000_000)
  }

  /// Writes over the line; erases what was longer.
  private func show(_ text: String) {
    // Never over the last column, where a terminal would begin another line.
    let fitting = displaySafe(text).prefix(78)
    let bytes = Array("\r\u{1B}[K\(fitting)".utf8)
    // A terminal that takes no more of it misses nothing.
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
