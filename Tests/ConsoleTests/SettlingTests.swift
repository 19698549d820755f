internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// What becomes of a call that may have landed.
@Suite struct SettlingTests {
  private func keyboard(profile: String = "sandbox") -> Keyboard {
    var contents = Journal.contents(Journal.cut)
    contents.profile = profile
    var keyboard = Keyboard(contents: contents)
    keyboard.press(.alt("3"), .down, .down)
    return keyboard
  }

  private func answer(_ status: DeliveryStatus, _ finding: UncertainFinding) -> Message {
    var entry = Journal.cut[4]
    entry.status = status
    if status != .uncertain { entry.problem = nil }
    return .foundOut([FoundOut(entry, finding)])
  }

  @Test(arguments: [
    (
      DeliveryStatus.delivered, UncertainFinding.landed(customer: "c1"),
      "✓ #5 has landed: it is delivered"
    ),
    (.waiting, .notLanded, "▲ #5 has not landed: it waits, w sends it"),
    (.uncertain, .cannotTell("it is of a visitor"), "▲ #5: Kustomer cannot tell"),
  ])
  func `the org is asked, and its answer settles the call`(
    status: DeliveryStatus, finding: UncertainFinding, words: String
  ) {
    var keyboard = keyboard()
    keyboard.press(.character("f"))
    #expect(keyboard.effects == [.findOut([.init(5)])])
    #expect(keyboard.screen.contains("asking Kustomer whether #5 landed"))
    keyboard.receive(answer(status, finding))
    #expect(keyboard.screen.contains(words))
    #expect(keyboard.screen.contains("Kustomer was asked"))
    #expect(keyboard.state.entries.first { $0.id == .init(5) }?.status == status)
  }

  @Test func `while the org is asked about a call it is not asked again`() {
    var keyboard = keyboard()
    keyboard.press(.character("f"), .character("f"))
    #expect(keyboard.effects.count == 1)
    #expect(keyboard.screen.contains("Kustomer is being asked about it"))
    keyboard.receive(.findOutFailed("cannot reach api.kustomerapp.com"))
    #expect(keyboard.screen.contains("✗ cannot reach api.kustomerapp.com"))
    keyboard.press(.character("f"))
    #expect(keyboard.effects.count == 2)
  }

  @Test func `all uncertain calls are asked about at once`() {
    var keyboard = keyboard()
    var other = Journal.visit[6]
    other.status = .uncertain
    keyboard.receive(.deliveryChanged(other))
    keyboard.press(.character("F"))
    #expect(keyboard.effects == [.findOut([.init(5), .init(7)])])
    keyboard.receive(
      .foundOut([
        FoundOut(Journal.visit[4], .landed(customer: "c1")), FoundOut(other, .cannotTell("no")),
      ]))
    #expect(keyboard.screen.contains("1 landed, 1 only you can settle"))
  }

  @Test func `the sandbox gets an uncertain call again at once`() {
    var keyboard = keyboard()
    keyboard.press(.character("a"))
    #expect(keyboard.effects == [.sendAgain(.init(5))])
  }

  @Test func `an org is asked about before an uncertain call goes out again`() {
    var contents = Journal.contents([])
    contents.profile = "acme"
    let cut = Journal.cut[4]
    contents.entries = [
      HistoryEntry(
        id: cut.id, profile: "acme", call: cut.call, moment: cut.moment, status: .uncertain,
        session: cut.session)
    ]
    var keyboard = Keyboard(contents: contents)
    keyboard.press(.alt("3"), .character("a"))
    #expect(keyboard.effects.isEmpty)
    #expect(keyboard.screen.contains("Send #5 once more?"))
    keyboard.press(.character("s"))
    #expect(keyboard.effects == [.sendAgain(.init(5))])
  }

  @Test func `a call is dropped after a question`() {
    var keyboard = keyboard()
    keyboard.press(.delete)
    #expect(keyboard.screen.contains("Drop #5?"))
    keyboard.press(.escape)
    #expect(keyboard.screen.contains("not dropped"))
    keyboard.press(.delete, .enter)
    #expect(keyboard.effects == [.drop(.init(5))])
  }

  @Test(arguments: [.character("f"), .character("a"), .delete] as [Key])
  func `a call that is settled is left alone`(key: Key) {
    var keyboard = Keyboard(contents: Journal.contents())
    keyboard.press(.alt("3"), key)
    #expect(keyboard.effects.isEmpty)
    #expect(keyboard.screen.contains("#7 is delivered: there is nothing to settle"))
  }

  @Test func `an answer of a profile that is no longer in use changes nothing`() {
    var keyboard = keyboard()
    keyboard.receive(
      .profileSelected(StartContents(profiles: [.sandbox, Journal.acme], profile: "acme")))
    keyboard.receive(answer(.delivered, .landed(customer: "c1")))
    #expect(keyboard.state.entries.isEmpty)
  }
}
