internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// The newest five of the visit's seven calls are read at the start.
@Suite struct OlderCallsTests {
  private let read = Array(Journal.visit.dropFirst(2))
  private let unread = Array(Journal.visit.prefix(2))

  private func keyboard() -> Keyboard {
    var contents = Journal.contents(read)
    contents.olderCalls = unread.count
    var keyboard = Keyboard(120, 40, contents: contents)
    keyboard.press(.alt("3"))
    return keyboard
  }

  @Test func `the list tells how many calls are loaded`() {
    #expect(keyboard().screen.contains("5 of 7 loaded: End reads more"))
  }

  @Test(arguments: [[Key.end], [.pageDown], Array(repeating: .down, count: 4)])
  func `the last loaded call brings the next page`(keys: [Key]) {
    var keyboard = keyboard()
    for key in keys { keyboard.press(key) }
    #expect(keyboard.newEffects() == [.readOlder(than: .init(3))])
  }

  @Test func `no call before the last one brings a page`() {
    var keyboard = keyboard()
    keyboard.press(.down, .down, .down)
    #expect(keyboard.newEffects().isEmpty)
  }

  @Test func `a page is asked for once`() {
    var keyboard = keyboard()
    keyboard.press(.end, .down, .end)
    #expect(keyboard.newEffects().count == 1)
  }

  @Test func `a page that could not be read is asked for again`() {
    var keyboard = keyboard()
    keyboard.press(.end)
    keyboard.receive(.failed("the journal is locked"))
    keyboard.press(.end)
    #expect(keyboard.newEffects().count == 2)
  }

  @Test func `the page stands below what was loaded`() {
    var keyboard = keyboard()
    keyboard.press(.end)
    keyboard.receive(.olderRead(OlderCalls(than: .init(3), entries: unread, left: 0)))
    #expect(keyboard.state.selectedEntry?.id == .init(3))
    keyboard.press(.down, .down, .down)
    #expect(keyboard.state.selectedEntry?.id == .init(1))
    #expect(!keyboard.screen.contains("loaded"))
    #expect(keyboard.newEffects() == [.readOlder(than: .init(3))])
  }

  @Test func `a page that nobody asked for comes without a word`() {
    var keyboard = Keyboard(contents: Journal.contents(read))
    let said = keyboard.state.note?.text
    keyboard.receive(.olderRead(OlderCalls(than: .init(3), entries: unread, left: 0)))
    #expect(keyboard.state.entries.count == 7)
    #expect(keyboard.state.note?.text == said)
  }

  @Test func `a page of a profile that is no longer in use is left`() {
    var keyboard = keyboard()
    keyboard.press(.end)
    keyboard.receive(.profileSelected(Journal.contents([])))
    keyboard.receive(.olderRead(OlderCalls(than: .init(3), entries: unread, left: 0)))
    #expect(keyboard.state.entries.isEmpty)
  }

  @Test func `a call that changed meanwhile is not made old again`() {
    var keyboard = keyboard()
    keyboard.press(.end)
    var changed = unread[0]
    changed.isPinned = true
    keyboard.receive(.pinChanged(changed))
    keyboard.receive(.olderRead(OlderCalls(than: .init(3), entries: unread, left: 0)))
    #expect(keyboard.state.entries.map(\.isPinned) == [true] + Array(repeating: false, count: 6))
  }

  @Test func `a filter that lets nothing through does not keep from reading on`() {
    var keyboard = keyboard()
    keyboard.press(.character("/"))
    keyboard.type("pricing")
    keyboard.press(.enter, .down)
    keyboard.receive(.olderRead(OlderCalls(than: .init(3), entries: unread, left: 0)))
    #expect(keyboard.state.selectedEntry?.id == .init(1))
  }

  @Test func `the filter asks the journal for what was not read`() throws {
    var keyboard = keyboard()
    keyboard.press(.character("/"))
    keyboard.type("pricing")
    let search = HistorySearch(try CallQuery(parsing: "pricing"), olderThan: .init(3))
    #expect(keyboard.newEffects().last == .searchHistory(search))
    #expect(keyboard.screen.contains("0 so far of 7, searching ..."))
    #expect(!keyboard.screen.contains("No call has these words"))
    keyboard.receive(.callsFound(FoundCalls(search, entries: [unread[0]], count: 1)))
    #expect(keyboard.screen.contains("1 of 7"))
    #expect(keyboard.state.selectedEntry?.id == .init(1))
    keyboard.press(.control("x"))
    #expect(keyboard.screen.contains("6 of 7"))
    keyboard.receive(.olderRead(OlderCalls(than: .init(3), entries: unread, left: 0)))
    #expect(keyboard.screen.contains("7 of 7"))
  }

  @Test func `what the journal has found for other words is left`() throws {
    var keyboard = keyboard()
    keyboard.press(.character("/"))
    keyboard.type("pri")
    let search = HistorySearch(try CallQuery(parsing: "pr"), olderThan: .init(3))
    keyboard.receive(.callsFound(FoundCalls(search, entries: unread, count: 2)))
    #expect(keyboard.state.entries.count == 5)
    #expect(keyboard.screen.contains("searching ..."))
  }

  @Test func `more finds than are shown are counted`() throws {
    var keyboard = keyboard()
    keyboard.press(.character("/"))
    keyboard.type("type:p")
    let search = HistorySearch(try CallQuery(parsing: "type:p"), olderThan: .init(3))
    keyboard.receive(.callsFound(FoundCalls(search, entries: [unread[0]], count: 2)))
    let shown = keyboard.state.history.shown.count
    #expect(keyboard.screen.contains("newest \(shown) of \(shown + 1) found of 7"))
  }

  @Test func `a search that failed is not called finished`() {
    var keyboard = keyboard()
    keyboard.press(.character("/"))
    keyboard.type("pricing")
    keyboard.receive(.failed("the journal is locked"))
    #expect(keyboard.screen.contains("0 so far of 7"))
    #expect(!keyboard.screen.contains("searching"))
  }

  @Test func `a word that no call can have is not looked for`() {
    var keyboard = keyboard()
    keyboard.press(.character("/"), .paste("type:alias"))
    #expect(keyboard.newEffects().isEmpty)
    #expect(keyboard.screen.contains("0 of 7"))
  }

  @Test func `links of older persons are known with their calls`() {
    var keyboard = keyboard()
    var sessions = SessionBook()
    sessions.link(anonymousId: "visitor-0", to: "someone", at: nil)
    keyboard.press(.end)
    keyboard.receive(
      .olderRead(OlderCalls(than: .init(3), entries: unread, sessions: sessions, left: 0)))
    #expect(keyboard.state.sessions.links["visitor-0"] == "someone")
    // What was known before stays known.
    #expect(keyboard.state.sessions.links["visitor-1"] == "userId123")
  }
}
