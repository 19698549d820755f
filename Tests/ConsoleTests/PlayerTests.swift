import Console
import KustomerDestination
import Records
import Testing

/// The player without an engine: what came of a step is told by hand.
@Suite struct PlayerTests {
  private static let user = "u-1"

  /// Two steps of a user: an identify, then 35 minutes later a track.
  private static let scenario = ListedScenario(
    source: "two.toml",
    text: """
      schema = 1
      name = "Two"
      about = "It shows two steps."
      [[step]]
      caption = "First."
      call = { type = "identify", userId = "u-1", traits = { name = "Jo Demo", email = "jo@example.com" } }
      [[step]]
      after = "35m"
      caption = "Second."
      call = { type = "track", userId = "u-1", event = "Bought", properties = { kustomer_session_id = "s" } }
      """, isOwn: true)

  /// At the title of the scenario, as the only one of the user.
  private static func opened(
    profile: ProfileSummary = .sandbox, _ columns: Int = 100, _ rows: Int = 30
  ) -> Keyboard {
    var keyboard = Keyboard(
      columns, rows, contents: StartContents(profiles: [.sandbox, profile], profile: profile.name))
    keyboard.receive(.scenariosRead([scenario]))
    keyboard.press(.alt("4"))
    for _ in ListedScenario.bundled { keyboard.press(.down) }
    keyboard.press(.enter)
    return keyboard
  }

  /// Answers the step that is asked for as an org would that takes everything.
  private static func answer(_ keyboard: inout Keyboard) throws {
    let asked = keyboard.newEffects().compactMap { effect -> (ScriptedStep, ScenarioRun)? in
      guard case .playStep(let step, let run, _) = effect else { return nil }
      return (step, run)
    }
    let (step, run) = try #require(asked.last)
    let plan = Destination().plan(
      for: try Call(parsing: step.call?.compact ?? ""), at: step.moment)
    let requests = plan.requests.map {
      StepResult.Request(method: $0.method.rawValue, path: $0.path, body: $0.body, status: 201)
    }
    let events = step.place == 0 ? [] : [SeenTimeline.Event(name: "Bought", arrived: step.moment)]
    keyboard.receive(
      .scenarioStepped(
        StepResult(
          moment: step.moment, sent: .init(plan, status: .delivered, requests: requests),
          seen: SeenTimeline(
            userId: user, hasCustomer: true,
            sessions: events.isEmpty ? [] : [.init(id: "s", events: events)])), of: run))
  }

  /// The second step on the whole screen.
  static func presenting(_ columns: Int, _ rows: Int) throws -> Keyboard {
    var keyboard = opened(columns, rows)
    for _ in 1...2 {
      keyboard.press(space)
      try answer(&keyboard)
    }
    keyboard.press(.function(9))
    return keyboard
  }

  private static let space = Key.character(" ")

  @Test func `a scenario opens on its title`() {
    let keyboard = Self.opened()
    #expect(keyboard.screen.contains("It shows two steps."))
    #expect(keyboard.screen.contains("step 0 of 2"))
    #expect(!keyboard.effects.contains { if case .playStep = $0 { true } else { false } })
  }

  @Test func `space plays step after step`() throws {
    var keyboard = Self.opened()
    keyboard.press(Self.space)
    try Self.answer(&keyboard)
    #expect(keyboard.screen.contains("First."))
    #expect(keyboard.screen.contains("analytics.identify(\"u-1\""))
    keyboard.press(Self.space)
    try Self.answer(&keyboard)
    #expect(keyboard.screen.contains("Second."))
    let row = keyboard.screen.split(separator: "\n").first { $0.contains("Track    Bought") }
    #expect(row?.contains("NEW") == true)
    #expect(keyboard.screen.contains("step 2 of 2  ██████████"))
  }

  @Test func `a step is not played twice while it is on its way`() {
    var keyboard = Self.opened()
    keyboard.press(Self.space, Self.space, Self.space)
    #expect(keyboard.effects.count { if case .playStep = $0 { true } else { false } } == 1)
  }

