/// A colour by how it is seen: OKLab, where distance is difference (Ottosson, 2020).
struct Perception: Hashable {
  /// 0 black … 1 white.
  var lightness: Double
  /// Green to red.
  var a: Double
  /// Blue to yellow.
  var b: Double

  init(_ rgb: RGB) {
    let (red, green, blue) = rgb.linear
    let long = root(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue, 3)
    let medium = root(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue, 3)
    let short = root(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue, 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
  }

  /// The colourfulness, 0 for a grey.
  var chroma: Double { (a * a + b * b).squareRoot() }

  /// The square of the seen difference.
  func distance(to other: Perception) -> Double {
    let (l, a, b) = (lightness - other.lightness, a - other.a, b - other.b)
    return l * l + a * a + b * b
  }

  /// How alike two hues are: 1 the same, -1 opposite.
  func hueLikeness(to other: Perception) -> Double {
    (a * other.a + b * other.b) / max(chroma * other.chroma, 1e-9)
  }
}

extension RGB {
  /// The light of each part, 0…1.
  var linear: (red: Double, green: Double, blue: Double) {
    (linearLight[Int(red)], linearLight[Int(green)], linearLight[Int(blue)])
  }

  /// WCAG's relative luminance, 0…1.
  private var luminance: Double {
    let (red, green, blue) = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  /// WCAG's contrast between two colours, 1…21.
  package func contrast(to other: RGB) -> Double {
    let (one, two) = (luminance + 0.05, other.luminance + 0.05)
    return max(one, two) / min(one, two)
  }
}

private let linearLight: [Double] = (0..<256).map { step in
  let value = Double(step) / 255
  if value <= 0.04045 { return value / 12.92 }
  let base = (value + 0.055) / 1.055
  return base * base * root(base * base, 5)
}

/// The n-th root of a number from 0 to 1, by Newton: this module has no mathematics library.
private func root(_ value: Double, _ n: Int) -> Double {
  guard value > 0 else { return 0 }
  var guess = 1.0
  for _ in 0..<60 {
    let power = (1..<n).reduce(1.0) { product, _ in product * guess }
    let next = guess - (guess - value / power) / Double(n)
    if next == guess { break }
    guess = next
  }
  return guess
}

extension RGB {
  /// Whether light text is what is read on it.
  package var isDark: Bool {
    let black = RGB(red: 0, green: 0, blue: 0)
    let white = RGB(red: 255, green: 255, blue: 255)
    return contrast(to: white) >= contrast(to: black)
  }
}
