internal import KustomerDestination
internal import Records
internal import Testing

@testable internal import Console

/// What one sees where one sends.
@Suite struct AnswerViewTests {
  /// Compose after the example was sent and answered.
  private static func sent(_ columns: Int = 80, _ rows: Int = 24) -> Keyboard {
    var keyboard = Keyboard(columns, rows)
    keyboard.press(.control("r"))
    var entry = keyboard.state.entries[0]
    entry.status = .delivered
    entry.exchanges = [
      Exchange(
        method: "POST", path: "/v1/tracking/identityEvent", status: 201,
        answer: #"{"data":{"type":"identity","id":"5f0c"}}"#, begun: keyboard.now, milliseconds: 2)
    ]
    keyboard.receive(.deliveryChanged(entry))
    return keyboard
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `the answer opens by itself after a send`(columns: Int, rows: Int) {
    let screen = Self.sent(columns, rows).screen
    for words in [
      "Answer", "DELIVERED", "201 Created, 2 ms", "event 1 of session abc123",
      "Done: Kustomer created or found", #""id": "5f0c""#,
      "delivered: event 1 of session abc123 (201, 2 ms)",
    ] {
      #expect(screen.contains(words), "\(words)")
    }
  }

  @Test func `it stays until a key changes the draft, and is one key away later`() {
    var keyboard = Self.sent()
    keyboard.press(.left, .tab)
    #expect(keyboard.state.compose.view == .answer)
    keyboard.type("x")
    #expect(keyboard.state.compose.view == .kustomer)
    keyboard.press(.alt("a"))
    #expect(keyboard.screen.contains("DELIVERED"))
    keyboard.press(.alt("a"))
    #expect(keyboard.state.compose.view == .kustomer)
  }

  @Test func `before anything is sent the answer says how to send`() {
    var keyboard = Keyboard()
    keyboard.press(.alt("a"))
    #expect(keyboard.screen.contains("NOTHING SENT YET"))
    #expect(keyboard.screen.contains("The org's answer shows here: ^R sends"))
  }

  @Test func `what is lost is told by its reason, and the request stays on the screen`() {
    var keyboard = Keyboard(80, 24)
    keyboard.press(
      .paste(
        """
        {"type":"identify","userId":"u","traits":{"email":"a@b.ch","plan":"x","employees":3,\
        "tags":"y"}}
        """))
    #expect(keyboard.screen.contains("not sent: plan, employees, tags"))
    #expect(keyboard.screen.contains("GET sandbox"))
    #expect(keyboard.screen.contains("PATCH") || keyboard.screen.contains("POST"))
  }
}

/// Texts that look like more than text.
@Suite struct ApparentKindTests {
  @Test(arguments: [
    ("19.9", "a number", "priceNum"), ("true", "true or false", "priceBool"),
  ])
  func `a value that looks like more says what it goes out as, and the key`(
    text: String, kind: String, member: String
  ) {
    var keyboard = Keyboard(120, 40)
    keyboard.press(.control("n"))
    keyboard.type("price")
    keyboard.press(.tab)
    keyboard.type(text)
    #expect(
      keyboard.screen.contains(
        "price is sent as text (priceStr); ^T sends \(kind) (\(member))"))
    keyboard.press(.control("t"))
    #expect(!keyboard.screen.contains("is sent as text"))
    #expect(keyboard.screen.contains(member))
  }

  @Test(arguments: [
    ("1", ValueKind.number), ("-0.5e3", .number), ("false", .bool), ("[1, 2]", .list),
    (#"{"city": "Bern"}"#, .object),
  ])
  func `^T jumps to the kind that fits`(text: String, kind: ValueKind) {
    #expect(ValueKind.string.next(for: text) == kind)
  }

  @Test(arguments: ["", "Pro Annual", "null", "1x", "[1", "2024-01-24", "yes"])
  func `what looks like text says nothing`(text: String) {
    #expect(ValueKind.apparent(in: text) == nil)
  }
}
