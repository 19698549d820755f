internal import CNcurses
internal import Console
internal import Glibc

/// Turns what the terminal sends into keys.
///
/// ncurses knows the keys of the terminal's entry; what it does not know comes as Esc and
/// characters, and is sorted here, so that no answer of the terminal is ever taken for typing.
struct TerminalInput {
  private let descriptor: Int32
  /// Keys are read through a pad, because reading through the screen's window would refresh it.
  private let pad: UnsafeMutablePointer<WINDOW>?
  private var paste: PastedText?
  /// What came after a paste and is still to be read as keys.
  private var rest: ArraySlice<UInt8> = []
  private var keys: [Key] = []
  /// What the terminal said its background is, until it is taken.
  private var background: RGB?
  /// While bytes are shown nothing else is waited for.
  private var isVerbatim = false

  /// After so many milliseconds without more of it a paste counts as ended.
  private static let pastePatience: Int32 = 1000

  /// To be made after `newterm`.
  init(descriptor: Int32) {
    self.descriptor = descriptor
    pad = newpad(1, 1)
    keypad(pad, true)
    nodelay(pad, true)
    meta(pad, true)
    KeyCode.define()
  }

  /// Milliseconds after which `read` shall be called as late; nil if no paste is open.
  var deadline: Int32? { paste == nil ? nil : TerminalInput.pastePatience }

  /// All keys that came, without waiting; if it is late, an open paste ends with what came of it.
  mutating func read(isLate: Bool = false) -> [Key] {
    keys = []
    if paste != nil { readPaste() }
    if isLate, let unfinished = paste { end(unfinished) }
    while paste == nil, let code = next() { take(code) }
    return keys
  }
}

extension TerminalInput {
  /// The background that the terminal has told since the last time; nil for none.
  mutating func takeBackground() -> RGB? {
    defer { background = nil }
    return background
  }