  @Test func `back only shows an earlier step again`() throws {
    var keyboard = Self.opened()
    for _ in 1...2 {
      keyboard.press(Self.space)
      try Self.answer(&keyboard)
    }
    keyboard.press(.character("b"))
    #expect(keyboard.screen.contains("First."))
    keyboard.press(Self.space)
    #expect(keyboard.screen.contains("Second."))
    #expect(keyboard.newEffects().isEmpty)
  }

  @Test func `personal data is hidden until it is asked for`() throws {
    var keyboard = Self.opened()
    keyboard.press(Self.space)
    try Self.answer(&keyboard)
    #expect(!keyboard.screen.contains("jo@example.com"))
    #expect(!keyboard.screen.contains("Jo Demo"))
    #expect(keyboard.screen.contains("J*** D***  j***@e***.com"))
    keyboard.press(.character("."))
    #expect(keyboard.screen.contains("Jo Demo  jo@example.com"))
  }

  @Test func `c compares the cuts with and without ids`() throws {
    var keyboard = Self.opened()
    for _ in 1...2 {
      keyboard.press(Self.space)
      try Self.answer(&keyboard)
    }
    keyboard.press(.character("c"))
    #expect(keyboard.screen.contains("With kustomer_session_id"))
    #expect(keyboard.screen.contains("▾ Session  s  11:17"))
    #expect(keyboard.screen.contains("▾ Session  by pause  11:17"))
  }

  /// Also where `--now` holds the date.
  @Test(arguments: [false, true])
  func `it goes on by itself at its pace`(isDateHeld: Bool) throws {
    var keyboard = Self.opened()
    keyboard.press(.character("a"))
    #expect(keyboard.state.patience == 1_000)
    keyboard.wait(.seconds(1), isDateHeld: isDateHeld)
    try Self.answer(&keyboard)
    #expect(keyboard.screen.contains("First."))
    #expect(keyboard.screen.contains("auto 5 s"))
    keyboard.press(.character("+"))
    // What is new fades first.
    #expect(keyboard.state.patience == 2_000)
    keyboard.wait(.seconds(3), isDateHeld: isDateHeld)
    #expect(keyboard.newEffects().isEmpty)
    keyboard.wait(.seconds(3), isDateHeld: isDateHeld)
    try Self.answer(&keyboard)
    #expect(keyboard.screen.contains("Second."))
    keyboard.wait(.seconds(2), isDateHeld: isDateHeld)
    #expect(keyboard.state.patience == nil)
  }

  @Test func `a stray key does nothing on a stage`() throws {
    var keyboard = Self.opened()
    keyboard.press(.function(9), Self.space)
    try Self.answer(&keyboard)
    let before = keyboard.screen
    keyboard.press(.character("x"), .character("1"), .alt("3"), .function(10), .tab, .control("r"))
    #expect(keyboard.screen == before)
    #expect(keyboard.newEffects().isEmpty)
  }

  @Test func `q leaves a presentation when it is pressed twice`() {
    var keyboard = Self.opened()
    keyboard.press(.function(9))
    #expect(!keyboard.screen.contains("KUSTOMER"))
    keyboard.press(.character("q"))
    #expect(keyboard.screen.contains("once more leaves the presentation"))
    #expect(!keyboard.screen.contains("KUSTOMER"))
    keyboard.press(.character("q"))
    #expect(keyboard.screen.contains("KUSTOMER"))
    #expect(keyboard.screen.contains("It shows two steps."))
  }

  @Test func `a presentation shows no profile`() {
    var keyboard = Self.opened()
    keyboard.press(.function(9))
    #expect(!keyboard.screen.contains("sandbox"))
  }

  @Test func `F9 opens the session demo from anywhere`() {
    var keyboard = Keyboard(100, 30)
    keyboard.press(.function(9))
    #expect(keyboard.screen.contains("One visit is one session"))
    #expect(!keyboard.screen.contains("KUSTOMER"))
  }

  @Test func `y copies what is selected on every row`() {
    var keyboard = Keyboard(100, 30)
    keyboard.press(.alt("4"))
    for _ in keyboard.state.scenarios.items {
      keyboard.press(.character("y"), .down)
    }
    keyboard.press(.home, .enter, .character("y"))
    #expect(keyboard.effects.count { if case .copy = $0 { true } else { false } } == 14)
  }

