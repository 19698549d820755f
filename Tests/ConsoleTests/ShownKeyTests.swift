internal import ConsoleLaws
internal import KustomerDestination
internal import Records
internal import Testing

@testable internal import Console

/// What messages, borders and lines say of keys: only what works in that moment, as it is pressed.
@Suite struct ShownKeyTests {
  @Test(arguments: [6, 7, 8, 9] as [UInt64])
  func `no frame of a random walk names a key that does not work then`(seed: UInt64) {
    var dice = Dice(seed: seed)
    var keyboard = Keyboard(80, 24, contents: Journal.contents())
    for step in 0..<RandomKeyTests.steps {
      keyboard.receive(RandomKeyTests.message(&dice, keyboard.newEffects()))
      let unbound = keyboard.state.unboundKeys(in: view(keyboard.state).text)
      #expect(unbound.isEmpty, "seed \(seed), step \(step): \(unbound)\n\(keyboard.screen)")
      if !unbound.isEmpty { return }
    }
  }

  @Test func `a key of one's own stands in every text that names it`() {
    let keys = KeyTable.reading(#"send = ["F11"]"# + "\n" + #"show-setup = ["F12"]"#, file: "k")
    let keyboard = Keyboard(120, 40, keys: keys.table)
    #expect(keyboard.screen.contains("F12 connects an org"))
    #expect(!keyboard.screen.contains("^R"))
    #expect(keyboard.screen.contains("F11 Send"))
  }

  @Test func `an action without a key is named as the palette has it`() {
    let keys = KeyTable.reading("new-draft = []", file: "k")
    #expect(Keyboard(120, 40, keys: keys.table).screen.contains("^P New empties the form"))
  }

  @Test func `what waits is sent by the keys that the message names`() {
    let entry = HistoryEntry(
      id: .init(1), profile: "sandbox", call: .object(SampleCall.opening.call),
      moment: Journal.start, status: .waiting, session: nil)
    var keyboard = Keyboard(120, 40, contents: Journal.contents([entry]))
    #expect(keyboard.screen.contains("1 call waits: Alt-3, then w, sends"))
    keyboard.press(.alt("3"), .character("w"), .enter)
    #expect(keyboard.effects.contains(.deliverWaiting))
  }
}
