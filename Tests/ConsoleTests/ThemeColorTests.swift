import Console
import Testing

struct ThemeColorTests {
  private func reduced(_ front: String, on back: String, to depth: ColorDepth) -> Style {
    let text = "schema = 1\n[role.message]\nfg = \"\(front)\"\nbg = \"\(back)\"\n"
    let loaded = ThemeLibrary().theme(file: "t.toml", text: text)
    return loaded.theme.style(of: .message, at: depth)
  }

  @Test(arguments: [
    ("#ff0000", 196), ("#000000", 16), ("#ffffff", 231), ("#808080", 244), ("#5f87af", 67),
    ("#010101", 16), ("#eeeeee", 255), ("#ff8700", 208),
  ])
  func `24 bits become the nearest colour that is the same everywhere`(
    _ word: String, _ number: Int
  ) {
    #expect(reduced(word, on: "default", to: .indexed).foreground == .indexed(number))
  }

  @Test func `no colour is reduced to an entry of the user's palette`() {
    for value in stride(from: 0, to: 0x100_0000, by: 40_961) {
      let digits = String(value, radix: 16)
      let word = "#" + String(repeating: "0", count: 6 - digits.count) + digits
      guard case .indexed(16...255) = reduced(word, on: "default", to: .indexed).foreground
      else {
        Issue.record("\(word)")
        return
      }
    }
  }

  @Test(arguments: [
    ("#f28b82", 9), ("#b3261e", 1), ("#8fce8a", 10), ("#1a6b2c", 2), ("#e8c268", 11),
    ("#8ab4f8", 12), ("#1a52b8", 4), ("#d0a4ee", 13), ("#7cc9d4", 14), ("#ffffff", 15),
    ("#000000", 0), ("#555555", 8), ("#bbbbbb", 7), ("xterm:208", 9),
  ])
  func `a pastel keeps its hue among 16 colours`(_ word: String, _ number: Int) {
    #expect(reduced(word, on: "default", to: .sixteen).foreground == .ansi(number))
  }

  @Test func `a bright foreground becomes bold among 8 colours`() {
    #expect(
      reduced("brightred", on: "default", to: .eight)
        == Style(foreground: .ansi(1), attributes: .bold))
    #expect(
      reduced("black", on: "brightgreen", to: .eight)
        == Style(foreground: .ansi(0), background: .ansi(2)))
  }

  @Test func `colours that would fall together are reversed instead`() {
    #expect(
      reduced("#aa0000", on: "#700000", to: .eight) == Style(attributes: .reverse))
    #expect(reduced("#202020", on: "#1f1f1f", to: .indexed) == Style(attributes: .reverse))
  }

  @Test func `without colour a role keeps its attributes`() {
    let theme = ThemeLibrary().theme(named: "dark").theme
    for role in Role.allCases {
      let style = theme.style(of: role, at: .mono)
      #expect(style.foreground == .standard && style.background == .standard)
    }
    #expect(theme.style(of: .selection, at: .mono).attributes == .reverse)
  }

  @Test(arguments: [
    ("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#00ff00", 2.91),
  ])
  func `contrast is that of WCAG`(_ one: String, _ two: String, _ ratio: Double) throws {
    let left = try #require(RGB(hex: one.dropFirst()))
    let right = try #require(RGB(hex: two.dropFirst()))
    #expect(abs(left.contrast(to: right) - ratio) < 0.01)
    #expect(left.contrast(to: right) == right.contrast(to: left))
  }
}
