/// The columns that a text takes on the screen, in cells.
///
/// This is a table of our own rather than the C library's, so that a frame is the same under every
/// locale. It follows what ncurses counts on Linux: the sum over scalars.
package func cells(of text: String) -> Int {
  if text.isPrintableASCII { return text.utf8.count }
  var sum = 0
  forEachGlyph(of: text) { _, width in
    sum += width
    return true
  }
  return sum
}

/// The columns that a character takes on the screen once it is made safe, in cells.
package func cells(of character: Character) -> Int {
  if let ascii = character.asciiValue, 0x20..<0x7F ~= ascii { return 1 }
  return cells(of: String(character))
}

/// A text made safe and cut to so many cells at most, with `…` as its last cell if it was longer.
package func fitted(_ text: String, to columns: Int) -> String {
  guard columns > 0 else { return "" }
  if text.utf8.count <= columns, text.isPrintableASCII { return text }
  // One byte more than fits: no mark can follow that belongs to what is kept.
  let start = text.utf8.prefix(columns + 1)
  if start.allSatisfy(isPrintableASCII) {
    return String(text.prefix(columns - 1)) + "…"
  }
  var whole = ""
  var cut = ""
  var used = 0
  var fits = true
  forEachGlyph(of: text) { glyph, width in
    used += width
    if used < columns { cut.append(glyph) }
    if used > columns { fits = false }
    whole.append(glyph)
    return fits
  }
  return fits ? whole : cut + "…"
}

/// Calls `body` with each thing that is drawn for a text, 1 or 2 cells wide, until it says false.
///
/// A glyph is a spacing scalar with the marks on it. Of an emoji sequence only the first scalar is
/// drawn, because terminals and ncurses disagree about the width of the whole; what has no glyph
/// known to Unicode is drawn as `□`.
func forEachGlyph(of text: String, _ body: (_ glyph: Character, _ width: Int) -> Bool) {
  for character in text {
    if let ascii = character.asciiValue, 0x20..<0x7F ~= ascii {
      guard body(character, 1) else { return }
      continue
    }
    // The mark of a cut text is what is not ASCII most often.
    if character == "…" {
      guard body(character, 1) else { return }
      continue
    }
    for safe in displaySafe(character) {
      for glyph in glyphs(of: safe) {
        guard body(glyph.character, glyph.width) else { return }
      }
    }
  }
}

private func isPrintableASCII(_ byte: UInt8) -> Bool { 0x20..<0x7F ~= byte }

private func glyphs(of character: Character) -> [(character: Character, width: Int)] {
  if character.isFlag { return [(character, 2)] }
  if character.isEmojiSequence {
    return character.unicodeScalars.first.map { [(Character($0), width(of: $0))] } ?? []
  }
  var units: [(scalars: String.UnicodeScalarView, width: Int)] = []
  for scalar in character.unicodeScalars {
    let width = width(of: scalar)
    if width == 0, let last = units.indices.last {
      units[last].scalars.append(scalar)
    } else {
      units.append((String.UnicodeScalarView([scalar]), width))
    }
  }
  return units.map { unit in
    let text = syllable(of: unit.scalars).map { String($0) } ?? String(unit.scalars)
    let isDrawable = unit.width > 0 && text.count == 1 && !text.isUnassigned
    return isDrawable ? (Character(text), unit.width) : ("□", 1)
  }
}

/// The one character of a Korean syllable in letters, which terminals draw side by side; nil for all
/// else.
///
/// https://www.unicode.org/versions/latest/core-spec/chapter-3/#G24646 has the rule.
private func syllable(of scalars: String.UnicodeScalarView) -> Unicode.Scalar? {
  let values = scalars.map(\.value)
  guard 2...3 ~= values.count, 0x1100...0x1112 ~= values[0], 0x1161...0x1175 ~= values[1] else {
    return nil
  }
  let end = values.count == 3 ? values[2] : 0x11A7
  guard 0x11A7...0x11C2 ~= end else { return nil }
  let block = (values[0] - 0x1100) * 21 + values[1] - 0x1161
  return Unicode.Scalar(0xAC00 + block * 28 + end - 0x11A7)
}

private func width(of scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x300 { return 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark: return 0
  default: break
  }
  switch scalar.value {
  case 0x1160...0x11FF, 0xD7B0...0xD7FB: return 0
  default: return isWide(scalar.value) ? 2 : 1
  }
}

extension String {
  /// Whether every byte is a character that takes one cell.
  var isPrintableASCII: Bool { utf8.span.isPrintableASCII }

  fileprivate var isUnassigned: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .unassigned }
  }
}

extension Span<UInt8> {
  /// Whether every byte is a character that takes one cell.
  var isPrintableASCII: Bool {
    // All of them, because a loop without an exit is done many bytes at a step.
    var others: UInt8 = 0
    for place in indices { others |= Console.isPrintableASCII(self[place]) ? 0 : 1 }
    return others == 0
  }
}
