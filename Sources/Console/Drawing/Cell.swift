/// One cell of the screen.
///
/// Plain bits: a frame of them is made, compared and thrown away at each key, and no reference is
/// counted for it.
package struct Cell: Hashable, Sendable, BitwiseCopyable {
  /// The first three scalars of the glyph, 21 bits each; 0 in the right half of a wide glyph.
  private var scalars: UInt64 = 0
  /// The two after them, the low 32 bits and the rest: a cell of ncurses holds no more than five.
  private var marks: UInt32 = 0
  private var moreMarks: UInt16 = 0
  /// What it means.
  package var role: Role

  /// A cell.
  package init(_ glyph: Character?, _ role: Role) {
    self.role = role
    if let ascii = glyph?.asciiValue { scalars = UInt64(ascii) } else { self.glyph = glyph }
  }

  /// A cell with a printable ASCII character.
  init(ascii byte: UInt8, _ role: Role) {
    self.role = role
    scalars = UInt64(byte)
  }

  /// What is drawn, always safe for a terminal; nil in the right half of a wide glyph.
  package var glyph: Character? {
    get { isRightHalf ? nil : drawn.first }
    set {
      scalars = 0
      var marks: UInt64 = 0
      for (place, scalar) in (newValue?.unicodeScalars ?? .init()).prefix(5).enumerated() {
        if place < 3 {
          scalars |= UInt64(scalar.value) << (21 * place)
        } else {
          marks |= UInt64(scalar.value) << (21 * (place - 3))
        }
      }
      self.marks = UInt32(truncatingIfNeeded: marks)
      moreMarks = UInt16(truncatingIfNeeded: marks >> 32)
    }
  }

  /// The character if it is printable ASCII, else nil.
  package var ascii: UInt8? {
    let isASCII = marks == 0 && moreMarks == 0 && 0x20..<0x7F ~= scalars
    return isASCII ? UInt8(truncatingIfNeeded: scalars) : nil
  }

  /// Whether it only continues the wide glyph to its left.
  package var isRightHalf: Bool { scalars == 0 }

  private var drawn: String {
    var text = String.UnicodeScalarView()
    for shift in [0, 21, 42] { text.append(scalars, at: shift) }
    let marks = UInt64(marks) | UInt64(moreMarks) << 32
    for shift in [0, 21] { text.append(marks, at: shift) }
    return String(text)
  }
}

extension String.UnicodeScalarView {
  /// Appends the scalar of the 21 bits there, if there is one.
  fileprivate mutating func append(_ bits: UInt64, at shift: Int) {
    let value = UInt32(truncatingIfNeeded: bits >> shift & 0x1F_FFFF)
    if value > 0, let scalar = Unicode.Scalar(value) { append(scalar) }
  }
}