  /// What came, press by press; past ncurses, which would keep the bytes to itself.
  mutating func readArrivals() -> [KeyArrival] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = Glibc.read(descriptor, &buffer, buffer.count)
    guard length > 0 else { return [] }
    isVerbatim = true
    defer { isVerbatim = false }
    keys = []
    guard paste == nil else {
      take(pasted: buffer[..<length])
      return [KeyArrival(bytes: Array(buffer[..<length]), keys: keys)]
    }
    rest = buffer[..<length]
    var arrivals: [KeyArrival] = []
    while paste == nil, !rest.isEmpty {
      let before = rest
      keys = []
      if let code = next() { take(code) }
      arrivals.append(KeyArrival(bytes: Array(before.dropLast(rest.count)), keys: keys))
    }
    return arrivals
  }

  private enum Code {
    case scalar(Unicode.Scalar)
    case function(Int32)
  }

  private mutating func next() -> Code? {
    if !rest.isEmpty { return nextOfRest() }
    if isVerbatim { return nil }
    var value: wint_t = 0
    switch wget_wch(pad, &value) {
    case KEY_CODE_YES: return .function(Int32(bitPattern: value))
    case ERR: return nil
    default: return .scalar(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
  }

  private mutating func take(_ code: Code) {
    switch code {
    case .scalar("\u{1B}"): takeEscape()
    case .scalar(let scalar): take(scalar)
    case .function(let code):
      switch KeyCode.meaning(of: code) {
      case .key(let key): keys.append(key)
      case .pasteBegins: beginPaste()
      case .nothing: break
      }
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0: keys.append(.controlSpace)
    case 8, 127: keys.append(.backspace)
    case 9: keys.append(.tab)
    case 10, 13: keys.append(.enter)
    case 1...26:
      keys.append(.control(Character(Unicode.Scalar(UInt8(0x60 + scalar.value)))))
    case 0x20..<0x7F, 0xA0...: append(scalar)
    default: break
    }
  }

  /// A mark, or the next part of an emoji, belongs to the character that came with it.
  private mutating func append(_ scalar: Unicode.Scalar) {
    if case .character(let last)? = keys.last {
      var joined = String(last)
      joined.unicodeScalars.append(scalar)
      if joined.count == 1, let character = joined.first {
        keys[keys.count - 1] = .character(character)
        return
      }
    }
    keys.append(.character(Character(scalar)))
  }

  /// Esc itself, Alt with a key, or a sequence that ncurses does not know.
  private mutating func takeEscape() {
    guard let code = next() else { return keys.append(.escape) }
    switch code {
    case .scalar("["): takeControlSequence()
    case .scalar("O"): if next() == nil { keys.append(.alt("O")) }
    case .scalar("]"), .scalar("P"), .scalar("_"), .scalar("^"): takeString(code)
    case .scalar("\u{1B}"):
      keys.append(.escape)
      takeEscape()
    case .scalar("\r"): keys.append(.alt("\r"))
    case .scalar(let scalar) where scalar.value >= 0x20 && scalar.value != 0x7F:
      keys.append(.alt(Character(scalar)))
    case .scalar: break
    case .function:
      keys.append(.escape)
      take(code)
    }
  }

  /// Takes the mouse's reports; swallows an unknown sequence, such as a change of focus.
  private mutating func takeControlSequence() {
    guard var code = next() else { return keys.append(.alt("[")) }
    var parameters = ""
    while case .scalar(let scalar) = code {
      if 0x40...0x7E ~= scalar.value || scalar.value < 0x20 {
        if let mouse = Mouse(parameters, final: scalar) { keys.append(.mouse(mouse)) }
        return
      }
      if parameters.utf8.count < 32 { parameters.unicodeScalars.append(scalar) }
      guard let following = next() else { return }
      code = following
    }
  }

  /// Takes an answer up to its end, BEL or Esc \\: that to the background's colour counts, however
  /// late it comes; all others are swallowed.
  private mutating func takeString(_ begin: Code) {
    guard var code = next() else {
      if case .scalar(let scalar) = begin { keys.append(.alt(Character(scalar))) }
      return
    }
    var answer = ""
    while case .scalar(let scalar) = code, scalar != "\u{7}", scalar != "\u{1B}" {
      if answer.utf8.count < 64 { answer.unicodeScalars.append(scalar) }
      guard let following = next() else { return }
      code = following
    }
    if case .scalar("\u{1B}") = code { _ = next() }
    if let color = RGB(answer: answer) { background = color }
  }
}

extension TerminalInput {
  private mutating func beginPaste() {
    paste = PastedText()
    let begun = rest
    rest = []
    if !begun.isEmpty { take(pasted: begun) } else { readPaste() }
  }

  /// Reads past ncurses, which would take a system call for each byte.
  private mutating func readPaste() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while paste != nil, poll(&waited, 1, 0) == 1 {
      let length = Glibc.read(descriptor, &buffer, buffer.count)
      guard length > 0 else { break }
      take(pasted: buffer[..<length])
    }
  }

  private mutating func take(pasted bytes: ArraySlice<UInt8>) {
    guard var open = paste else { return }
    paste = nil
    if let following = open.take(bytes) {
      rest = following
      end(open)
    } else {
      paste = open
    }
  }

  private mutating func end(_ finished: PastedText) {
    paste = nil
    keys.append(.paste(finished.text))
  }

  /// ncurses does not recognise keys in what is given back to it, so what came in one piece with
  /// the end of a paste is read here.
  private mutating func nextOfRest() -> Code? {
    if rest.first == 0x1B, let (sequence, code) = KeyCode.sequence(at: rest) {
      rest = rest.dropFirst(sequence.count)
      return .function(code)
    }
    var decoder = UTF8()
    var bytes = rest.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else {
      rest = rest.dropFirst()
      return .scalar("\u{FFFD}")
    }
    rest = rest.dropFirst(UTF8.width(scalar))
    return .scalar(scalar)
  }
}
