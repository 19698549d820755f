extension Key {
  /// How the footer, the help and the README name the key: `^R`, `F5`, `Alt-1`, `S-Tab`.
  package var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "^" + letter.uppercased()
    case .alt(let character): "Alt-" + character.uppercased()
    case .function(let number): "F\(number)"
    case .shiftFunction(let number): "S-F\(number)"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "S-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .escape: "Esc"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .controlLeft: "^Left"
    case .controlRight: "^Right"
    case .altBackspace: "Alt-Backspace"
    case .controlSpace: "^Space"
    case .paste: "paste"
    case .mouse: "mouse"
    }
  }
}
