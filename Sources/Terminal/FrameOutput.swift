internal import CTerminalGuard
internal import Glibc

/// Brings what ncurses writes for a frame to the terminal in one piece.
///
/// ncurses writes whenever it moves the cursor, and each write wakes the terminal, which then may
/// show half a frame. So its descriptor is a file in memory while a frame is drawn.
struct FrameOutput {
  /// What ncurses writes to.
  let screen: Int32
  private let terminal: Int32
  /// Negative where the system gives no such file: then each write goes out by itself.
  private let memory: Int32

  /// The output of the ncurses that draws on `screen`, another descriptor of the `terminal`.
  init(screen: Int32, terminal: Int32) {
    self.screen = screen
    self.terminal = terminal
    memory = guard_memory()
  }

  /// Writes all that `draw` has written to the screen at once.
  func gather(_ draw: () -> Void) {
    guard memory >= 0, guard_redirect(screen, memory) >= 0 else { return draw() }
    draw()
    guard_redirect(screen, terminal)
    let length = lseek(memory, 0, SEEK_CUR)
    lseek(memory, 0, SEEK_SET)
    guard length > 0 else { return }
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = max(0, pread(memory, buffer.baseAddress, length, 0))
    }
    TerminalSequence.write(bytes, to: terminal)
  }
}
