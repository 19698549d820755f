internal import Console
internal import KustomerDestination
internal import Testing

/// What the palette's "save this screen as a picture" writes; the README shows these.
@Suite struct ScreenPictureTests {
  private static func keyboard(_ screen: String) throws -> Keyboard {
    if screen == "scenario" {
      var keyboard = try PlayerTests.presenting(120, 36)
      // On a stage there is no palette.
      keyboard.press(.function(9))
      return keyboard
    }
    var keyboard = Keyboard(120, 40, contents: Journal.contents())
    switch screen {
    case "compose":
      keyboard.press(.control("n"))
      keyboard.type("price")
      keyboard.press(.tab)
      keyboard.type("19.9")
      keyboard.press(.control("t"))
    case "timeline": keyboard.press(.alt("2"), .down, .down, .down)
    default: keyboard.press(.alt("3"), .down)
    }
    return keyboard
  }

  @Test(arguments: ["compose", "timeline", "history", "scenario"])
  func `a saved screen is a picture in the colours of the theme`(screen: String) throws {
    var keyboard = try Self.keyboard(screen)
    keyboard.receive(.themeRead(ThemeLibrary().theme(named: "dark")))
    _ = keyboard.newEffects()
    keyboard.press(.control("p"))
    keyboard.type("save this screen")
    keyboard.press(.enter)
    let texts = keyboard.newEffects().compactMap { effect -> String? in
      guard case .writeFile(_, let text) = effect else { return nil }
      return text
    }
    let text = try #require(texts.first)
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
    try expectGolden(text, "Pictures/\(screen).svg")
  }
}
