internal import Foundation
internal import KustomerDestination
internal import Testing

@testable internal import Console

@Suite struct GlyphTests {
  @Test(arguments: Glyph.allCases) func `each sign takes one cell`(glyph: Glyph) {
    #expect(cells(of: glyph.character) == 1)
    #expect(0x21..<0x7F ~= glyph.ascii)
  }

  @Test func `no two signs of one kind look alike in ASCII`() {
    let kinds: [[Glyph]] = [
      [.event, .identify, .hidden, .gone, .draft, .failed], [.barByID, .barByPause, .cut],
      [.ready, .loss, .failed, .notSent], [.open, .closed],
    ]
    for kind in kinds { #expect(Set(kind.map(\.ascii)).count == kind.count) }
  }

  /// Besides the file that spells out what cannot be shown, with signs of its own.
  @Test func `no other file of the console draws a sign of the table`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Console")
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    let signs = Set(Glyph.allCases.map(\.character)).subtracting("…")
    for case let file as URL in files where file.pathExtension == "swift" {
      guard !["Glyph.swift", "DisplaySafe.swift"].contains(file.lastPathComponent) else { continue }
      let code = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .filter { !$0.contains("//") }
      let drawn = code.filter { !signs.isDisjoint(with: $0) }
      #expect(drawn.isEmpty, "\(file.lastPathComponent): \(drawn)")
    }
  }

  @Test func `where only ASCII can be shown, no screen has anything else`() {
    Repertoire.$current.withValue(.ascii) {
      var dice = Dice(seed: 11)
      var keyboard = Keyboard(80, 24, contents: Journal.contents())
      for _ in 0..<250 {
        keyboard.receive(RandomKeyTests.message(&dice, keyboard.newEffects()))
        let frame = view(keyboard.state)
        guard frame.cells.contains(where: { $0.ascii == nil }) else { continue }
        Issue.record("\(frame.text)")
        return
      }
    }
  }

  @Test(arguments: ["1", "2", "3", "4", "5", "6"])
  func `the ASCII signs replace all others`(screen: Character) {
    var keyboard = Keyboard(120, 40, contents: Journal.contents())
    keyboard.press(.alt(screen))
    #expect(!keyboard.screen.contains("+--"))
    keyboard.state.model.glyphs = .ascii
    let foreign = keyboard.screen.unicodeScalars.filter { !$0.isASCII }
    #expect(foreign.isEmpty)
    #expect(keyboard.screen.contains("+-") || keyboard.screen.contains("#="))
  }

  @Test func `lines that would take two columns are drawn in ASCII`() {
    var facts = TerminalFacts(
      type: "xterm", colors: "", isUTF8: true, takesModes: true, isAskedForBackground: false)
    #expect(!GlyphChoice.auto.isASCII(on: facts))
    facts.isAmbiguousWide = true
    #expect(GlyphChoice.auto.isASCII(on: facts))
    #expect(!GlyphChoice.unicode.isASCII(on: facts))
  }

  @Test func `an ASCII screen is to be read`() throws {
    for (screen, name) in [("1", "compose"), ("2", "timeline")] as [(Character, String)] {
      var keyboard = Keyboard(80, 24, contents: Journal.contents())
      keyboard.state.model.glyphs = .ascii
      keyboard.press(.alt(screen))
      try expectFrame(keyboard, "\(name)-ascii-80x24")
    }
  }
}
