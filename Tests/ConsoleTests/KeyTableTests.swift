internal import Console
internal import Testing

@Suite struct KeyTableTests {
  @Test func `no key has two meanings in one place`() {
    for context in Context.allCases {
      var seen: [Key: Command] = [:]
      for binding in KeyTable.standard.bindings where binding.context == context {
        for key in binding.keys {
          #expect(seen.updateValue(binding.command, forKey: key) == nil, "\(context) \(key.name)")
        }
      }
    }
  }

  @Test func `no key is bound that terminals cannot tell from another`() {
    let keys = KeyTable.standard.bindings.flatMap(\.keys)
    for letter in "ijmh" { #expect(!keys.contains(.control(letter))) }
  }

  @Test func `a bare letter never means something where text is typed`() {
    for binding in KeyTable.standard.bindings where binding.context.isTyped {
      for case .character(let character) in binding.keys {
        Issue.record("\(character) in \(binding.context)")
      }
    }
  }

  @Test func `nothing that writes to an org is a bare letter in Compose`() {
    let send = KeyTable.standard.bindings.filter { $0.command == .send }
    #expect(send.map(\.keys) == [[.control("r"), .function(5)]])
  }

  @Test func `the nearest context wins`() {
    #expect(KeyTable.standard.command(for: .tab, in: [.form, .resting]) == .nextField)
    #expect(KeyTable.standard.command(for: .tab, in: [.resting]) == .nextPane)
    #expect(
      KeyTable.standard.command(for: .character("q"), in: [.form, .typing, .everywhere]) == nil)
  }

  @Test(arguments: [60, 70, 80, 100, 120, 200])
  func `the footer is never cut`(columns: Int) {
    for screen in ["1", "2", "3", "4", "5"] as [Character] {
      var keyboard = Keyboard(columns, 24, contents: Journal.contents())
      keyboard.press(.escape, .character(screen))
      let footer = keyboard.screen.split(separator: "\n", omittingEmptySubsequences: false)[23]
      #expect(!footer.contains("…"))
      #expect(footer.hasSuffix("F1 Help"))
    }
  }
}
