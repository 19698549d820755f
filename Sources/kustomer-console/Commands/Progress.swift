internal import Foundation
internal import Glibc

/// How far a long read has come, on one line of the terminal; nothing in a pipe.
struct Progress {
  private let isShown: Bool
  /// Bytes of all inputs; nil when one is a pipe.
  private let total: Int?
  private let start = ContinuousClock.now
  private var done = 0
  private var next: ContinuousClock.Instant
  private var isVisible = false

  /// Work that takes less is not worth a line.
  private static let delay = Duration.milliseconds(200)
  private static let pause = Duration.milliseconds(100)

  init(total: Int?, quiet: Bool) {
    isShown = !quiet && Invocation.isTerminal(2) && !Invocation.isTerminal(1)
    self.total = total
    next = start + Self.delay
  }

  /// Counts bytes that were read.
  mutating func add(_ count: Int) {
    done += count
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now >= next else { return }
    next = now + Self.pause
    isVisible = true
    show(Self.line(done: done, total: total, after: start.duration(to: now)))
  }

  /// Takes the line away, so that something else can be said.
  mutating func clear() {
    guard isVisible else { return }
    isVisible = false
    show("")
  }

  /// `42 %, 12.3 of 29.1 MB, 85.0 MB/s, 1 s left`, as far as it is known.
  static func line(done: Int, total: Int?, after time: Duration) -> String {
    let seconds = max(time / .seconds(1), 0.001)
    let rate = Double(done) / seconds
    let speed = "\(megabytes(rate)) MB/s"
    guard let total, total > 0 else { return "\(megabytes(Double(done))) MB, \(speed)" }
    let left = Int((Double(max(total - done, 0)) / max(rate, 1)).rounded(.up))
    let percent = min(done * 100 / total, 100)
    return
      "\(percent) %, \(megabytes(Double(done))) of \(megabytes(Double(total))) MB, \(speed), \(left) s left"
  }

  private static func megabytes(_ bytes: Double) -> String {
    String(format: "%.1f", bytes / 1_000_000)
  }

  /// Writes over the line; erases what was longer.
  private func show(_ text: String) {
    let bytes = Array("\r\u{1B}[K\(text)".utf8)
    // A terminal that takes no more of it misses nothing.
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
