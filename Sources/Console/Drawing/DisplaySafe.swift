/// The characters that the terminal can show.
package enum Repertoire: Sendable {
  /// All of Unicode, as far as fonts go.
  case unicode
  /// Printable ASCII: every other character of a text is spelled out, `‹U+EB›`.
  case ascii

  /// What counts for the texts that are made in this task; the console sets it for each frame.
  @TaskLocal package static var current = Repertoire.unicode
}

/// A text from outside as one line that a terminal can show: it neither moves the cursor, starts an
/// escape sequence, hides characters nor reverses what is read.
///
/// C0 and DEL become control pictures (`␛`, `␊`); C1, bidirectional controls, invisible characters,
/// line and paragraph separators, noncharacters and every combining mark after the fourth on one
/// base become `‹U+202E›`; a combining mark without a base gets `◌`. Emoji sequences stay whole.
/// Where only ASCII can be shown, whatever is more becomes `‹U+EB›`.
/// Applying it twice changes nothing more.
package func displaySafe(_ text: String) -> String {
  if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
  var safe = ""
  safe.reserveCapacity(text.utf8.count)
  for character in text {
    safe += displaySafe(character)
  }
  return safe
}

/// One character made safe; several characters where it must be spelled out.
func displaySafe(_ character: Character) -> String {
  if let ascii = character.asciiValue, 0x20..<0x7F ~= ascii { return String(character) }
  if Repertoire.current == .ascii { return spelledInASCII(character) }
  if character.isEmojiSequence { return String(character) }
  var safe = ""
  var marks = 0
  for scalar in character.unicodeScalars {
    if let spelled = spelledOut(scalar) {
      safe += spelled
    } else if scalar.isMark {
      if safe.isEmpty { safe = "◌" }
      marks += 1
      safe += marks > marksPerCell ? codePoint(scalar) : String(Character(scalar))
    } else {
      safe.unicodeScalars.append(scalar)
      marks = 0
    }
  }
  return safe
}

/// A terminal cell of ncurses holds one spacing character and so many marks.
let marksPerCell = 4

/// The signs of the glyph table stay: the frame has something like them.
private func spelledInASCII(_ character: Character) -> String {
  Frame.asciiSigns[character] != nil
    ? String(character) : character.unicodeScalars.map(codePoint).joined()
}

private func spelledOut(_ scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0x00..<0x20: return controlPicture(0x2400 + scalar.value)
  case 0x20..<0x7F: return nil
  case 0x7F: return controlPicture(0x2421)
  default: break
  }
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: return codePoint(scalar)
  case .format: return scalar.isVisibleFormat ? nil : codePoint(scalar)
  default:
    let properties = scalar.properties
    let isHidden = properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
    return isHidden ? codePoint(scalar) : nil
  }
}

private func controlPicture(_ value: UInt32) -> String {
  Unicode.Scalar(value).map { String(Character($0)) } ?? "□"
}

private func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "‹U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "›"
}

extension Unicode.Scalar {
  /// Whether it shows as itself in a text: it is neither invisible nor acts on its neighbours, and
  /// is no control.
  var isSeen: Bool { spelledOut(self) == nil }

  /// A mark that is drawn into the cell of the character before it.
  var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Arabic and other number signs: format characters by category, but with a glyph of their own.
  fileprivate var isVisibleFormat: Bool {
    switch value {
    case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD: true
    default: false
    }
  }
}

extension Character {
  /// Whether these are emoji joined, coloured or marked in one of the ways that Unicode names, so
  /// that the invisible characters in it hide nothing.
  var isEmojiSequence: Bool {
    let scalars = unicodeScalars
    guard scalars.count > 1, let first = scalars.first else { return false }
    if isFlag { return true }
    guard first.properties.isEmoji else { return false }
    if first.isASCII { return isKeycap }
    var joined = false
    for scalar in scalars.dropFirst() {
      switch scalar.value {
      case 0x200D:
        if joined { return false }
        joined = true
      case 0xFE0F, 0x1F3FB...0x1F3FF:
        if joined { return false }
      default:
        guard joined, scalar.properties.isEmoji, !scalar.isASCII else { return false }
        joined = false
      }
    }
    return !joined
  }

  /// Whether it is a pair of regional indicators, which takes two cells everywhere.
  var isFlag: Bool {
    unicodeScalars.count == 2 && unicodeScalars.allSatisfy { 0x1F1E6...0x1F1FF ~= $0.value }
  }

  private var isKeycap: Bool {
    let values = unicodeScalars.map(\.value)
    return values.dropFirst() == [0xFE0F, 0x20E3] || values.dropFirst() == [0x20E3]
      || values.dropFirst() == [0xFE0F]
  }
}
