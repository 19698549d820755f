import Console
import Foundation
import Testing

struct ThemeBuiltInTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "themes")

  @Test func `every theme file is in the program`() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: ThemeBuiltInTests.folder.path(percentEncoded: false))
    #expect(files.sorted() == EmbeddedFile.themes.map { $0.name + ".toml" }.sorted())
    for theme in EmbeddedFile.themes {
      let file = ThemeBuiltInTests.folder.appending(path: theme.name + ".toml")
      #expect(try String(contentsOf: file, encoding: .utf8) == theme.text)
    }
  }

  @Test(arguments: EmbeddedFile.themes.map(\.name))
  func `a built-in theme loads without a warning`(_ name: String) {
    let loaded = ThemeLibrary().theme(named: name)
    #expect(loaded.warnings.map(\.description) == [])
    #expect(Set(loaded.theme.entries.keys) == Set(Role.allCases))
  }

  @Test(arguments: EmbeddedFile.themes.map(\.name))
  func `a built-in theme can be read`(_ name: String) {
    let check = ThemeCheck(ThemeLibrary().theme(named: name).theme)
    #expect(check.lines.filter(\.fails) == [])
  }

  @Test(arguments: ["high-contrast-dark", "high-contrast-light", "presentation"])
  func `a theme of high contrast has 7 to 1 for text`(_ name: String) {
    let check = ThemeCheck(ThemeLibrary().theme(named: name).theme)
    for line in check.lines where line.least >= 4.5 {
      #expect((line.contrast ?? 0) >= 7, "\(line)")
    }
  }

  /// The two pairs whose hue alone some cannot tell apart must differ in lightness or on the other
  /// axis: seen through the deficiency (Viénot 1999 for red and green), they stay apart.
  @Test func `good and bad stay apart without red and green`() {
    let theme = ThemeLibrary().theme(named: "deuteranopia").theme
    let good = theme.style(of: .ok, at: .truecolor).foreground.rgb
    let bad = theme.style(of: .error, at: .truecolor).foreground.rgb
    // Without green cones red and green run together; the blue part is left.
    #expect(abs(Int(good?.blue ?? 0) - Int(bad?.blue ?? 0)) > 100)
  }

  @Test(arguments: EmbeddedFile.themes.map(\.name), [ColorDepth.eight, .sixteen, .indexed])
  func `a reduced theme never shows a colour on itself`(_ name: String, _ depth: ColorDepth) {
    let theme = ThemeLibrary().theme(named: name).theme
    for role in Role.allCases {
      let style = theme.style(of: role, at: depth)
      #expect(style.foreground != style.background || style.foreground == .standard)
    }
  }

  @Test(arguments: ["terminal", "mono"])
  func `a theme that leaves the background alone uses no colour of its own`(_ name: String) {
    let theme = ThemeLibrary().theme(named: name).theme
    for role in Role.allCases {
      let style = theme.style(of: role, at: .truecolor)
      #expect(style.background == .standard)
      if case .rgb = style.foreground { Issue.record("\(role)") }
    }
  }
}
