internal import ArgumentParser
internal import Console
internal import KustomerDestination
internal import Tools

/// Lists, shows and checks themes.
struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "List, show and check themes.",
    subcommands: [ThemeListCommand.self, ThemeShowCommand.self, ThemeCheckCommand.self])

  @OptionGroup var common: CommonOptions

  func run() throws {
    throw CommandFailure(.usage, "theme needs one of list, show, check")
  }
}

/// Prints every theme.
struct ThemeListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print every theme.",
    discussion: helpText(examples: "kustomer-console theme list"))

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let invocation = Invocation(common)
    let library = try invocation.places().themeLibrary()
    let inUse = library.known(try invocation.settings().theme)
    var output = try Listing(
      [.init("name"), .init("in_use"), .init("variant"), .init("title", isFlexible: true)], listing,
      invocation)
    for name in library.names {
      let theme = library.theme(named: name).theme
      try output.line(
        [
          "name": .string(name), "title": .string(theme.title),
          "variant": .string(theme.variant.rawValue), "in_use": .bool(name == inUse),
        ] as JSON)
    }
    try output.flush()
  }
}

/// Prints what each role of a theme looks like.
struct ThemeShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print what each role of a theme looks like.",
    discussion: helpText(examples: "kustomer-console theme show nord"))

  @Argument(
    help: "A theme's name; by default the one in use.",
    completion: .names(orFiles: []) { try $0.themeLibrary().names })
  var name: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let theme = try Invocation(common).theme(name)
    var output = LineOutput(raw: common.raw)
    for role in Role.allCases {
      let style = theme.style(of: role, at: .truecolor)
      let line: JSON = [
        "role": .string(role.rawValue), "fg": .string(style.foreground.word),
        "bg": .string(style.background.word), "attrs": .array(style.attributes.words),
      ]
      try output.line(line.compact)
    }
    try output.flush()
  }
}

/// Measures the contrast of a theme's roles.
struct ThemeCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Print the contrast of each role; fails under 4.5 for text and 3 for lines.",
    discussion: helpText(
      examples: "kustomer-console theme check nord", "kustomer-console theme check ./mine.toml"))

  @Argument(
    help: "A theme's name or a theme file; by default the one in use.",
    completion: .names(orFiles: [".toml", ".yaml", ".yml"]) { try $0.themeLibrary().names })
  var name: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let check = ThemeCheck(try Invocation(common).theme(name))
    var output = LineOutput(raw: common.raw)
    for line in check.lines {
      let hundredths = line.contrast.map { ($0 * 100).rounded(.down) / 100 }
      let json: JSON = [
        "role": .string(line.role.rawValue),
        "contrast": hundredths.map { .number("\($0)") } ?? .null,
        "least": .number("\(line.least)"), "ok": .bool(!line.fails),
      ]
      try output.line(json.compact)
    }
    try output.flush()
    if check.fails { throw CommandFailure(.partly) }
  }
}

extension Invocation {
  /// A theme by its name or file, with its warnings on stderr; an unknown name is an error.
  fileprivate func theme(_ named: String?) throws -> Theme {
    let name = try named ?? settings().theme
    let library = try places().themeLibrary()
    let loaded: LoadedTheme
    if name.contains("/") || [".toml", ".yaml", ".yml"].contains(where: name.hasSuffix) {
      loaded = library.theme(file: name, text: try Places.text(ofTheme: name))
    } else if library.known(name) != nil {
      loaded = library.theme(named: name)
    } else {
      let hint = suggestionOrChoice(for: name, among: library.names)
      throw CommandFailure(.usage, "there is no theme \"\(name)\"\(hint)")
    }
    for warning in loaded.warnings { StandardError.say("\(warning)") }
    return loaded.theme
  }
}

extension Color {
  private static let names =
    ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    + ["brightblack", "brightred", "brightgreen", "brightyellow", "brightblue", "brightmagenta"]
    + ["brightcyan", "brightwhite"]

  /// As theme files write it.
  fileprivate var word: String {
    switch self {
    case .standard: "default"
    case .ansi(let number): Self.names[min(max(number, 0), 15)]
    case .indexed(let number): "xterm:\(number)"
    case .rgb(let rgb):
      "#" + String(String(0x100_0000 + rgb.value, radix: 16).dropFirst())
    }
  }
}

extension Attributes {
  fileprivate var words: [JSON] {
    let names: [(Attributes, JSON)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
      (.reverse, "reverse"),
    ]
    return names.filter { contains($0.0) }.map(\.1)
  }
}
