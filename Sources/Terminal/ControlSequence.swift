internal import Console

/// A control sequence of a terminal, `ESC [` … final byte, cut into its parts.
struct ControlSequence {
  /// `<`, `=`, `>` or `?`, which make it private; nil without.
  private let mark: UInt8?
  /// Numbers between `;`, each with those between `:`; nil for one that is left out.
  private let parameters: [[Int?]]
  private let body: String
  private let final: UInt8

  /// Cuts a whole sequence; nil if it has a parameter that is no number.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let last = bytes.last else { return nil }
    final = last
    let body = bytes.dropFirst(2).dropLast()
    mark = body.first.flatMap { 0x3C...0x3F ~= $0 ? $0 : nil }
    self.body = String(decoding: body, as: UTF8.self)
    let numbers = body.drop { 0x3C...0x3F ~= $0 }.prefix { 0x30...0x3B ~= $0 }
    parameters = numbers.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { parameter in
        parameter.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
          .map { Int(String(decoding: $0, as: UTF8.self)) }
      }
  }

  /// What it means.
  var unit: InputUnit {
    switch mark {
    case UInt8(ascii: "<"):
      return Mouse(body, final: Unicode.Scalar(final)).map { .key(.mouse($0)) } ?? .nothing
    case UInt8(ascii: "?"):
      // Mode 2031: `ESC [ ? 997 ; 1 n` is dark, 2 is light.
      return final == UInt8(ascii: "n") && number(0) == 997 ? .schemeChanged : .nothing
    case nil: return key.map(InputUnit.key) ?? report
    default: return .nothing
    }
  }

  private var report: InputUnit {
    switch (final, number(0), number(1)) {
    case (UInt8(ascii: "~"), 200, _): .pasteBegins
    case (UInt8(ascii: "R"), let row?, let column?): .cursor(row: row, column: column)
    default: .nothing
    }
  }

  private func number(_ place: Int) -> Int? {
    parameters.indices.contains(place) ? parameters[place].first ?? nil : nil
  }

  /// Of the second parameter; rxvt says it with the final byte instead.
  private var modifiers: KeyModifiers {
    switch final {
    case UInt8(ascii: "^"): .control
    case UInt8(ascii: "$"): .shift
    case UInt8(ascii: "@"): [.shift, .control]
    default: KeyModifiers(parameter: number(1) ?? 1)
    }
  }

  /// Keys may be reported with their release, which is none of ours.
  private var isRelease: Bool {
    parameters.count > 1 && parameters[1].count > 1 && parameters[1][1] == 3
  }

  private var key: Key? {
    guard !isRelease else { return nil }
    switch final {
    case UInt8(ascii: "~") where number(0) == 27: return reported(number(2), text: nil)
    case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "@"):
      return number(0).flatMap(KeySequences.numbered).flatMap { modifiers.applied(to: $0) }
    case UInt8(ascii: "u"): return reported(number(0), text: number(2))
    case UInt8(ascii: "Z"): return .backTab
    case UInt8(ascii: "R") where number(0) != nil && number(0) != 1: return nil
    default:
      guard let key = KeySequences.lettered(final) else { return nil }
      // `ESC [ 5 D` is an old way to say `ESC [ 1 ; 5 D`.
      let only = parameters.count == 1 ? number(0) : nil
      return (only.map { KeyModifiers(parameter: $0) } ?? modifiers).applied(to: key)
    }
  }

  /// A key that is told by the number of its character, as the protocol of kitty and xterm's
  /// `modifyOtherKeys` do; `text` is what it types, where that is told.
  ///
  /// https://sw.kovidgoyal.net/kitty/keyboard-protocol/
  private func reported(_ code: Int?, text: Int?) -> Key? {
    guard let code else { return nil }
    let modifiers = modifiers
    if let key = KeySequences.coded(code) { return modifiers.applied(to: key) }
    let codes = parameters.first ?? []
    let shifted = codes.count > 1 ? codes[1] : nil
    // On a keyboard of other letters the last code is that of the Latin one.
    let latin = codes.count > 2 ? codes[2] : nil
    func scalar(_ code: Int?) -> Unicode.Scalar? {
      guard let scalar = code.flatMap({ UInt32(exactly: $0) }).flatMap(Unicode.Scalar.init),
        scalar.value >= 0x20, !(0x7F..<0xA0 ~= scalar.value), !(0xE000...0xF8FF ~= scalar.value)
      else { return nil }
      return scalar
    }
    guard let base = scalar(code) else { return nil }
    if modifiers.contains(.control) {
      guard let letter = base.isASCII ? base : scalar(latin) else { return nil }
      return modifiers.isDisjoint(with: [.alt, .super]) ? .holding(control: letter) : nil
    }
    var typed = Character(base)
    if modifiers.contains(.shift) {
      let upper = String(typed).uppercased()
      typed = scalar(shifted).map(Character.init) ?? (upper.count == 1 ? Character(upper) : typed)
    }
    if let told = scalar(text) { typed = Character(told) }
    if modifiers.contains(.super) { return nil }
    return modifiers.contains(.alt) ? .alt(typed) : .character(typed)
  }
}

extension Key {
  /// Ctrl with a letter, as terminals that know no better send it.
  fileprivate static func holding(control letter: Unicode.Scalar) -> Key? {
    switch letter {
    case "h": .backspace
    case "i": .tab
    case "j", "m": .enter
    case "[": .escape
    case " ", "@", "2": .controlSpace
    case "a"..."z": .control(Character(letter))
    default: nil
    }
  }
}
