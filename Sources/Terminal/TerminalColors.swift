internal import CNcurses
internal import Console

/// Attributes and colour pairs of ncurses for the roles of a theme; pairs are made when a role is
/// first drawn and shared between roles.
///
/// No palette entry is ever changed: ncurses would reset all of them at its end, the user's too.
struct TerminalColors {
  /// How many colours are drawn.
  let depth: ColorDepth
  private let hasDefaults: Bool
  private var looks: [Role: Look] = [:]
  private var pairs: [Pair: Int32] = [:]
  private var theme: Theme

  /// How ncurses draws a role.
  struct Look: Hashable {
    var attributes: attr_t
    var pair: Int32
  }

  private struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  /// To be made after `newterm`.
  init(theme: Theme, choice: ColorChoice, noColor: String?) {
    self.theme = theme
    let hasColors = has_colors() && start_color() == OK
    depth = choice.depth(colors: hasColors ? Int(cn_colors()) : 0, noColor: noColor)
    hasDefaults = hasColors && use_default_colors() == OK
  }

  /// Draws with another theme from the next frame on.
  mutating func use(_ theme: Theme) {
    self.theme = theme
    looks = [:]
  }

  /// How a role is drawn.
  mutating func look(of role: Role) -> Look {
    if let look = looks[role] { return look }
    let style = theme.style(of: role, at: depth)
    let look = Look(attributes: attributes(of: style), pair: pair(of: style))
    looks[role] = look
    return look
  }
}

extension TerminalColors {
  private func attributes(of style: Style) -> attr_t {
    let table: [(Attributes, attr_t)] = [
      (.bold, CN_A_BOLD), (.dim, CN_A_DIM), (.italic, CN_A_ITALIC),
      (.underline, CN_A_UNDERLINE), (.reverse, CN_A_REVERSE),
    ]
    return table.reduce(attr_t(A_NORMAL)) { sum, entry in
      style.attributes.contains(entry.0) ? sum | entry.1 : sum
    }
  }

  /// Pair 0 is the terminal's own colours, and what is left when the table is full.
  private mutating func pair(of style: Style) -> Int32 {
    guard depth != .mono else { return 0 }
    let pair = Pair(
      foreground: number(of: style.foreground, otherwise: 7),
      background: number(of: style.background, otherwise: 0))
    if pair == Pair(foreground: -1, background: -1) { return 0 }
    if let known = pairs[pair] { return known }
    let next = Int32(pairs.count + 1)
    guard next < cn_color_pairs(), make(pair, next) else { return 0 }
    pairs[pair] = next
    return next
  }

  /// Terminals with few pairs refuse the extended call.
  private func make(_ pair: Pair, _ number: Int32) -> Bool {
    if init_extended_pair(number, pair.foreground, pair.background) == OK { return true }
    guard let short = Int16(exactly: number), let foreground = Int16(exactly: pair.foreground),
      let background = Int16(exactly: pair.background)
    else { return false }
    return init_pair(short, foreground, background) == OK
  }

  private func number(of color: Color, otherwise: Int32) -> Int32 {
    switch color {
    case .standard: hasDefaults ? -1 : otherwise
    case .ansi(let number): depth == .truecolor ? direct(color) : Int32(number)
    case .indexed(let number): depth == .truecolor ? direct(color) : Int32(number)
    case .rgb: direct(color)
    }
  }

  /// With 24 bits a colour is its own number, but 0…7 still are the user's palette.
  private func direct(_ color: Color) -> Int32 {
    if case .ansi(let number) = color, number < 8 { return Int32(number) }
    return Int32(max(8, color.rgb?.value ?? 8))
  }
}
