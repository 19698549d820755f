internal import TOMLKit

/// Reads a theme file over the theme that it extends.
struct ThemeReader {
  private let source: String
  private let lines: TOMLLines
  private var theme: Theme
  /// Whether a role that the file names keeps what it does not say from the extended theme.
  private var inherits = false
  private var warnings: [FileWarning] = []
  private var inherited: [FileWarning] = []

  /// Reads a TOML text; `base` is asked for what `extends` names.
  static func read(
    _ text: String, source: String, name: String, base: (String) -> LoadedTheme?
  ) -> LoadedTheme {
    var reader = ThemeReader(source: source, lines: TOMLLines(text), theme: Theme(name: name))
    do {
      reader.read(try TOMLTable(string: text), base: base)
    } catch let error as TOMLParseError {
      reader.theme = base("terminal")?.theme ?? reader.theme
      reader.theme.name = name
      reader.warn(
        "not valid TOML, so the theme of the terminal is used: \(error.description)",
        line: error.source.begin.line)
    } catch {
      reader.warn("not readable: \(error)", line: nil)
    }
    let own = reader.warnings.sorted { ($0.line ?? .max) < ($1.line ?? .max) }
    return LoadedTheme(theme: reader.theme, warnings: reader.inherited + own)
  }

  private init(source: String, lines: TOMLLines, theme: Theme) {
    self.source = source
    self.lines = lines
    self.theme = theme
  }
}

extension ThemeReader {
  private static let keys = [
    "schema", "name", "variant", "author", "extends", "palette", "role",
  ]

  private mutating func read(_ file: TOMLTable, base: (String) -> LoadedTheme?) {
    for key in file.keys where !ThemeReader.keys.contains(key) {
      warn(
        "unknown key \"\(key)\"\(suggestion(for: key, among: ThemeReader.keys))",
        line: lines.line(ofTable: "", key: key) ?? lines.line(ofTable: key))
    }
    extend(file, base: base)
    readHead(file)
    if let palette = table("palette", of: file, path: "") { readPalette(palette) }
    if string("extends", of: file, path: "") == Base16.name { followPalette() }
    if let roles = table("role", of: file, path: "") { readRoles(roles) }
  }

  private mutating func extend(_ file: TOMLTable, base: (String) -> LoadedTheme?) {
    let wanted = string("extends", of: file, path: "")
    inherits = wanted != nil
    guard wanted != Base16.name else { return }
    var found = base(wanted ?? "terminal")
    if found == nil {
      if let wanted {
        warn(
          "cannot extend \"\(wanted)\": no such theme, or it extends this one",
          line: lines.line(ofTable: "", key: "extends"))
      }
      found = base("terminal")
    }
    guard let found else { return }
    let name = theme.name
    theme = found.theme
    theme.name = name
    inherited = found.warnings
  }

  /// Gives every role the colour of the sixteen that the base16 styling guide gives it.
  private mutating func followPalette() {
    let missing = Base16.required.filter { theme.palette[$0] == nil }
    if let first = missing.first {
      warn(
        "\(first) is missing in [palette]; \"base16\" needs base00 to base0F",
        line: lines.line(ofTable: "palette"))
    }
    theme.entries = Base16.entries(theme.palette)
  }

  private mutating func readHead(_ file: TOMLTable) {
    if file["schema"]?.int != 1 {
      warn("schema is not 1; read as 1", line: lines.line(ofTable: "", key: "schema"))
    }
    theme.title = string("name", of: file, path: "") ?? theme.name
    theme.author = string("author", of: file, path: "") ?? ""
    guard let variant = string("variant", of: file, path: "") else { return }
    let known = Theme.Variant.allCases.map(\.rawValue)
    guard let variant = Theme.Variant(rawValue: variant) else {
      return warn(
        "unknown variant \"\(variant)\", known are \(known.joined(separator: ", "))",
        line: lines.line(ofTable: "", key: "variant"))
    }
    theme.variant = variant
  }

  private mutating func readPalette(_ palette: TOMLTable) {
    for name in palette.keys {
      guard let word = string(name, of: palette, path: "palette"),
        let color = color(word, path: "palette", key: name)
      else { continue }
      theme.palette[name] = color
    }
  }

  private mutating func readRoles(_ roles: TOMLTable) {
    for name in roles.keys {
      let path = "role.\(name)"
      guard let role = Role(rawValue: name) else {
        let known = Role.allCases.map(\.rawValue)
        warn(
          "unknown role \"\(name)\"\(suggestion(for: name, among: known))",
          line: lines.line(ofTable: path))
        continue
      }
      guard let table = table(name, of: roles, path: "role") else { continue }
      readEntry(table, role: role, path: path)
    }
  }
}

extension ThemeReader {
  private static let entryKeys = ["fg", "bg", "attrs", "c16", "c8", "mono"]

