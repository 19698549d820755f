internal import Console

extension Mouse {
  /// Reads a report in the form of mode 1006, `<0;12;5` and `M` or `m`; nil for anything else.
  init?(_ parameters: String, final: Unicode.Scalar) {
    guard parameters.hasPrefix("<"), final == "M" || final == "m" else { return nil }
    let numbers = parameters.dropFirst().split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let position = Position(column: numbers[1] - 1, row: numbers[2] - 1)
    // Shift, Alt and Ctrl are 4, 8 and 16; they are left to the terminal.
    switch numbers[0] & ~28 {
    case 0: self.init(final == "M" ? .press : .release, at: position)
    case 32: self.init(.drag, at: position)
    case 64: self.init(.wheelUp, at: position)
    case 65: self.init(.wheelDown, at: position)
    default: return nil
    }
  }
}
