internal import CNcurses
internal import Console
internal import Glibc

/// What the key codes of ncurses mean, its own and those that we define.
enum KeyCode {
  /// A code that is no key of its own.
  enum Meaning: Hashable {
    case key(Key)
    case pasteBegins
    case nothing
  }

  /// Teaches ncurses the sequences that a terminal's entry may lack.
  static func define() {
    // The mouse's reports are read here, drags among them, which ncurses does not ask for.
    define_key(nil, KEY_MOUSE)
    for (sequence, code) in defined where key_defined(sequence) == 0 {
      define_key(sequence, code)
    }
  }

  /// What a code means.
  static func meaning(of code: Int32) -> Meaning {
    if code == pasteBegin { return .pasteBegins }
    if let key = plain[code] ?? function(code) ?? modified(code) { return .key(key) }
    return .nothing
  }

  /// The longest sequence of a key that bytes begin with, and the key's code.
  static func sequence(at bytes: ArraySlice<UInt8>) -> (sequence: [UInt8], code: Int32)? {
    sequences.filter { bytes.starts(with: $0.sequence) }
      .max { $0.sequence.count < $1.sequence.count }
  }

  /// All sequences that ncurses knows.
  private static var sequences: [(sequence: [UInt8], code: Int32)] {
    var found: [(sequence: [UInt8], code: Int32)] = []
    for code in KEY_MIN...controlRight {
      var count: Int32 = 0
      while let bytes = keybound(code, count) {
        found.append((Array(String(cString: bytes).utf8), code))
        free(bytes)
        count += 1
      }
    }
    return found
  }

  private static let pasteBegin: Int32 = 2001
  private static let controlLeft: Int32 = 2003
  private static let controlRight: Int32 = 2004

  private static let defined: [(String, Int32)] = [
    ("\u{1B}[200~", pasteBegin),
    ("\u{1B}[1;5D", controlLeft), ("\u{1B}[1;5C", controlRight),
    ("\u{1B}[1~", KEY_HOME), ("\u{1B}[4~", KEY_END), ("\u{1B}[7~", KEY_HOME),
    ("\u{1B}[8~", KEY_END), ("\u{1B}[H", KEY_HOME), ("\u{1B}[F", KEY_END),
    ("\u{1B}OH", KEY_HOME), ("\u{1B}OF", KEY_END), ("\u{1B}[Z", KEY_BTAB),
    ("\u{1B}[A", KEY_UP), ("\u{1B}[B", KEY_DOWN), ("\u{1B}[C", KEY_RIGHT),
    ("\u{1B}[D", KEY_LEFT), ("\u{1B}OA", KEY_UP), ("\u{1B}OB", KEY_DOWN),
    ("\u{1B}OC", KEY_RIGHT), ("\u{1B}OD", KEY_LEFT),
  ]

  private static let plain: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home,
    KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_DC: .delete, KEY_IC: .insert,
    KEY_BACKSPACE: .backspace, KEY_BTAB: .backTab, KEY_ENTER: .enter, KEY_SLEFT: .left,
    KEY_SRIGHT: .right, KEY_SR: .up, KEY_SF: .down, KEY_SHOME: .home, KEY_SEND: .end,
    KEY_SDC: .delete, KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown,
    controlLeft: .controlLeft, controlRight: .controlRight,
  ]

  private static func function(_ code: Int32) -> Key? {
    let number = code - cn_key_f(0)
    return switch number {
    case 1...12: .function(Int(number))
    case 13...24: .shiftFunction(Int(number) - 12)
    default: nil
    }
  }

  /// Keys with Ctrl or Alt have codes that differ between terminals, but names that do not.
  private static func modified(_ code: Int32) -> Key? {
    guard code > KEY_MAX, let bytes = keyname(code) else { return nil }
    return switch String(cString: bytes).prefix(4) {
    case "kLFT": .controlLeft
    case "kRIT": .controlRight
    case "kUP", "kUP3", "kUP4", "kUP5", "kUP6", "kUP7": .up
    case "kDN", "kDN3", "kDN4", "kDN5", "kDN6", "kDN7": .down
    case "kHOM": .home
    case "kEND": .end
    case "kPRV": .pageUp
    case "kNXT": .pageDown
    case "kDC", "kDC3", "kDC4", "kDC5", "kDC6", "kDC7": .delete
    default: nil
    }
  }
}
