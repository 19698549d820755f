internal import Tools

/// Reads a theme file over the theme that it extends.
struct ThemeReader {
  private let source: String
  private var theme: Theme
  /// Whether a role that the file names keeps what it does not say from the extended theme.
  private var inherits = false
  private var warnings: [FileWarning] = []
  private var inherited: [FileWarning] = []

  /// Reads a TOML text; `base` is asked for what `extends` names.
  static func read(
    _ text: String, source: String, name: String, base: (String) -> LoadedTheme?
  ) -> LoadedTheme {
    var reader = ThemeReader(source: source, theme: Theme(name: name))
    do {
      reader.read(try TOMLRecord(parsing: text), base: base)
    } catch {
      reader.theme = base("terminal")?.theme ?? reader.theme
      reader.theme.name = name
      reader.warn("\(error.message); the theme of the terminal is used", line: error.place?.line)
    }
    let own = reader.warnings.sorted { ($0.line ?? .max) < ($1.line ?? .max) }
    return LoadedTheme(theme: reader.theme, warnings: reader.inherited + own)
  }

  private init(source: String, theme: Theme) {
    self.source = source
    self.theme = theme
  }
}

extension ThemeReader {
  private static let keys = [
    "schema", "name", "variant", "author", "extends", "palette", "role",
  ]

  private mutating func read(_ file: TOMLRecord, base: (String) -> LoadedTheme?) {
    warnOfUnknownKeys(of: file, among: ThemeReader.keys)
    extend(file, base: base)
    readHead(file)
    if let palette = value({ try file.table("palette") }) { readPalette(palette) }
    if value({ try file.string("extends") }) == Base16.name { followPalette(file) }
    if let roles = value({ try file.table("role") }) { readRoles(roles) }
  }

  private mutating func extend(_ file: TOMLRecord, base: (String) -> LoadedTheme?) {
    let wanted = value { try file.string("extends") }
    inherits = wanted != nil
    guard wanted != Base16.name else { return }
    var found = base(wanted ?? "terminal")
    if found == nil {
      if let wanted {
        warn(
          "cannot extend \"\(wanted)\": no such theme, or it extends this one",
          line: file.line(of: "extends"))
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
  private mutating func followPalette(_ file: TOMLRecord) {
    if let missing = Base16.missing(in: theme.palette) {
      warn("[palette]: \(missing)", line: file.line(of: "palette"))
    }
    theme.entries = Base16.entries(theme.palette)
  }

  private mutating func readHead(_ file: TOMLRecord) {
    if (try? file.integer("schema", in: 1...1)) == nil {
      warn("schema is not 1; read as 1", line: file.line(of: "schema"))
    }
    theme.title = value { try file.string("name") } ?? theme.name
    theme.author = value { try file.string("author") } ?? ""
    if let variant: Theme.Variant = value({ try file.word("variant") }) { theme.variant = variant }
  }

  private mutating func readPalette(_ palette: TOMLRecord) {
    for name in palette.namesInOrder {
      if let color = color(name, of: palette) { theme.palette[name] = color }
    }
  }

  private mutating func readRoles(_ roles: TOMLRecord) {
    for name in roles.namesInOrder {
      guard let role = Role(rawValue: name) else {
        let known = Role.allCases.map(\.rawValue)
        warn(
          "unknown role \"\(name)\"\(suggestion(for: name, among: known))",
          line: roles.line(of: name))
        continue
      }
      if let table = value({ try roles.table(name) }) { readEntry(table, role: role) }
    }
  }
}

extension ThemeReader {
  private static let entryKeys = ["fg", "bg", "attrs", "c16", "c8", "mono"]

  private mutating func readEntry(_ table: TOMLRecord, role: Role) {
    warnOfUnknownKeys(of: table, among: ThemeReader.entryKeys)
    var entry = inherits ? theme.entries[role] ?? Theme.Entry() : Theme.Entry()
    // What the extended theme chose for fewer colours belongs to the colours it had.
    if ["fg", "bg", "attrs"].contains(where: table.contains) {
      (entry.sixteen, entry.eight, entry.mono) = (nil, nil, nil)
    }
    readStyle(table, into: &entry.style)
    entry.sixteen = style("c16", .sixteen, of: table, over: entry.style) ?? entry.sixteen
    entry.eight = style("c8", .eight, of: table, over: entry.style) ?? entry.eight
    entry.mono = attributes("mono", of: table) ?? entry.mono
    theme.entries[role] = entry
  }

  private mutating func style(
    _ key: String, _ depth: ColorDepth, of table: TOMLRecord, over full: Style
  ) -> Style? {
    guard let inner = value({ try table.table(key) }) else { return nil }
    var style = Style(attributes: full.attributes)
    readStyle(inner, into: &style, isReduced: true)
    return style.reduced(to: depth)
  }

  private mutating func readStyle(
    _ table: TOMLRecord, into style: inout Style, isReduced: Bool = false
  ) {
    if let color = color("fg", of: table, isReduced) { style.foreground = color }
    if let color = color("bg", of: table, isReduced) { style.background = color }
    if let attributes = attributes("attrs", of: table) { style.attributes = attributes }
  }

  private mutating func attributes(_ key: String, of table: TOMLRecord) -> Attributes? {
    guard let names = value({ try table.strings(key, "a list of attributes") }) else { return nil }
    var attributes: Attributes = []
    for name in names {
      if let known = Attributes.names.first(where: { $0.name == name }) {
        attributes.insert(known.attribute)
      } else {
        warn(
          "unknown attribute \"\(name)\""
            + suggestion(for: name, among: Attributes.names.map(\.name)),
          line: table.line(of: key))
      }
    }
    return attributes
  }

  private mutating func color(
    _ key: String, of table: TOMLRecord, _ isReduced: Bool = false
  ) -> Color? {
    guard let word = value({ try table.string(key) }) else { return nil }
    let fixed = Color(word: word)
    let named = theme.palette[word]
    // A file may call its own shade "red"; an exact choice for fewer colours means the terminal's.
    if let color = isReduced ? fixed ?? named : named ?? fixed { return color }
    let known = ["default"] + Color.ansiNames + theme.palette.keys.sorted()
    warn(
      "unknown colour \"\(word)\"\(suggestion(for: word, among: known))", line: table.line(of: key))
    return nil
  }

  private mutating func warnOfUnknownKeys(of table: TOMLRecord, among known: [String]) {
    for key in table.namesInOrder where !known.contains(key) {
      warn("unknown key \"\(key)\"\(suggestion(for: key, among: known))", line: table.line(of: key))
    }
  }

  /// What a reading gives; nil with a warning where it throws.
  private mutating func value<Value>(_ read: () throws -> Value?) -> Value? {
    do {
      return try read()
    } catch {
      let problem = error as? TOMLProblem
      warn(problem?.message ?? "\(error)", line: problem?.place?.line)
      return nil
    }
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
