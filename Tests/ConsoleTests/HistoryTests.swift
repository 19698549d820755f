internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

@Suite struct HistoryTests {
  private func keyboard(profile: String = "sandbox") -> Keyboard {
    var contents = Journal.contents()
    contents.profile = profile
    var keyboard = Keyboard(contents: contents)
    keyboard.press(.alt("3"))
    return keyboard
  }

  @Test(arguments: [
    ("type:page", 3), ("status:failed", 1), ("status:201", 3), ("user:visitor-2", 1),
    ("session:abc", 3), ("facebook", 1), ("type:track facebook", 1), ("type:page facebook", 0),
    ("type:page -facebook", 3), ("-status:delivered", 1),
    // By its beginning; at a moment or after it, and before it.
    ("type:tr", 2), ("type:rack", 0), ("after:2024-01-24T09:30:11Z", 5),
    ("before:2024-01-24T09:30:11Z", 2), ("before:2024-01-24T09:30:12Z", 3),
  ])
  func `the filter lets calls through that have all words`(text: String, count: Int) {
    var keyboard = keyboard()
    keyboard.press(.character("/"))
    keyboard.type(text)
    keyboard.press(.enter)
    #expect(keyboard.state.history.shown.count == count)
    #expect(keyboard.screen.contains("\(count) of 7"))
  }

  @Test(arguments: [
    ("status:bogus", "status:bogus is none of waiting, delivered, accepted, failed, uncertain"),
    ("type:alias", "type:alias is none of page, screen, identify, track"),
    ("facebook after:nonsense", "after:nonsense is no moment: write a date-time as 2024-01-24"),
    ("status:9", "No call has these words"), ("status:wait", "No call has these words"),
    ("foo:bar", "No call has these words"),
  ])
  func `a filter that no call can pass says which word is wrong`(text: String, words: String) {
    var keyboard = Keyboard(120, 40, contents: Journal.contents())
    keyboard.press(.alt("3"), .character("/"))
    keyboard.type(text)
    #expect(keyboard.screen.contains(words))
    #expect(keyboard.screen.contains("empties the filter."))
  }

  @Test func `a History without calls has one pane, and names no key of a call`() {
    var keyboard = Keyboard(120, 40)
    keyboard.press(.alt("3"))
    #expect(keyboard.screen.contains("Nothing was sent with profile sandbox yet"))
    for hint in ["Enter Details", "Left Right", "^G View", "F6 Pane", "╭─ request"] {
      #expect(!keyboard.screen.contains(hint), "\(hint)")
    }
    keyboard.press(.enter)
    #expect(keyboard.state.history.pane == .list)
    keyboard.press(.function(6))
    #expect(keyboard.state.history.pane == .list)
    #expect(keyboard.screen.contains("this screen has one pane"))
  }

  @Test func `a bare letter resends only after a question, in the sandbox too`() {
    var keyboard = keyboard()
    keyboard.press(.character("r"))
    #expect(keyboard.effects.isEmpty)
    keyboard.press(.enter)
    #expect(keyboard.effects == [.resend(.init(7), moment: keyboard.now)])
  }

  @Test func `an org is asked about before a call is sent again`() {
    var keyboard = keyboard(profile: "acme")
    keyboard.press(.character("r"))
    #expect(keyboard.effects.isEmpty)
    #expect(keyboard.screen.contains("Send #7 again?"))
    keyboard.press(.character("s"))
    #expect(keyboard.effects == [.resend(.init(7), moment: keyboard.now)])
  }

  @Test func `edit as new loads the call into Compose`() {
    var keyboard = keyboard()
    keyboard.press(.down, .down, .down, .down, .character("e"))
    #expect(keyboard.state.screen == .compose)
    #expect(keyboard.state.compose.form.type == .identify)
  }

  @Test func `a changed delivery shows at once`() {
    var keyboard = keyboard()
    var entry = Journal.visit[0]
    entry.status = .uncertain
    keyboard.receive(.deliveryChanged(entry))
    #expect(keyboard.screen.contains("page Pricing may have arrived"))
    #expect(keyboard.state.entries.count == 7)
  }

  @Test(arguments: [
    (201, "POST", "Done: Kustomer created or found the customer"),
    (404, "GET", "Not found: a normal"),
    (401, "POST", "The key was refused"),
    (429, "POST", "Too many requests this minute: it may be sent again."),
    (503, "POST", "Trouble on Kustomer's side: it may be sent again."),
    (418, "POST", "Status 418."),
  ])
  func `an answer is explained in words`(status: Int, method: String, words: String) {
    let exchange = Exchange(
      method: method, path: "/v1/customers", status: status, begun: Journal.start)
    #expect(exchange.explanation.hasPrefix(words))
  }

  @Test(arguments: [
    (PlannedRequest.Kind.companyLookUp, 200, "Found: the company exists"),
    (.companyLookUp, 404, "Not found: a normal answer, so the company is created"),
    (.companyCreation, 201, "Done: Kustomer created the company"),
    (.customerLookUp, 200, "Found: the customer exists"),
  ])
  func `an answer is explained by what the request was for`(
    kind: PlannedRequest.Kind, status: Int, words: String
  ) {
    let exchange = Exchange(
      method: kind.method.rawValue, path: "/v1/companies", status: status, begun: Journal.start,
      kind: kind)
    #expect(exchange.explanation.hasPrefix(words))
  }

  @Test func `a 400 names the member that was refused`() {
    #expect(
      Journal.visit[5].exchanges[0].explanation.hasPrefix(
        "Refused: Kustomer does not take meta.Tags."))
  }
}
