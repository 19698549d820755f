internal import CNcurses
internal import Console

/// What can be drawn here of a glyph: ncurses and the C library may know fewer characters than the
/// frame, or only ASCII.
struct Drawable {
  /// Whether the locale's character set is UTF-8.
  let isUTF8: Bool

  /// The scalars that ncurses gets, always as wide as the frame counts.
  func scalars(of glyph: Character, width: Int) -> [Unicode.Scalar] {
    if let ascii = glyph.asciiValue, 0x20..<0x7F ~= ascii { return [Unicode.Scalar(ascii)] }
    guard isUTF8 else { return Array(repeating: stand(in: glyph), count: width) }
    let scalars = Array(glyph.unicodeScalars)
    let counted = scalars.reduce(0) { sum, scalar in
      let columns = Int(wcwidth(wchar_t(scalar.value)))
      return columns < 0 || sum < 0 ? -1 : sum + columns
    }
    if counted == width { return scalars }
    return ["□"] + Array(repeating: " ", count: max(0, width - 1))
  }

  private func stand(in glyph: Character) -> Unicode.Scalar {
    switch glyph {
    case "…": "~"
    case "‹": "<"
    case "›": ">"
    default: "?"
    }
  }
}
