/// What each role looks like, at every depth of colour.
package struct Theme: Hashable, Sendable {
  /// Whether its colours are made for a dark or light background, or for both.
  package enum Variant: String, CaseIterable, Hashable, Sendable {
    case dark, light, any
  }

  /// What a theme file says about one role.
  package struct Entry: Hashable, Sendable {
    /// The style with all colours.
    package var style = Style()
    /// The exact choice for 16 colours; nil lets it be reduced.
    package var sixteen: Style?
    /// The exact choice for 8 colours; nil lets it be reduced.
    package var eight: Style?
    /// What is left without colour; nil takes the usual attributes of the role.
    package var mono: Attributes?
  }

  /// The name under which it is chosen.
  package var name: String
  /// What it calls itself, for people.
  package var title: String
  /// Who made it; empty if unknown.
  package var author = ""
  /// The background it is made for.
  package var variant = Variant.any
  /// What was said about roles; a role without an entry looks like `text`.
  package var entries: [Role: Entry] = [:]
  /// The colours that files extending this one may name.
  package var palette: [String: Color] = [:]

  /// A theme that leaves everything as the terminal has it.
  package init(name: String) {
    self.name = name
    title = name
  }

  /// How a role is drawn with so many colours.
  package func style(of role: Role, at depth: ColorDepth) -> Style {
    guard let entry = entries[role] else {
      return role == .text
        ? Style(attributes: depth == .mono ? role.monoAttributes : [])
        : entries[.text].map { $0.style(at: depth, role: .text) } ?? Style()
    }
    return entry.style(at: depth, role: role)
  }
}

extension Theme.Entry {
  func style(at depth: ColorDepth, role: Role) -> Style {
    switch depth {
    case .truecolor: style
    case .indexed: style.reduced(to: .indexed)
    case .sixteen: sixteen ?? style.reduced(to: .sixteen)
    case .eight: eight ?? (sixteen ?? style).reduced(to: .eight)
    case .mono: Style(attributes: mono ?? role.monoAttributes)
    }
  }
}

extension Style {
  /// The least contrast that is left as it is after a reduction.
  private static let readable = 3.0

  func reduced(to depth: ColorDepth) -> Style {
    var reduced = self
    reduced.foreground = foreground.reduced(to: depth)
    reduced.background = background.reduced(to: depth)
    if depth == .eight, foreground.isBright { reduced.attributes.insert(.bold) }
    return reduced.repaired(from: self)
  }

  /// Makes readable again what a reduction made unreadable: the terminal's own colours always can be
  /// read, and reversed if there was a background.
  private func repaired(from original: Style) -> Style {
    guard self != original, isUnreadable else { return self }
    var repaired = Style(attributes: attributes)
    if background != .standard { repaired.attributes.formSymmetricDifference(.reverse) }
    return repaired
  }

  private var isUnreadable: Bool {
    if foreground == background { return foreground != .standard }
    guard let front = foreground.rgb, let back = background.rgb else { return false }
    return front.contrast(to: back) < Style.readable
  }
}

extension Role {
  /// What is left of a role without colour when the theme does not say.
  var monoAttributes: Attributes {
    switch self {
    case .selection, .tabActive, .badgeDry, .badgeAsk, .badgeDemo, .badgeReadonly: .reverse
    case .error, .inputError, .badgeLive: [.reverse, .bold]
    case .title, .borderFocus, .keyName, .warn, .diffChange, .fresh: .bold
    case .input: .underline
    case .muted, .faint, .placeholder, .notSent, .gap: .dim
    default: []
    }
  }
}
