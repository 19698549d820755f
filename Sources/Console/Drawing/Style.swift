/// How the characters of a cell are drawn besides their colours.
package struct Attributes: OptionSet, Hashable, Sendable {
  /// The bits.
  package let rawValue: UInt8

  /// A set of attributes.
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Heavier strokes.
  package static let bold = Attributes(rawValue: 1)
  /// Fainter, where the terminal has it.
  package static let dim = Attributes(rawValue: 2)
  /// Slanted, where the terminal has it.
  package static let italic = Attributes(rawValue: 4)
  /// Underlined.
  package static let underline = Attributes(rawValue: 8)
  /// Foreground and background exchanged.
  package static let reverse = Attributes(rawValue: 16)

  static let names: [(name: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
    ("reverse", .reverse),
  ]
}

/// What a role looks like at one depth.
package struct Style: Hashable, Sendable {
  /// The colour of the strokes.
  package var foreground: Color
  /// The colour behind them.
  package var background: Color
  /// The rest.
  package var attributes: Attributes

  /// A style; by default the terminal's own.
  package init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// How many colours a terminal can show, fewest first.
package enum ColorDepth: Int, CaseIterable, Comparable, Hashable, Sendable {
  /// Attributes only.
  case mono
  /// The 8 colours of the user's palette.
  case eight
  /// The 16 colours of the user's palette.
  case sixteen
  /// 256, of which 240 are the same everywhere.
  case indexed
  /// 24 bits.
  case truecolor

  /// Fewer colours come first.
  package static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}
