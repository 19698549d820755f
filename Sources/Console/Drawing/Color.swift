/// A colour as a theme names it or a terminal can show it.
package enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background, whatever the user chose.
  case standard
  /// One of the 16 palette colours that belong to the user, 0…15.
  case ansi(Int)
  /// One of the colours of the 256-colour palette that are the same everywhere, 16…255.
  case indexed(Int)
  /// Exactly this colour.
  case rgb(RGB)
}

/// Red, green and blue of sRGB, 8 bits each.
package struct RGB: Hashable, Sendable {
  /// 0…255.
  package var red, green, blue: UInt8

  /// A colour.
  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour of six hexadecimal digits, nil if it is not exactly that.
  package init?(hex: some StringProtocol) {
    guard hex.utf8.count == 6, hex.allSatisfy(\.isHexDigit), let value = UInt32(hex, radix: 16)
    else { return nil }
    self.init(value)
  }

  init(_ value: UInt32) {
    self.init(
      red: UInt8(value >> 16 & 0xFF), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }

  /// The colour as one number, `0xRRGGBB`.
  package var value: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }
}

extension Color {
  /// The 16 names, in the order of the palette.
  static let ansiNames = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "brightblack", "brightred", "brightgreen", "brightyellow", "brightblue", "brightmagenta",
    "brightcyan", "brightwhite",
  ]

  /// What the colour looks like: exact for 16…255 and RGB, xterm's palette for the 16 names, nil
  /// for the terminal's own.
  package var rgb: RGB? {
    switch self {
    case .standard: nil
    case .ansi(let number): Color.xtermANSI[number & 15]
    case .indexed(let number): Color.fixedPalette[min(max(number, 16), 255) - 16]
    case .rgb(let rgb): rgb
    }
  }

  private static let xtermANSI: [RGB] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { RGB($0) }

  /// Entries 16…255: a cube of six steps, then 24 greys.
  static let fixedPalette: [RGB] = {
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = steps.flatMap { red in
      steps.flatMap { green in steps.map { RGB(red: red, green: green, blue: $0) } }
    }
    return cube
      + (0..<24).map { step in
        let grey = UInt8(8 + 10 * step)
        return RGB(red: grey, green: grey, blue: grey)
      }
  }()
}
