import Console
import Testing

struct ThemeReaderTests {
  private func read(_ text: String, among files: [String: String] = [:]) -> LoadedTheme {
    ThemeLibrary(files: files).theme(file: "mine.toml", text: text)
  }

  private func style(
    _ role: Role, of text: String, at depth: ColorDepth = .truecolor
  ) -> Style {
    read("schema = 1\n" + text).theme.style(of: role, at: depth)
  }

  @Test(arguments: [
    ("default", Color.standard), ("red", .ansi(1)), ("brightred", .ansi(9)),
    ("brightwhite", .ansi(15)), ("xterm:9", .ansi(9)), ("xterm:208", .indexed(208)),
    ("#d8dee9", .rgb(RGB(red: 0xD8, green: 0xDE, blue: 0xE9))),
    ("sea", .rgb(RGB(red: 0x7A, green: 0xA2, blue: 0xF7))),
  ])
  func `a colour word means a colour`(_ word: String, _ color: Color) {
    let text = "[palette]\nsea = \"#7aa2f7\"\n[role.ok]\nfg = \"\(word)\"\n"
    #expect(style(.ok, of: text).foreground == color)
  }

  @Test func `a role keeps from the extended theme what it does not say`() {
    let text = "extends = \"dark\"\n[role.error]\nfg = \"#ff0000\"\n"
    let style = style(.error, of: text)
    #expect(style.foreground == .rgb(RGB(red: 255, green: 0, blue: 0)))
    #expect(style.background == .rgb(RGB(red: 0x1A, green: 0x1D, blue: 0x23)))
    #expect(style.attributes == .bold)
  }

  @Test func `a theme that extends none starts each role it names afresh`() {
    let text = "[role.selection]\nfg = \"black\"\nbg = \"cyan\"\n"
    let style = style(.selection, of: text)
    #expect(style == Style(foreground: .ansi(0), background: .ansi(6)))
    #expect(self.style(.error, of: text).foreground == .ansi(1))
  }

  @Test func `a theme may use the palette of the one it extends`() {
    let text = "extends = \"dark\"\n[role.ok]\nfg = \"raised\"\n"
    #expect(style(.ok, of: text).foreground == .rgb(RGB(red: 0x26, green: 0x2A, blue: 0x33)))
  }

  @Test func `a palette may call its own shade by one of the 16 names`() {
    let text = """
      [palette]
      red = "#f28b82"
      [role.error]
      fg = "red"
      c16 = { fg = "red" }
      """
    #expect(style(.error, of: text).foreground == .rgb(RGB(red: 0xF2, green: 0x8B, blue: 0x82)))
    #expect(style(.error, of: text, at: .sixteen).foreground == .ansi(1))
  }

