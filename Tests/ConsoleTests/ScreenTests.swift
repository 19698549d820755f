internal import Console
internal import KustomerDestination
internal import Records
internal import Testing

/// Every screen at the sizes that people have, to be read.
@Suite struct ScreenTests {
  /// For the screens that are read most; a walk of random keys goes through all of them in each.
  static let sizes = usual + [Size(columns: 60, rows: 18), Size(columns: 200, rows: 60)]
  static let usual = [smallest, Size(columns: 120, rows: 40)]
  static let smallest = Size(columns: 80, rows: 24)

  func frame(_ name: String, _ size: Size) -> String { "\(name)-\(size.columns)x\(size.rows)" }

  @Test(arguments: sizes) func `the first start shows a call ready to be sent`(size: Size) throws {
    let keyboard = Keyboard(size.columns, size.rows)
    try expectFrame(keyboard, frame("first-start", size))
  }

  @Test(arguments: SampleCall.seed.indices) func `each of the seed's calls has its preview`(
    place: Int
  ) throws {
    var keyboard = Keyboard(120, 40)
    keyboard.press(.alt("4"), .end)
    for _ in place..<(SampleCall.seed.count - 1) { keyboard.press(.up) }
    keyboard.press(.enter)
    try expectFrame(keyboard, "seed-\(place + 1)-120x40")
  }

  @Test(arguments: sizes) func `compose says where the field under the cursor goes`(
    size: Size
  ) throws {
    var keyboard = Keyboard(size.columns, size.rows, contents: Journal.contents())
    keyboard.press(.control("n"))
    keyboard.type("price")
    keyboard.press(.tab)
    keyboard.type("19.9")
    keyboard.press(.control("t"))
    try expectFrame(keyboard, frame("compose", size))
  }

  @Test(arguments: [smallest]) func `compose says what cannot be read`(size: Size) throws {
    var keyboard = Keyboard(size.columns, size.rows)
    keyboard.press(.control("n"))
    keyboard.type("price")
    keyboard.press(.tab)
    keyboard.press(.control("t"))
    keyboard.type("1x")
    keyboard.press(.control("r"))
    try expectFrame(keyboard, frame("compose-problem", size))
  }

  @Test(arguments: sizes) func `the timeline shows sessions with the pauses between`(
    size: Size
  ) throws {
    var keyboard = Keyboard(size.columns, size.rows, contents: Journal.contents())
    keyboard.press(.alt("2"))
    keyboard.press(.down, .down, .down)
    try expectFrame(keyboard, frame("timeline", size))
  }

  @Test(arguments: sizes) func `the history explains the answer`(size: Size) throws {
    var keyboard = Keyboard(size.columns, size.rows, contents: Journal.contents())
    keyboard.press(.alt("3"), .down)
    try expectFrame(keyboard, frame("history", size))
  }

  @Test(arguments: usual) func `the timing of an answer tells what was waited for`(
    size: Size
  ) throws {
    var keyboard = Keyboard(
      size.columns, size.rows, contents: Journal.contents(Journal.delayed))
    keyboard.press(.alt("3"), .tab, .tab, .left)
    try expectFrame(keyboard, frame("history-timing", size))
  }

  @Test(arguments: [smallest]) func `the scenarios offer the seed's calls`(size: Size) throws {
    var keyboard = Keyboard(size.columns, size.rows)
    keyboard.press(.alt("4"), .end)
    try expectFrame(keyboard, frame("scenarios-calls", size))
  }

  @Test(arguments: usual) func `a scenario tells its story before it is played`(size: Size) throws {
    var keyboard = Keyboard(size.columns, size.rows)
    keyboard.press(.alt("4"), .down)
    try expectFrame(keyboard, frame("scenarios", size))
  }

  @Test(arguments: [smallest]) func `zoomed, the scenarios have the screen to themselves`(
    size: Size
  ) throws {
    var keyboard = Keyboard(size.columns, size.rows)
    keyboard.press(.alt("4"), .down, .function(8))
    try expectFrame(keyboard, frame("scenarios-zoomed", size))
  }

  @Test(arguments: usual) func `setup shows the profiles`(size: Size) throws {
    var keyboard = Keyboard(size.columns, size.rows, contents: Journal.contents())
    keyboard.press(.alt("5"), .down)
    keyboard.receive(.podResolved("prod1", .host("https://api.kustomerapp.com", warning: nil)))
    try expectFrame(keyboard, frame("setup", size))
  }

  @Test(arguments: usual) func `a new profile is typed with a masked key`(size: Size) throws {
    var keyboard = Keyboard(size.columns, size.rows, contents: Journal.contents())
    keyboard.press(.alt("5"), .character("n"))
    keyboard.type("acme-eu")
    keyboard.press(.tab, .tab)
    keyboard.type("evil.com/x")
    keyboard.receive(
      .podResolved("evil.com/x", .refused("evil.com/x is neither a pod nor an org's name")))
    keyboard.press(.tab, .paste("eyJhbGciOi.secret.c3f9"))
    try expectFrame(keyboard, frame("setup-new", size))
  }