  @Test func `restart begins anew`() throws {
    var keyboard = Self.opened()
    keyboard.press(Self.space)
    try Self.answer(&keyboard)
    keyboard.press(.character("r"))
    #expect(keyboard.screen.contains("step 0 of 2"))
    #expect(keyboard.newEffects().contains(.endScenario))
  }

  @Test func `what came of a scenario that was left is no news`() throws {
    var keyboard = Self.opened()
    keyboard.press(Self.space, .character("r"))
    try Self.answer(&keyboard)
    #expect(keyboard.screen.contains("step 0 of 2"))
  }

  @Test func `live it asks first`() {
    var keyboard = Self.opened(profile: Journal.acme)
    #expect(keyboard.screen.contains("Play for real?"))
    keyboard.press(.escape)
    #expect(keyboard.state.scenarios.player == nil)
  }

  /// Also where `--now` holds the date.
  @Test(arguments: [false, true])
  func `live waits cannot be shortened`(isDateHeld: Bool) throws {
    var keyboard = Self.opened(profile: Journal.acme)
    keyboard.press(.character("s"), Self.space)
    #expect(keyboard.screen.contains("waits cannot be shortened"))
    try Self.answer(&keyboard)
    _ = keyboard.newEffects()
    keyboard.wait(.minutes(1), isDateHeld: isDateHeld)
    keyboard.press(Self.space)
    #expect(keyboard.newEffects().isEmpty)
    #expect(keyboard.screen.contains("the next step in 34m"))
    keyboard.wait(.minutes(34), isDateHeld: isDateHeld)
    keyboard.press(Self.space)
    try Self.answer(&keyboard)
    #expect(keyboard.screen.contains("Second."))
  }

  @Test func `a dry run plays nothing live`() {
    var profile = Journal.acme
    profile.mode = .dryRun
    let keyboard = Self.opened(profile: profile)
    #expect(keyboard.state.scenarios.player == nil)
    #expect(keyboard.screen.contains("is a dry run"))
  }

  @Test func `trouble is told, and ends the scenario`() {
    var keyboard = Self.opened()
    keyboard.press(Self.space)
    keyboard.receive(.scenarioFailed("the disk is full"))
    #expect(keyboard.screen.contains("the disk is full"))
    _ = keyboard.newEffects()
    keyboard.press(Self.space)
    #expect(keyboard.newEffects().isEmpty)
  }

  @Test func `a scenario that cannot be read says where`() {
    var keyboard = Keyboard(100, 30)
    keyboard.receive(
      .scenariosRead([ListedScenario(source: "bad.toml", text: "schema = 2", isOwn: true)]))
    keyboard.press(.alt("4"))
    for _ in ListedScenario.bundled { keyboard.press(.down) }
    #expect(keyboard.screen.contains("bad.toml:"))
    keyboard.press(.enter)
    #expect(keyboard.state.scenarios.player == nil)
  }

  @Test func `the composed call is saved as a step`() {
    var keyboard = Keyboard(100, 30)
    keyboard.press(.control("s"))
    #expect(keyboard.screen.contains("Add the composed call to the scenario:"))
    keyboard.press(.control("u"))
    keyboard.type("my/demo")
    keyboard.press(.enter)
    #expect(keyboard.newEffects().isEmpty)
    keyboard.press(.control("u"))
    keyboard.type("demo-2.toml")
    keyboard.press(.enter)
    guard case .appendStep(let name, let call)? = keyboard.newEffects().last else {
      Issue.record("nothing is saved")
      return
    }
    #expect(name == "demo-2")
    #expect(call["event"] == "Registered")
  }

  @Test(arguments: [Size(columns: 60, rows: 18), Size(columns: 80, rows: 24)])
  func `it fits on a small screen`(size: Size) throws {
    var keyboard = Self.opened(size.columns, size.rows)
    for _ in 1...2 {
      keyboard.press(Self.space)
      try Self.answer(&keyboard)
    }
    func isNew() -> Bool {
      keyboard.screen.split(separator: "\n").contains {
        $0.contains("Bought") && $0.contains("NEW")
      }
    }
    #expect(isNew())
    keyboard.press(.function(9))
    #expect(isNew())
    #expect(keyboard.screen.contains("Space Next"))
  }
}
