internal import Console
internal import Foundation
internal import Glibc
internal import KustomerDestination

/// Writes what is presented as an asciinema v2 file: a line of JSON for each change, at once.
///
/// Only presented frames: what lies behind shows profiles and calls that are nobody's business.
/// A class because it is the identity of the open file; only the main thread draws.
final class CastRecorder {
  private let file: Int32
  private let path: String
  /// Of the first frame.
  private var start = ContinuousClock.now
  private var painter: CastPainter
  private var size: Size?
  private var hasFailed = false

  /// Opens the file, mode 0600; what was in it is gone.
  init(_ path: String, theme: Theme) throws(CommandFailure) {
    self.path = path
    painter = CastPainter(theme: theme)
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw CommandFailure(.cannotWrite, "\(path) cannot be written: \(reason)")
    }
  }

  deinit { close(file) }

  /// Records a frame of a state, if that is presented.
  func record(_ frame: Frame, of state: State) {
    guard state.isPresenting else { return }
    if size == nil {
      start = .now
      write([
        "version": 2, "width": JSON(integerLiteral: frame.size.columns),
        "height": JSON(integerLiteral: frame.size.rows),
        "timestamp": .number(String(Invocation.systemNow.milliseconds / 1_000)),
        "title": .string(frame.title), "env": ["TERM": "xterm-256color"],
      ])
    } else if size != frame.size {
      event("r", "\(frame.size.columns)x\(frame.size.rows)")
    }
    size = frame.size
    let text = painter.text(for: frame)
    if !text.isEmpty { event("o", text) }
  }

  private func event(_ kind: String, _ data: String) {
    let (seconds, attoseconds) = start.duration(to: .now).components
    let microseconds = String(attoseconds / 1_000_000_000_000)
    let fraction = String(repeating: "0", count: 6 - microseconds.count) + microseconds
    write([.number("\(seconds).\(fraction)"), .string(kind), .string(data)])
  }

  private func write(_ line: JSON) {
    guard !hasFailed else { return }
    var bytes = Array((line.compact + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        // Told when the screen is the shell's again.
        hasFailed = true
        return
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// What is to be said when the console has ended.
  var notice: String? {
    if hasFailed { return "\(path) could not be written to its end" }
    return size == nil ? "nothing was presented, so \(path) is empty; F9 presents" : nil
  }
}
