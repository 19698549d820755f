internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

@Suite struct ReadingBackTests {
  private func keyboard(_ columns: Int = 80, _ rows: Int = 24) -> Keyboard {
    var keyboard = Keyboard(columns, rows, contents: Journal.contents())
    keyboard.press(.alt("2"))
    return keyboard
  }

  private func row(of text: String, _ keyboard: Keyboard) -> Substring {
    keyboard.screen.split(separator: "\n").first { $0.contains(text) } ?? ""
  }

  @Test func `the person that shows is read back, and how far it has come shows`() {
    var keyboard = keyboard()
    keyboard.press(.character("v"))
    #expect(keyboard.effects == [.readBack("userId123")])
    keyboard.receive(.readBackAdvanced(done: 2, count: 7))
    #expect(keyboard.screen.contains("reading 2 of 7"))
    keyboard.press(.character("v"))
    #expect(keyboard.effects.count == 1)
    #expect(keyboard.screen.contains("the timeline is being read already"))
  }

  @Test func `each event says how it stands in the org`() {
    var keyboard = keyboard()
    keyboard.press(.character("v"))
    keyboard.receive(.readBackEnded(Journal.readBack))
    #expect(keyboard.screen.contains("▲ userId123 read back: 2 same, 1 moved, 1 missing"))
    #expect(row(of: "Pricing", keyboard).contains("✓ 204  same"))
    #expect(row(of: "page      Pricing", keyboard).contains("same"))
    #expect(row(of: "screen    Home", keyboard).contains("moved"))
    #expect(row(of: "Logged In", keyboard).contains("missing"))
    #expect(keyboard.screen.contains("2 same, 1 moved, 1 missing, 1 unexpected"))
    keyboard.press(.end)
    #expect(row(of: "Viewed-Help-Page", keyboard).contains("unexpected"))
    #expect(keyboard.screen.contains("no call here predicts it"))
  }

  @Test func `a wide screen shows the org's own sessions`() {
    var keyboard = keyboard(120, 40)
    keyboard.receive(.readBackEnded(Journal.readBack))
    #expect(keyboard.screen.contains("In Kustomer, read 10:41:11"))
    #expect(row(of: "Viewed-Home-Screen", keyboard).contains("moved"))
    #expect(keyboard.screen.contains("▾ s-9"))
  }

  @Test func `another person keeps clear of what was read`() {
    var keyboard = keyboard()
    keyboard.receive(.readBackEnded(Journal.readBack))
    keyboard.press(.right)
    #expect(!keyboard.screen.contains("in Kustomer: 2 same"))
    keyboard.press(.character("v"))
    #expect(keyboard.effects.isEmpty)
    #expect(keyboard.screen.contains("Kustomer shows nothing of visitor-2"))
  }

  @Test func `what cannot be read is said, and may be asked for again`() {
    var keyboard = keyboard()
    keyboard.press(.character("v"))
    keyboard.receive(.readBackFailed("the key lacks org.permission.event.read"))
    #expect(keyboard.screen.contains("✗ the key lacks org.permission.event.read"))
    keyboard.press(.character("v"))
    #expect(keyboard.effects.count == 2)
  }

  @Test func `an org without the customer says so`() {
    var keyboard = keyboard()
    keyboard.receive(
      .readBackEnded(
        ReadBack(
          profile: "sandbox", person: .user("userId123"), moment: keyboard.now,
          hasCustomer: false, events: [.init(.missing, "Registered", entry: .init(4))])))
    #expect(keyboard.screen.contains("Kustomer has no customer userId123"))
  }

  @Test func `what another profile's org has is not shown`() {
    var keyboard = keyboard()
    keyboard.receive(
      .readBackEnded(
        ReadBack(
          profile: "acme", person: .user("userId123"), moment: keyboard.now, hasCustomer: true,
          events: [])))
    #expect(keyboard.state.model.readBack == nil)
  }
}
