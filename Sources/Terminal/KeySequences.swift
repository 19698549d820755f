internal import CNcurses
internal import Console

/// The keys that are held down with another one.
struct KeyModifiers: OptionSet {
  let rawValue: Int

  static let shift = KeyModifiers(rawValue: 1)
  static let alt = KeyModifiers(rawValue: 2)
  static let control = KeyModifiers(rawValue: 4)
  /// The key of the desktop, also Hyper: with it nothing is meant for us.
  static let `super` = KeyModifiers(rawValue: 8)

  init(rawValue: Int) { self.rawValue = rawValue }

  /// As a parameter says it: 1 and the sum of 1 Shift, 2 Alt, 4 Ctrl, 8 Super, 16 Hyper, 32 Meta;
  /// the locks, 64 and 128, change nothing here.
  init(parameter: Int) {
    let bits = max(1, parameter) - 1
    rawValue = bits & 15 | (bits & 16 == 0 ? 0 : 8) | (bits & 32 == 0 ? 0 : 2)
  }

  /// What a key is while these are held; nil if nothing is.
  func applied(to key: Key) -> Key? {
    if contains(.super) { return nil }
    let isWide = !isDisjoint(with: [.alt, .control])
    switch key {
    case .left: return isWide ? .controlLeft : key
    case .right: return isWide ? .controlRight : key
    case .backspace: return isWide ? .altBackspace : key
    case .tab: return isWide ? nil : contains(.shift) ? .backTab : key
    case .enter:
      return contains(.control) ? nil : contains(.alt) ? .alt("\r") : key
    case .function(let number):
      return isWide ? nil : contains(.shift) ? .shiftFunction(number) : key
    case .character(let character): return contains(.alt) ? .alt(character) : key
    case .shiftFunction: return isWide ? nil : key
    case .up, .down, .home, .end, .pageUp, .pageDown, .delete, .insert, .escape, .backTab,
      .controlLeft, .controlRight, .altBackspace:
      return key
    case .control, .alt, .controlSpace, .paste, .mouse: return nil
    }
  }
}

/// What stands in the sequences of keys, as the usual terminals send them.
enum KeySequences {
  /// The number before `~`.
  static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    // F13 and above are what Shift makes of F1 where there are no modifiers.
    case 25, 26: .shiftFunction(number - 24)
    case 28, 29: .shiftFunction(number - 25)
    case 31...34: .shiftFunction(number - 26)
    default: nil
    }
  }

  /// The letter at the end of a control sequence.
  static func lettered(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "A"), UInt8(ascii: "a"): .up
    case UInt8(ascii: "B"), UInt8(ascii: "b"): .down
    case UInt8(ascii: "C"), UInt8(ascii: "c"): .right
    case UInt8(ascii: "D"), UInt8(ascii: "d"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final) - 0x4F)
    default: nil
    }
  }

  /// The letter behind `ESC O`; of the number pad what is printed on it.
  static func singleShifted(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "c"): .controlRight
    case UInt8(ascii: "d"): .controlLeft
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "I"): .tab
    case UInt8(ascii: "X"): .character("=")
    case UInt8(ascii: " "): .character(" ")
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      .character(Character(Unicode.Scalar(final - 0x40)))
    default: lettered(final)
    }
  }

  /// F1…F5 of the Linux console: `ESC [ [ A` to `ESC [ [ E`.
  static func linuxFunction(_ sequence: ArraySlice<UInt8>) -> Key? {
    guard sequence.starts(with: Array("\u{1B}[[".utf8)), let final = sequence.last,
      UInt8(ascii: "A")...UInt8(ascii: "E") ~= final
    else { return nil }
    return .function(Int(final) - 0x40)
  }

  /// A key that kitty's protocol gives a number of its own.
  static func coded(_ code: Int) -> Key? {
    switch code {
    case 8, 127: .backspace
    case 9, 57346: .tab
    case 13, 57345, 57414: .enter
    case 27, 57344: .escape
    case 57347: .backspace
    case 57376...57387: .shiftFunction(code - 57375)
    case 57399...57408: .character(Character(Unicode.Scalar(UInt8(0x30 + code - 57399))))
    case 57409...57413, 57415, 57416: operators[code].map(Key.character)
    case 57417...57426: pad[code - 57417]
    default: nil
    }
  }

  private static let operators: [Int: Character] = [
    57409: ".", 57410: "/", 57411: "*", 57412: "-", 57413: "+", 57415: "=", 57416: ",",
  ]
  private static let pad: [Key] = [
    .left, .right, .up, .down, .pageUp, .pageDown, .home, .end, .insert, .delete,
  ]

  /// The sequences in the entry of the terminal's type; to be asked after `newterm`.
  static func ofEntry() -> [[UInt8]: Key] {
    var found: [[UInt8]: Key] = [:]
    let functions = (1...12).map { ("kf\($0)", Key.function($0)) }
    let shifted = (1...12).map { ("kf\($0 + 12)", Key.shiftFunction($0)) }
    for (name, key) in named + functions + shifted {
      guard let sequence = TerminalSequence.named(name).map({ Array($0.utf8) }),
        sequence.first == 0x1B, sequence.count > 1
      else { continue }
      found[sequence] = found[sequence] ?? key
    }
    return found
  }

  private static let named: [(String, Key)] = [
    ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
    ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete),
    ("kbs", .backspace), ("kcbt", .backTab), ("kent", .enter), ("kLFT", .left), ("kRIT", .right),
    ("kLFT5", .controlLeft), ("kRIT5", .controlRight), ("kLFT3", .controlLeft),
    ("kRIT3", .controlRight),
  ]
}
