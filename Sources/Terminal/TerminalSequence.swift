internal import CNcurses
internal import Glibc
internal import Tools

/// Bytes for the terminal that ncurses does not know of, and how they get past it.
enum TerminalSequence {
  /// Text that is pasted comes between two codes.
  static let pasteOn = "\u{1B}[?2004h"
  /// Text that is pasted comes like typed text.
  static let pasteOff = "\u{1B}[?2004l"
  /// Presses, drags and the wheel are reported, with places beyond column 223.
  static let mouseOn = "\u{1B}[?1002h\u{1B}[?1006h"
  /// The mouse belongs to the terminal again.
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l"
  /// Asks for the colour of the background.
  static let askBackground = "\u{1B}]11;?\u{1B}\\"
  /// The terminal reports when it changes from light to dark or back.
  static let schemeOn = "\u{1B}[?2031h"
  /// It does no more.
  static let schemeOff = "\u{1B}[?2031l"
  /// Writes two characters of ambiguous width at the start of the second row, and asks where the
  /// cursor is then; the first frame draws over them.
  ///
  /// Not in the first row: an answer for that could not be told from Shift-F3.
  static let askWidth = "\u{1B}[2H●─\u{1B}[6n\r\u{1B}[K"
  /// What follows is shown at once at `syncEnd`, never half.
  static let syncBegin = "\u{1B}[?2026h"
  /// Shows what came since `syncBegin`.
  static let syncEnd = "\u{1B}[?2026l"
  /// Remembers the window's title.
  static let titlePush = "\u{1B}[22;2t"
  /// Sets the window's title to the one remembered.
  static let titlePop = "\u{1B}[23;2t"
  /// Ends every private mode that might be on after a crash.
  static let modesOff = syncEnd + pasteOff + schemeOff + "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"

  /// A capability of the terminal's entry as bytes without padding; nil if it has none.
  static func named(_ name: String) -> String? {
    guard let bytes = tigetstr(name), bytes != UnsafeMutablePointer(bitPattern: -1) else {
      return nil
    }
    let text = String(cString: bytes).replacing(/\$<[^>]*>/, with: "")
    return text.isEmpty ? nil : text
  }

  /// Writes straight to the terminal; `putp` would come after the frame.
  static func write(_ text: String, to tty: Int32) {
    write(Array(text.utf8), to: tty)
  }

  /// Writes all bytes, however many the terminal takes at a time.
  static func write(_ bytes: [UInt8], to tty: Int32) {
    // A terminal that is gone is noticed by the loop, which waits for it.
    _ = writeAll(bytes, to: tty)
  }
}

/// RFC 4648, with padding.
func base64(_ text: String) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  let bytes = Array(text.utf8)
  var coded = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0..<4 {
      coded.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
    }
  }
  return coded
}