  private mutating func readEntry(_ table: TOMLTable, role: Role, path: String) {
    for key in table.keys where !ThemeReader.entryKeys.contains(key) {
      warn(
        "unknown key \"\(key)\"\(suggestion(for: key, among: ThemeReader.entryKeys))",
        line: lines.line(ofTable: path, key: key))
    }
    var entry = inherits ? theme.entries[role] ?? Theme.Entry() : Theme.Entry()
    // What the extended theme chose for fewer colours belongs to the colours it had.
    if table.contains(key: "fg") || table.contains(key: "bg") || table.contains(key: "attrs") {
      (entry.sixteen, entry.eight, entry.mono) = (nil, nil, nil)
    }
    readStyle(table, into: &entry.style, path: path)
    entry.sixteen = style("c16", of: table, over: entry.style, path: path) ?? entry.sixteen
    entry.eight = style("c8", of: table, over: entry.style, path: path) ?? entry.eight
    entry.mono = attributes("mono", of: table, path: path) ?? entry.mono
    theme.entries[role] = entry
  }

  private mutating func style(
    _ key: String, of table: TOMLTable, over full: Style, path: String
  ) -> Style? {
    guard table.contains(key: key), let inner = self.table(key, of: table, path: path) else {
      return nil
    }
    let depth: ColorDepth = key == "c8" ? .eight : .sixteen
    var style = Style(attributes: full.attributes)
    readStyle(inner, into: &style, path: path, lineKey: key)
    return style.reduced(to: depth)
  }

  private mutating func readStyle(
    _ table: TOMLTable, into style: inout Style, path: String, lineKey: String? = nil
  ) {
    if let word = string("fg", of: table, path: path, lineKey: lineKey),
      let color = color(word, path: path, key: lineKey ?? "fg")
    {
      style.foreground = color
    }
    if let word = string("bg", of: table, path: path, lineKey: lineKey),
      let color = color(word, path: path, key: lineKey ?? "bg")
    {
      style.background = color
    }
    if let attributes = attributes("attrs", of: table, path: path, lineKey: lineKey) {
      style.attributes = attributes
    }
  }

  private mutating func attributes(
    _ key: String, of table: TOMLTable, path: String, lineKey: String? = nil
  ) -> Attributes? {
    guard let value = table[key] else { return nil }
    guard let words = value.array else {
      warn(
        "\(key) is not a list of attributes", line: lines.line(ofTable: path, key: lineKey ?? key))
      return nil
    }
    var attributes: Attributes = []
    for word in words {
      let name = word.string ?? word.debugDescription
      if let known = Attributes.names.first(where: { $0.name == name }) {
        attributes.insert(known.attribute)
      } else {
        warn(
          "unknown attribute \"\(name)\""
            + suggestion(for: name, among: Attributes.names.map(\.name)),
          line: lines.line(ofTable: path, key: lineKey ?? key))
      }
    }
    return attributes
  }

  private mutating func color(_ word: String, path: String, key: String) -> Color? {
    let fixed = Color(word: word)
    let named = theme.palette[word]
    // A file may call its own shade "red"; an exact choice for fewer colours means the palette's.
    if let color = key == "c16" || key == "c8" ? fixed ?? named : named ?? fixed { return color }
    let known = ["default"] + Color.ansiNames + theme.palette.keys.sorted()
    warn(
      "unknown colour \"\(word)\"\(suggestion(for: word, among: known))",
      line: lines.line(ofTable: path, key: key))
    return nil
  }

  private mutating func table(_ key: String, of table: TOMLTable, path: String) -> TOMLTable? {
    guard let value = table[key] else { return nil }
    if let inner = value.table { return inner }
    warn("\(key) is not a table", line: lines.line(ofTable: path, key: key))
    return nil
  }

  private mutating func string(
    _ key: String, of table: TOMLTable, path: String, lineKey: String? = nil
  ) -> String? {
    guard let value = table[key] else { return nil }
    if let string = value.string { return string }
    warn("\(key) is not a string", line: lines.line(ofTable: path, key: lineKey ?? key))
    return nil
  }

  private mutating func warn(_ message: String, line: Int?) {
    warnings.append(FileWarning(source: source, line: line, message: message))
  }
}

extension Color {
  /// The colour that a word means without a palette: `#rrggbb`, `default`, one of the 16 names or
  /// `xterm:0`…`xterm:255`.
  init?(word: String) {
    if word == "default" {
      self = .standard
    } else if let number = Color.ansiNames.firstIndex(of: word) {
      self = .ansi(number)
    } else if word.hasPrefix("#"), let rgb = RGB(hex: word.dropFirst()) {
      self = .rgb(rgb)
    } else if word.hasPrefix("xterm:"), let number = UInt8(word.dropFirst(6)) {
      self = number < 16 ? .ansi(Int(number)) : .indexed(Int(number))
    } else {
      return nil
    }
  }
}
