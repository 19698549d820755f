import CNcurses
import Glibc
import Testing

@testable import Terminal

/// A real terminal device whose other end the test holds, with ncurses on it.
///
/// A class because its end must close the descriptors once.
final class Pseudoterminal {
  /// The test's end.
  let master: Int32
  /// The program's end.
  let slave: Int32
  /// The program's end once more, on which ncurses does not draw.
  let tty: Int32
  private let screen: OpaquePointer
  private var received: [UInt8] = []

  // Linux's TIOCSPTLCK and TIOCGPTN, since `posix_openpt` is hidden from Swift.
  private static let lock: UInt = 0x4004_5431
  private static let number: UInt = 0x8004_5430

  /// A terminal of 80 by 24 cells.
  init(type: String = "xterm-256color") throws {
    setlocale(LC_CTYPE, "C.UTF-8")
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var unlocked: Int32 = 0
    var number: UInt32 = 0
    try #require(ioctl(master, Pseudoterminal.lock, &unlocked) == 0)
    try #require(ioctl(master, Pseudoterminal.number, &number) == 0)
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    tty = fcntl(slave, F_DUPFD_CLOEXEC, 3)
    try #require(slave >= 0 && tty >= 0)
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
    screen = try #require(cn_newterm(type, slave, slave))
    raw()
    noecho()
    nonl()
  }

  deinit {
    endwin()
    delscreen(screen)
    close(tty)
    close(master)
  }

  /// Types bytes.
  func type(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }

  /// What the program wrote since the last time, once it pauses.
  func output() -> String {
    drain(pause: 50)
    defer { received = [] }
    return String(decoding: received, as: UTF8.self)
  }

  /// Makes room for what the program writes: it would wait if nobody read.
  func drain(pause: Int32 = 0) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while Pseudoterminal.waits(for: master, milliseconds: pause) {
      let length = read(master, &buffer, buffer.count)
      guard length > 0 else { return }
      received += buffer[..<length]
    }
  }

  /// Whether something can be read within the time.
  static func waits(for descriptor: Int32, milliseconds: Int32) -> Bool {
    var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waited, 1, milliseconds) == 1
  }
}
