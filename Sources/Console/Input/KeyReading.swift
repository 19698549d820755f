/// Why a word of keys.toml names no key that can be bound.
package enum KeyRefusal: Error, Hashable, Sendable {
  /// No key is called so.
  case unknown
  /// Terminals send the same for it as for another key, which is named.
  case sameAs(String)
  /// Terminals send nothing for it, or not all of them do.
  case notSent

  /// What is wrong and what to do, to be put behind the word.
  package var reason: String {
    switch self {
    case .unknown: "is no key; write F5, C-r, Alt-1, S-F6, Enter, PgDn, Space or a character"
    case .sameAs(let key): "is the same as \(key) in every terminal; choose another key"
    case .notSent: "is sent by no terminal that is asked for nothing special; choose another key"
    }
  }
}

extension Key {
  /// Reads the name of a key: `F5`, `C-r`, `^R`, `Alt-1`, `S-F6`, `Enter`, `/`.
  ///
  /// Words may be in any case; `Ctrl-`, `M-`, `Meta-` and `Shift-` mean what they say.
  package init(parsing text: String) throws(KeyRefusal) {
    guard text.count > 1 else {
      guard let character = text.first, cells(of: character) > 0, character != " " else {
        throw .unknown
      }
      self = .character(character)
      return
    }
    if text.hasPrefix("^") {
      self = try Key(control: String(text.dropFirst()))
      return
    }
    guard let dash = text.dropFirst().firstIndex(where: { $0 == "-" || $0 == "+" }),
      text.index(after: dash) < text.endIndex
    else {
      self = try Key(plain: text)
      return
    }
    let rest = String(text[text.index(after: dash)...])
    switch text[..<dash].lowercased() {
    case "c", "ctrl", "control": self = try Key(control: rest)
    case "m", "a", "alt", "meta": self = try Key(alt: rest)
    case "s", "shift": self = try Key(shift: rest)
    default: throw .unknown
    }
  }
}

extension Key {
  private init(plain word: String) throws(KeyRefusal) {
    let word = word.lowercased()
    if let key = Key.words[word] {
      self = key
    } else if word.hasPrefix("f"), let number = Int(word.dropFirst()), 1...12 ~= number {
      self = .function(number)
    } else {
      throw .unknown
    }
  }

  private init(control word: String) throws(KeyRefusal) {
    let word = word.lowercased()
    switch word {
    case "h": throw .sameAs("Backspace")
    case "i": throw .sameAs("Tab")
    case "j", "m": throw .sameAs("Enter")
    case "[": throw .sameAs("Esc")
    case "space", "@": self = .controlSpace
    case "left": self = .controlLeft
    case "right": self = .controlRight
    default:
      guard word.count == 1, let letter = word.first, "a"..."z" ~= letter else {
        _ = try word.count == 1 ? Key.character("x") : Key(plain: word)
        throw .notSent
      }
      self = .control(letter)
    }
  }

  private init(alt word: String) throws(KeyRefusal) {
    guard word.count == 1, let character = word.lowercased().first else {
      guard try Key(plain: word) == .backspace else { throw .notSent }
      self = .altBackspace
      return
    }
    guard character != "[", character != "O" else { throw .notSent }
    self = .alt(character)
  }

  private init(shift word: String) throws(KeyRefusal) {
    if word.count == 1, let character = word.uppercased().first {
      self = .character(character)
      return
    }
    switch try Key(plain: word) {
    case .tab: self = .backTab
    case .function(let number): self = .shiftFunction(number)
    default: throw .notSent
    }
  }

  private static let words: [String: Key] = [
    "enter": .enter, "return": .enter, "tab": .tab, "backtab": .backTab, "esc": .escape,
    "escape": .escape, "backspace": .backspace, "del": .delete, "delete": .delete,
    "ins": .insert, "insert": .insert, "up": .up, "down": .down, "left": .left, "right": .right,
    "home": .home, "end": .end, "pgup": .pageUp, "pageup": .pageUp, "pgdn": .pageDown,
    "pagedown": .pageDown, "space": .character(" "),
  ]
}
