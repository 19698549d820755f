extension Color {
  /// The colour as a terminal of fewer colours shows it best.
  func reduced(to depth: ColorDepth) -> Color {
    switch (depth, self) {
    case (_, .standard), (.truecolor, _), (.indexed, .ansi), (.indexed, .indexed),
      (.sixteen, .ansi):
      self
    case (.mono, _): .standard
    case (.indexed, .rgb(let rgb)): .indexed(rgb.nearestFixed)
    case (.sixteen, .rgb), (.sixteen, .indexed): .ansi(nearestANSI)
    case (.eight, .ansi(let number)): .ansi(number & 7)
    case (.eight, .rgb), (.eight, .indexed): .ansi(nearestANSI & 7)
    }
  }

  /// Whether the colour is one of the upper 8 of the palette once it is reduced to 16.
  var isBright: Bool {
    if case .ansi(let number) = reduced(to: .sixteen) { return number > 8 }
    return false
  }

  private var nearestANSI: Int { rgb.map(\.nearestANSI) ?? 7 }
}

extension RGB {
  /// The nearest of the entries 16…255 to the eye; 0…15 belong to the user.
  fileprivate var nearestFixed: Int {
    let seen = Perception(self)
    let nearest = Color.seenPalette.indices.min {
      Color.seenPalette[$0].distance(to: seen) < Color.seenPalette[$1].distance(to: seen)
    }
    return 16 + (nearest ?? 0)
  }

  /// By hue, because by distance most pastels would become white.
  fileprivate var nearestANSI: Int {
    let seen = Perception(self)
    guard seen.chroma >= 0.04 else {
      switch seen.lightness {
      case ..<0.3: return 0
      case ..<0.65: return 8
      case ..<0.93: return 7
      default: return 15
      }
    }
    let hue = (1...6).max { one, two in
      seen.hueLikeness(to: Color.seenHues[one - 1])
        < seen.hueLikeness(to: Color.seenHues[two - 1])
    }
    return (hue ?? 7) + (seen.lightness > 0.65 ? 8 : 0)
  }
}

extension Color {
  fileprivate static let seenPalette = fixedPalette.map { Perception($0) }

  /// Red, green, yellow, blue, magenta and cyan.
  fileprivate static let seenHues = [
    0xCD0000, 0x00CD00, 0xCDCD00, 0x2040EE, 0xCD00CD, 0x00CDCD,
  ].map { Perception(RGB($0)) }
}
