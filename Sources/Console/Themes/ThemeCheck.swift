/// How readable each role of a theme is.
package struct ThemeCheck: Sendable {
  /// One role's contrast.
  package struct Line: Hashable, Sendable {
    /// The role.
    package var role: Role
    /// WCAG's ratio, 1…21; nil where the terminal's own colours decide.
    package var contrast: Double?
    /// The least that is asked, as `Role.leastContrast`.
    package var least: Double

    /// Whether it is known to be too little.
    package var fails: Bool { contrast.map { $0 < least } ?? false }
  }

  /// All roles, in the order of their list.
  package let lines: [Line]

  /// Computes the contrast of each role with all colours.
  ///
  /// A role on the terminal's own background is measured against the background of `text`, if that
  /// is a colour.
  package init(_ theme: Theme) {
    let paper = theme.style(of: .text, at: .truecolor).background.exactRGB
    lines = Role.allCases.map { role in
      let style = theme.style(of: role, at: .truecolor)
      let front = style.foreground.exactRGB
      let back = style.background == .standard ? paper : style.background.exactRGB
      let contrast = front.flatMap { front in back.map { front.contrast(to: $0) } }
      return Line(role: role, contrast: contrast, least: role.leastContrast)
    }
  }

  /// Whether a role is known to be too faint.
  package var fails: Bool { lines.contains(where: \.fails) }
}

extension Color {
  /// What it looks like where that does not depend on the user's palette.
  fileprivate var exactRGB: RGB? {
    switch self {
    case .standard, .ansi: nil
    case .indexed, .rgb: rgb
    }
  }
}

extension Role {
  /// 4.5 for text, 3 for badges and what only explains, 1.5 for lines that only part panes: WCAG
  /// asks nothing of these.
  var leastContrast: Double {
    switch self {
    case .border: 1.5
    case .borderFocus, .faint, .gap, .badgeDry, .badgeAsk, .badgeLive, .badgeDemo,
      .badgeReadonly:
      3
    default: 4.5
    }
  }
}
