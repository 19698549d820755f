/// Which of the extras outside terminfo a terminal takes, by its type's name.
struct TerminalType {
  /// As in `TERM`, or what stands in for it.
  let name: String

  /// Those that take xterm's private modes and titles; the Linux console and real VT100s do not.
  var isXtermLike: Bool {
    let families = [
      "xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "ghostty", "wezterm", "st",
      "konsole", "vte", "contour", "mintty", "iterm",
    ]
    return families.contains { name == $0 || name.hasPrefix("\($0)-") }
  }

  /// Whether it may be asked something: `screen` would print the answer.
  var answersQuestions: Bool { isXtermLike && !name.hasPrefix("screen") }

  /// Whether it draws colours as the entry that the program carries asks for them: a real VT100
  /// would blink.
  var takesColors: Bool { isXtermLike || name.hasPrefix("linux") }

  /// The types of the host to try, in order: the terminal's own, then the usual ones.
  static func candidates(_ named: String?) -> [String] {
    let usual = ["xterm-256color", "xterm"]
    guard let named, !named.isEmpty else { return usual }
    return [named] + usual.filter { $0 != named }
  }

  /// What to try for a terminal, in order: an entry with 24 bits that we carry, where the terminal
  /// says that it has them and its own entry may not know; then `candidates`; then an entry for any
  /// terminal, which serves where the host has none.
  static func entries(
    _ environment: [String: String], _ colors: ColorChoice
  ) -> [TerminalEntry] {
    let named = environment["TERM"] ?? ""
    let known = candidates(named).map { TerminalEntry(name: $0, type: $0, terminfo: nil) }
    let usual = known + [TerminalEntry(basicFor: named)]
    guard let direct = TerminalEntry(directFor: named),
      wantsDirect(environment, colors), !named.hasSuffix("-direct")
    else { return usual }
    return [direct] + usual
  }

  private static func wantsDirect(
    _ environment: [String: String], _ colors: ColorChoice
  ) -> Bool {
    switch colors {
    case .truecolor: return true
    case .never, .sixteen, .indexed: return false
    case .auto:
      let says = environment["COLORTERM"] ?? ""
      return (environment["NO_COLOR"] ?? "").isEmpty && (says == "truecolor" || says == "24bit")
    }
  }

  /// How long an Esc may be the begin of a key, in milliseconds.
  static func escapeDelay(_ environment: [String: String]) -> Int32 {
    if let asked = environment["ESCDELAY"].flatMap(Int32.init), 0...10_000 ~= asked {
      return asked
    }
    return environment["SSH_TTY"] == nil ? 25 : 100
  }
}

/// An entry of terminfo to open a screen with.
struct TerminalEntry: Hashable {
  /// The entry's name.
  var name: String
  /// The terminal's type, as `TERM` has it.
  var type: String
  /// The entry itself, as `TERMINFO` may hold it; nil for one of the host.
  var terminfo: String?
}

extension TerminalEntry {
  private static let basic = "kustomer-basic"

  /// The entry for any terminal, where the host knows none.
  init(basicFor type: String) {
    self.init(
      name: Self.basic, type: type.isEmpty ? "xterm" : type,
      terminfo: String(decoding: PackageResources.kustomer_basic_b64, as: UTF8.self))
  }

  /// Whether it is that for any terminal.
  var isBasic: Bool { name == Self.basic }

  /// The entry with 24 bits for a family of terminals; nil for those that have none or are not
  /// known, as `screen` and `linux`.
  init?(directFor type: String) {
    let likeXterm = [
      "xterm", "alacritty", "foot", "kitty", "ghostty", "wezterm", "konsole", "vte", "contour",
      "mintty", "iterm", "iterm2", "st",
    ]
    let family = type.prefix { $0 != "-" }
    if family == "tmux" {
      self.init(
        name: "kustomer-tmux", type: type,
        terminfo: String(decoding: PackageResources.kustomer_tmux_b64, as: UTF8.self))
    } else if likeXterm.contains(String(family)) {
      self.init(
        name: "kustomer-xterm", type: type,
        terminfo: String(decoding: PackageResources.kustomer_xterm_b64, as: UTF8.self))
    } else {
      return nil
    }
  }
}
