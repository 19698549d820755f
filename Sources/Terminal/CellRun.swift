internal import Console
internal import Glibc

/// Neighbouring cells of one role, as ncurses takes them; kept from run to run with its room.
struct CellRun {
  /// Where the first one stands.
  private(set) var column = 0
  /// What they mean.
  private(set) var role = Role.text
  private var text: [wchar_t] = []

  /// Whether there is none.
  var isEmpty: Bool { text.isEmpty }

  /// Starts anew at a place.
  mutating func begin(at column: Int, _ role: Role) {
    self.column = column
    self.role = role
    clear()
  }

  /// Forgets the cells.
  mutating func clear() { text.removeAll(keepingCapacity: true) }

  /// Appends a printable ASCII character.
  mutating func append(_ ascii: UInt8) { text.append(wchar_t(ascii)) }

  /// Appends what is drawn for one cell or two.
  mutating func append(_ scalars: [Unicode.Scalar]) {
    for scalar in scalars { text.append(wchar_t(scalar.value)) }
  }

  /// Calls the body with the text and how long it is.
  ///
  /// A NUL follows the text: `waddnwstr` looks at the next character before it counts.
  mutating func withText(_ body: (UnsafePointer<wchar_t>, Int32) -> Void) {
    text.append(0)
    text.withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress { body(start, Int32(buffer.count - 1)) }
    }
    text.removeLast()
  }
}
