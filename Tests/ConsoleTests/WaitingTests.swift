internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// What the screens say while a call is tried again.
@Suite struct WaitingTests {
  private static let answer = "api.kustomerapp.com answered 503 to POST /v1/tracking/identityEvent"

  private func pause(
    _ call: Int64? = 1, next: Int = 3, length: Milliseconds? = .seconds(4),
    reason: String = answer, isAsked: Bool = false
  ) -> Message {
    .sendingPaused(
      SendingPause(
        call: call.map { .init($0) }, next: next, tries: 8, length: length, reason: reason,
        isAsked: isAsked))
  }

  /// A call is under way.
  private func keyboard(_ columns: Int = 120, _ rows: Int = 40) -> Keyboard {
    var keyboard = Keyboard(columns, rows)
    keyboard.press(.control("r"))
    return keyboard
  }

  @Test func `a call that is tried again says the answer, the try, when and by whose will`() {
    var keyboard = keyboard()
    keyboard.receive(pause())
    #expect(keyboard.screen.contains(Self.answer + "; try 3 of 8 in 4 s, after a pause of our own"))
    #expect(keyboard.screen.contains("^C stops"))
    keyboard.wait(.seconds(3))
    #expect(keyboard.screen.contains("; try 3 of 8 in 1 s"))
    keyboard.wait(.seconds(1))
    #expect(keyboard.screen.contains("; try 3 of 8 is under way"))
  }

  @Test func `a pause that the org asks for is not called our own`() {
    var keyboard = keyboard()
    keyboard.receive(
      pause(reason: "api.kustomerapp.com answered 429, wait as Retry-After asks", isAsked: true))
    #expect(keyboard.screen.contains("wait as Retry-After asks; try 3 of 8 in 4 s; ^C stops"))
  }

  @Test func `the next try stays in sight while something else is typed`() {
    for (columns, words) in [(80, "try 3 of 8"), (120, "try 3 of 8 in 3m")] {
      var keyboard = keyboard(columns, 24)
      keyboard.receive(pause(length: .minutes(3)))
      keyboard.type("!")
      #expect(keyboard.screen.contains(words))
    }
  }

  @Test func `the History shows the try and what was answered during the tries`() {
    var keyboard = keyboard()
    keyboard.press(.alt("3"))
    #expect(!keyboard.screen.contains("Nothing went out yet"))
    var entry = keyboard.state.entries[0]
    entry.status = .waiting
    entry.exchanges = [
      Exchange(
        method: "POST", path: "/v1/tracking/identityEvent", body: "{}", status: 503,
        answer: "upstream is down", begun: keyboard.now, milliseconds: 12)
    ]
    keyboard.receive(.newsRead([entry], SessionBook()))
    keyboard.receive(pause(next: 2))
    keyboard.press(.home)
    #expect(keyboard.state.entries[0].status == .sending)
    #expect(keyboard.screen.contains("try 2 "))
    #expect(keyboard.screen.contains("try 2 of 8 in 4 s"))
    #expect(keyboard.screen.contains("503 Service Unavailable"))
    #expect(keyboard.screen.contains("upstream is down"))
    #expect(!keyboard.screen.contains("Nothing went out yet"))
  }

  @Test func `nothing is tried any more once a call has ended`() {
    var keyboard = keyboard()
    keyboard.receive(pause())
    var entry = keyboard.state.entries[0]
    entry.status = .delivered
    keyboard.receive(.deliveryChanged(entry))
    keyboard.press(.alt("3"))
    #expect(!keyboard.screen.contains("try 3"))
    // What was delivered just now is lit for two seconds, and then nothing is waited for.
    keyboard.wait(.seconds(2))
    #expect(keyboard.state.patience == nil)
  }

  @Test func `what holds all up is said with its end`() {
    var keyboard = keyboard()
    keyboard.receive(
      pause(
        nil, next: 1, length: .seconds(12),
        reason: "api.kustomerapp.com allows no more requests for now", isAsked: true))
    #expect(keyboard.screen.contains("no more requests for now; going on in 12 s; ^C stops"))
    keyboard.receive(
      pause(nil, next: 1, length: nil, reason: "process 7 sends for profile acme, waiting for it"))
    #expect(keyboard.screen.contains("process 7 sends for profile acme, waiting for it; ^C stops"))
  }

  @Test func `long pauses are kept in the log, short ones only flash`() {
    var keyboard = keyboard()
    let lines = keyboard.state.log.lines.count
    keyboard.receive(pause(length: Milliseconds(800)))
    #expect(keyboard.state.log.lines.count == lines)
    keyboard.receive(pause(length: .seconds(8)))
    let last = keyboard.state.log.lines.last.map { KeyTable.standard.text($0.note.text) }
    #expect(last?.contains("try 3 of 8 in 8 s") == true)
  }
}
