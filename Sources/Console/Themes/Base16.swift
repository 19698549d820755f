/// A base16 or base24 palette: `system`, `name`, `author`, `variant` and the colours `base00`…,
/// one `key: "value"` a line.
enum Base16 {
  /// The theme of a palette; what cannot be used of it is warned about.
  static func read(_ text: String, source: String, name: String) -> LoadedTheme {
    var theme = Theme(name: name)
    var warnings: [FileWarning] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let (key, value) = entry(of: line), !value.isEmpty else { continue }
      switch key {
      case "author": theme.author = value
      case "name", "scheme": theme.title = value
      case "variant": theme.variant = Theme.Variant(rawValue: value) ?? .any
      case _ where key.hasPrefix("base"):
        if let rgb = RGB(hex: value.hasPrefix("#") ? String(value.dropFirst()) : value) {
          theme.palette[canonical(key)] = .rgb(rgb)
        } else {
          warnings.append(
            FileWarning(source: source, line: index + 1, message: "\(key) is not six hex digits"))
        }
      default: break
      }
    }
    if let missing = missing(in: theme.palette) {
      warnings.append(FileWarning(source: source, line: nil, message: missing))
    }
    theme.entries = entries(theme.palette)
    return LoadedTheme(theme: theme, warnings: warnings)
  }

  /// What `extends = "base16"` stands for: the roles follow the sixteen colours of the palette that
  /// the extending file has.
  static let name = "base16"

  /// `base04 and 3 more are missing; a scheme has base00 to base0F`; nil when all are there.
  static func missing(in palette: [String: Color]) -> String? {
    let missing = (0..<16).map { "base0" + String($0, radix: 16, uppercase: true) }
      .filter { palette[$0] == nil }
    guard let first = missing.first else { return nil }
    let words =
      missing.count == 1
      ? "\(first) is missing" : "\(first) and \(missing.count - 1) more are missing"
    return words + "; a base16 scheme has base00 to base0F"
  }

  /// `base0a` and `base0A` are the same.
  private static func canonical(_ key: String) -> String {
    "base" + key.dropFirst(4).uppercased()
  }

  private static func entry(of line: Substring) -> (key: String, value: String)? {
    let line = line.drop(while: \.isWhitespace)
    guard !line.hasPrefix("#"), let colon = line.firstIndex(of: ":") else { return nil }
    var value = line[line.index(after: colon)...].drop(while: \.isWhitespace)
    if let quote = value.first, quote == "\"" || quote == "'" {
      value = value.dropFirst().prefix { $0 != quote }
    } else {
      value = value.prefix { !$0.isWhitespace }
    }
    let key = line[..<colon].filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
    return (String(key), String(value))
  }
}

extension Base16 {
  /// The usual meaning of the 16 colours (base16 styling guide), for our roles.
  static func entries(_ palette: [String: Color]) -> [Role: Theme.Entry] {
    var entries: [Role: Theme.Entry] = [:]
    for role in Role.allCases {
      let (front, back, attributes) = choice(role)
      let paper = palette["base\(back)"] ?? .standard
      entries[role] = Theme.Entry(
        style: Style(
          foreground: readable(palette["base\(front)"] ?? .standard, on: paper, role, palette),
          background: paper, attributes: attributes))
    }
    return entries
  }

  /// A colour that is too faint on its paper is moved towards the ink that lies farther from the
  /// paper, no farther than needed: many palettes were made for code, with comments meant to fade.
  private static func readable(
    _ front: Color, on back: Color, _ role: Role, _ palette: [String: Color]
  ) -> Color {
    guard let paper = back.rgb, let ink = front.rgb else { return front }
    let inks =
      ["base00", "base05", "base06", "base07"].compactMap { palette[$0]?.rgb }
      + [RGB(0), RGB(0xFF_FFFF)]
    let least = role.leastContrast
    if ink.contrast(to: paper) >= least { return front }
    let far =
      inks.first { $0.contrast(to: paper) >= least + 1 }
      ?? (RGB(0).contrast(to: paper) > RGB(0xFF_FFFF).contrast(to: paper) ? RGB(0) : RGB(0xFF_FFFF))
    let steps = (1...16).lazy.map { ink.mixed(with: far, sixteenths: $0) }
    return .rgb(steps.first { $0.contrast(to: paper) >= least } ?? far)
  }

  private static func choice(_ role: Role) -> (front: String, back: String, Attributes) {
    switch role {
    case .text, .message: ("05", "00", [])
    case .title: ("06", "00", .bold)
    case .muted, .label, .keyHint, .status, .jsonPunct, .tab: ("04", "00", [])
    case .faint, .placeholder, .border, .gap, .notSent, .jsonNull: ("03", "00", [])
    case .borderFocus: ("0D", "00", .bold)
    case .selection: ("06", "02", .bold)
    case .selectionInactive: ("05", "01", [])
    case .fresh: ("0B", "01", .bold)
    case .input: ("06", "01", [])
    case .inputError: ("08", "01", .underline)
    case .keyName: ("0D", "00", .bold)
    case .tabActive: ("00", "0D", .bold)
    case .ok, .diffAdd, .sessionExplicit, .jsonString: ("0B", "00", [])
    case .warn, .diffChange, .sessionAuto: ("0A", "00", [])
    case .error: ("08", "00", .bold)
    case .diffDel: ("08", "00", [])
    case .info, .typeScreen, .sessionThird: ("0C", "00", [])
    case .badgeDry: ("00", "0B", .bold)
    case .badgeAsk: ("00", "0A", .bold)
    case .badgeLive: ("00", "08", .bold)
    case .badgeDemo: ("00", "0E", .bold)
    case .badgeReadonly: ("00", "04", .bold)
    case .typePage, .jsonKey, .sessionFourth: ("0D", "00", [])
    case .typeIdentify, .jsonBool: ("0E", "00", [])
    case .typeTrack, .jsonNumber: ("09", "00", [])
    case .sessionAnonymous: ("04", "00", .italic)
    }
  }
}

extension RGB {
  /// So many sixteenths of the way to another colour.
  fileprivate func mixed(with other: RGB, sixteenths: Int) -> RGB {
    func mix(_ one: UInt8, _ two: UInt8) -> UInt8 {
      UInt8((Int(one) * (16 - sixteenths) + Int(two) * sixteenths) / 16)
    }
    return RGB(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}
