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

  /// The types to try, in order: the terminal's own, then the usual ones.
  static func candidates(_ named: String?) -> [String] {
    let usual = ["xterm-256color", "xterm", "vt100", "ansi"]
    guard let named, !named.isEmpty else { return usual }
    return [named] + usual.filter { $0 != named }
  }

  /// How long an Esc may be the begin of a key, in milliseconds.
  static func escapeDelay(_ environment: [String: String]) -> Int32 {
    if let asked = environment["ESCDELAY"].flatMap(Int32.init), 0...10_000 ~= asked {
      return asked
    }
    return environment["SSH_TTY"] == nil ? 25 : 100
  }
}