  @Test(arguments: usual) func `the help lists the keys that work here`(size: Size) throws {
    var keyboard = Keyboard(size.columns, size.rows)
    keyboard.press(.function(1))
    try expectFrame(keyboard, frame("help", size))
  }

  @Test(arguments: [smallest]) func `the palette finds commands by a few letters`(size: Size) throws
  {
    var keyboard = Keyboard(size.columns, size.rows)
    keyboard.press(.control("p"))
    keyboard.type("se")
    try expectFrame(keyboard, frame("palette", size))
  }

  @Test(arguments: usual) func `sending asks by the profile's name`(size: Size) throws {
    var contents = Journal.contents()
    contents.profile = "acme"
    var keyboard = Keyboard(size.columns, size.rows, contents: contents)
    keyboard.press(.control("r"))
    try expectFrame(keyboard, frame("confirmation", size))
  }

  @Test(arguments: usual) func `a call that may have landed says what can be done`(
    size: Size
  ) throws {
    var keyboard = Keyboard(
      size.columns, size.rows, contents: Journal.contents(Journal.cut))
    keyboard.press(.alt("3"), .down, .down)
    try expectFrame(keyboard, frame("history-uncertain", size))
  }

  @Test(arguments: usual) func `what the org has stands beside the prediction`(
    size: Size
  ) throws {
    var keyboard = Keyboard(size.columns, size.rows, contents: Journal.contents())
    keyboard.press(.alt("2"), .character("v"))
    keyboard.receive(.readBackEnded(Journal.readBack))
    keyboard.press(.down, .down)
    try expectFrame(keyboard, frame("timeline-read-back", size))
  }

  @Test(arguments: [smallest]) func `a key of another pod offers that pod`(size: Size) throws {
    var keyboard = Keyboard(size.columns, size.rows, contents: Journal.contents())
    keyboard.press(.alt("5"), .down)
    keyboard.receive(.podResolved("prod1", .host("https://api.kustomerapp.com", warning: nil)))
    keyboard.receive(.connectionTested(SetupTests.wrongPod))
    keyboard.press(.up, .down)
    try expectFrame(keyboard, frame("setup-wrong-pod", size))
  }

  @Test func `a very large screen shows everything at once`() throws {
    var keyboard = Keyboard(200, 60, contents: Journal.contents())
    keyboard.press(.tab)
    try expectFrame(keyboard, "board-200x60")
  }

  @Test func `a tall screen stacks form and preview`() throws {
    try expectFrame(Keyboard(80, 50), "tall-80x50")
  }

  @Test func `a journal that is long in opening does not hold the screen up`() throws {
    var keyboard = Keyboard(80, 24, contents: nil)
    keyboard.wait(.seconds(1))
    try expectFrame(keyboard, "first-frame-80x24")
  }

  @Test func `what is lost stands above what is sent`() throws {
    var keyboard = Keyboard(80, 24)
    keyboard.press(
      .paste(
        #"{"type":"identify","userId":"u","traits":{"email":"a@b.ch","phone":"12","shoe":"44"}}"#))
    try expectFrame(keyboard, "compose-loss-80x24")
  }

  @Test func `a refused call says what to do`() throws {
    var keyboard = Keyboard(80, 24)
    keyboard.press(.tab, .control("u"))
    try expectFrame(keyboard, "compose-rejected-80x24")
  }

  @Test func `a dry run shows and sends nothing`() throws {
    var profile = Journal.acme
    profile.mode = .dryRun
    try expectFrame(
      Keyboard(80, 24, contents: StartContents(profiles: [.sandbox, profile], profile: "acme")),
      "dry-run-80x24")
  }

  @Test func `a test of a profile shows its facts`() throws {
    var keyboard = Keyboard(80, 24, contents: Journal.contents())
    keyboard.press(.alt("5"), .down)
    keyboard.receive(.podResolved("prod1", .host("https://api.kustomerapp.com", warning: nil)))
    keyboard.receive(
      .connectionTested(
        ConnectionResult(
          profile: "acme", isGood: false,
          sentence: "the key lacks roles: an identify would be refused",
          facts: [
            .init("key", "Segment, ....c3f9"), .init("org", "acme"), .init("pod", "prod1"),
            .init("missing", "org.permission.customer.create", isProblem: true),
          ], milliseconds: 142)))
    try expectFrame(keyboard, "setup-tested-80x24")
  }

  @Test func `a screen that is too small says so`() throws {
    let keyboard = Keyboard(40, 10)
    try expectFrame(keyboard, "too-small-40x10")
  }
}
