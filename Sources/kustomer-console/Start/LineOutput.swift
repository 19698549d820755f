internal import Console
internal import Glibc
internal import Tools

/// Lines for machines on stdout, written in large pieces.
struct LineOutput {
  private var bytes: [UInt8] = []
  private let isSafe: Bool
  private static let pieceSize = 1 << 16

  /// An output; on a terminal what could move its cursor is spelled out, unless `raw` is set.
  init(raw: Bool) {
    isSafe = !raw && Invocation.isTerminal(1)
    bytes.reserveCapacity(Self.pieceSize + 4_096)
  }

  /// Adds one line, of bytes that the body appends.
  ///
  /// - Throws: `CommandFailure` when nobody reads any more or the disk is full.
  mutating func line(_ body: (inout [UInt8]) -> Void) throws {
    if isSafe {
      var line: [UInt8] = []
      body(&line)
      bytes.append(contentsOf: displaySafe(String(decoding: line, as: UTF8.self)).utf8)
    } else {
      body(&bytes)
    }
    bytes.append(0x0A)
    if bytes.count >= Self.pieceSize { try flush() }
  }

  /// Adds one line.
  mutating func line(_ text: String) throws {
    try line { $0.append(contentsOf: text.utf8) }
  }

  /// Writes what is there.
  mutating func flush() throws {
    if let code = writeAll(bytes, to: 1) {
      // A reader that has seen enough, such as head, is no error worth a line.
      if code == EPIPE { throw CommandFailure(.done) }
      throw CommandFailure(.cannotWrite, "stdout cannot be written: \(SystemError(code))")
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