  @Test func `an exact choice for fewer colours is kept`() {
    let text = """
      [role.badge-live]
      fg = "#ffffff"
      bg = "#c4302b"
      attrs = ["bold"]
      c16 = { fg = "brightwhite", bg = "red" }
      c8 = { fg = "white", bg = "red", attrs = ["bold", "underline"] }
      mono = ["reverse"]
      """
    let role = Role.badgeLive
    #expect(
      style(role, of: text, at: .sixteen)
        == Style(foreground: .ansi(15), background: .ansi(1), attributes: .bold))
    #expect(
      style(role, of: text, at: .eight)
        == Style(foreground: .ansi(7), background: .ansi(1), attributes: [.bold, .underline]))
    #expect(style(role, of: text, at: .mono) == Style(attributes: .reverse))
  }

  @Test(arguments: [
    ("schema = 2\n", "mine.toml:1: schema is not 1; read as 1"),
    ("schema = 1\nautor = \"x\"\n", "mine.toml:2: unknown key \"autor\"; did you mean \"author\"?"),
    (
      "schema = 1\n\n[role.badge-liv]\nfg = \"red\"\n",
      "mine.toml:3: unknown role \"badge-liv\"; did you mean \"badge-live\"?"
    ),
    (
      "schema = 1\n[role.ok]\nfg = \"gren\"\n",
      "mine.toml:3: unknown colour \"gren\"; did you mean \"green\"?"
    ),
    (
      "schema = 1\n[role.ok]\nbg = \"red\"\nattrs = [\"blod\"]\n",
      "mine.toml:4: unknown attribute \"blod\"; did you mean \"bold\"?"
    ),
    (
      "schema = 1\n[role.ok]\nfgg = \"red\"\n",
      "mine.toml:3: unknown key \"fgg\"; did you mean \"fg\"?"
    ),
    (
      "schema = 1\n[role.ok]\nfg = 3\n",
      "mine.toml:3: fg is an integer; it must be a string in quotes"
    ),
    (
      "schema = 1\n[role.ok]\nattrs = \"bold\"\n",
      "mine.toml:3: attrs is a string; it must be a list of attributes"
    ),
    ("schema = 1\n[role.ok]\nc16 = \"red\"\n", "mine.toml:3: c16 is a string; it must be a table"),
    ("schema = 1\nrole = 1\n", "mine.toml:2: role is an integer; it must be a table"),
    (
      "schema = 1\nvariant = \"drak\"\n",
      "mine.toml:2: unknown word \"drak\" for variant; did you mean \"dark\"?"
    ),
    (
      "schema = 1\nextends = \"drak\"\n",
      "mine.toml:2: cannot extend \"drak\": no such theme, or it extends this one"
    ),
    (
      "schema = 1\n[palette]\nink = \"#12345\"\n",
      "mine.toml:3: unknown colour \"#12345\""
    ),
  ])
  func `what has no effect is told with its line`(_ text: String, _ warning: String) {
    let loaded = read(text)
    #expect(loaded.warnings.map(\.description) == [warning])
    #expect(!loaded.theme.entries.isEmpty)
  }

  @Test func `a file that is not TOML looks like the terminal`() {
    let loaded = read("schema = 1\n[role.text\nfg = \"red\"\n")
    #expect(loaded.warnings.map(\.line) == [2])
    #expect(loaded.theme.entries == ThemeLibrary().theme(named: "terminal").theme.entries)
  }

  @Test func `themes that extend each other are refused, not followed`() {
    let files = [
      "a.toml": "schema = 1\nextends = \"b\"\n[role.ok]\nfg = \"red\"\n",
      "b.toml": "schema = 1\nextends = \"a\"\n",
    ]
    let loaded = ThemeLibrary(files: files).theme(named: "a")
    #expect(
      loaded.warnings.map(\.description) == [
        "b.toml:2: cannot extend \"a\": no such theme, or it extends this one"
      ])
    #expect(loaded.theme.style(of: .ok, at: .sixteen).foreground == .ansi(1))
  }

  @Test func `the user's theme may extend the built-in one that it hides`() {
    let text = "schema = 1\nextends = \"dark\"\n[role.ok]\nfg = \"xterm:1\"\n"
    let loaded = ThemeLibrary(files: ["dark.toml": text]).theme(named: "dark")
    #expect(loaded.warnings.isEmpty)
    #expect(loaded.theme.style(of: .ok, at: .truecolor).foreground == .ansi(1))
    #expect(loaded.theme.palette["paper"] != nil)
  }

  @Test func `an unknown name gives the terminal's look with a hint`() {
    let loaded = ThemeLibrary().theme(named: "drak")
    #expect(loaded.theme.name == "terminal")
    #expect(
      loaded.warnings.map(\.description) == [
        "theme: there is no theme \"drak\"; did you mean \"dark\"?; the theme \"terminal\" is used"
      ])
  }

  private static let dracula = """
    system: "base16"
    name: "Dracula"
    author: "someone"
    variant: "dark"
    palette:
      base00: "#282a36" # paper
      base01: "21222c"
      base02: "44475a"
      base03: '6272a4'
      base04: "9ea8c7"
      base05: "f8f8f2"
      base06: "f0f1f4"
      base07: "ffffff"
      base08: "ff5555"
      base09: "ffb86c"
      base0A: "f1fa8c"
      base0b: "50fa7b"
      base0C: "8be9fd"
      base0D: "80bfff"
      base0E: "ff79c6"
      base0F: "bd93f9"
    """

  @Test func `a base16 palette is a theme`() {
    let library = ThemeLibrary(files: ["dracula.yaml": ThemeReaderTests.dracula])
    #expect(library.names.contains("base16:dracula"))
    let loaded = library.theme(named: "base16:dracula")
    #expect(loaded.warnings.isEmpty)
    #expect(loaded.theme.variant == .dark)
    #expect(
      loaded.theme.style(of: .ok, at: .truecolor).foreground
        == .rgb(RGB(red: 0x50, green: 0xFA, blue: 0x7B)))
  }

  @Test func `a theme may extend a base16 palette and name its colours`() {
    let text = "schema = 1\nextends = \"base16:dracula\"\n[role.error]\nfg = \"base0F\"\n"
    let loaded = read(text, among: ["dracula.yaml": ThemeReaderTests.dracula])
    #expect(loaded.warnings.isEmpty)
    let style = loaded.theme.style(of: .error, at: .truecolor)
    #expect(style.foreground == .rgb(RGB(red: 0xBD, green: 0x93, blue: 0xF9)))
    #expect(style.background == .rgb(RGB(red: 0x28, green: 0x2A, blue: 0x36)))
  }

  @Test func `a theme that follows base16 needs only the sixteen colours`() {
    let palette = (0..<16).map {
      "base0\(String($0, radix: 16, uppercase: true)) = \"#0000\($0 + 10)\""
    }
    let text = "extends = \"base16\"\n[palette]\n" + palette.joined(separator: "\n")
    #expect(read("schema = 1\n" + text).warnings.isEmpty)
    let blue = style(.typePage, of: text)
    #expect(blue.background == .rgb(RGB(red: 0, green: 0, blue: 0x10)))
    #expect(
      style(.error, of: text + "\n[role.error]\nfg = \"#ff8080\"\n").foreground
        == .rgb(RGB(red: 0xFF, green: 0x80, blue: 0x80)))
    let holes = read("schema = 1\nextends = \"base16\"\n[palette]\nbase00 = \"#000000\"\n")
    #expect(
      holes.warnings.map(\.message) == [
        "[palette]: base01 and 14 more are missing; a base16 scheme has base00 to base0F"
      ])
  }

  @Test func `a palette with holes says which`() {
    let text = ThemeReaderTests.dracula.replacing("base0F: \"bd93f9\"", with: "base0F: \"bd93\"")
    let loaded = ThemeLibrary(files: ["d.yml": text]).theme(named: "base16:d")
    #expect(
      loaded.warnings.map(\.description) == [
        "d.yml:21: base0F is not six hex digits",
        "d.yml: base0F is missing; a base16 scheme has base00 to base0F",
      ])
    let library = ThemeLibrary(files: ["d.yml": text])
    #expect(library.theme(named: "d").warnings == loaded.warnings)
    #expect(library.known("d") == "base16:d")
    #expect(library.known("nord") == "nord")
    #expect(library.known("nord2") == nil)
    let empty = ThemeLibrary(files: ["d.yml": "name: \"n\"\n"]).theme(named: "base16:d")
    #expect(
      empty.warnings.map(\.description) == [
        "d.yml: base00 and 15 more are missing; a base16 scheme has base00 to base0F"
      ])
  }
}
