import Console
import KustomerDestination
import Testing

@Suite struct OnboardingTests {
  /// In the checklist of the profile acme, which is in use.
  private static func opened(_ columns: Int = 100, _ rows: Int = 30) -> Keyboard {
    var contents = StartContents(profiles: [.sandbox, Journal.acme], profile: "acme")
    contents.onboarding["acme"] = [
      "told": ["app": "2024-01-24T09:00:00.000Z"], "proved": ["nonsense": 3],
    ]
    var keyboard = Keyboard(columns, rows, contents: contents)
    keyboard.press(.alt("5"), .character("o"))
    return keyboard
  }

  private static let good = ConnectionResult(
    profile: "acme", isGood: true, sentence: "key and pod are right",
    facts: [.init("key name", "Segment"), .init("send identify", "yes")], milliseconds: 142)

  @Test(arguments: ScreenTests.usual)
  func `the nine steps say how they stand`(size: Size) throws {
    let keyboard = Self.opened(size.columns, size.rows)
    try expectFrame(keyboard, "onboarding-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: [ScreenTests.smallest]) func `zoomed, the steps have the screen to themselves`(
    size: Size
  ) throws {
    var keyboard = Self.opened(size.columns, size.rows)
    let screen = keyboard.screen
    keyboard.press(.function(8))
    try expectFrame(keyboard, "onboarding-zoomed-\(size.columns)x\(size.rows)")
    keyboard.press(.escape)
    #expect(keyboard.screen == screen)
  }

  @Test(arguments: ScreenTests.sizes) func `each step is on the screen when it is selected`(
    size: Size
  ) {
    var keyboard = Self.opened(size.columns, size.rows)
    keyboard.press(.home)
    for (place, step) in OnboardingStep.allCases.enumerated() {
      #expect(keyboard.screen.contains("\(place + 1) \(step.title)  "))
      #expect(keyboard.screen.contains("─ \(place + 1) \(step.title) ─"))
      keyboard.press(.down)
    }
  }

  @Test func `it opens on the first open step`() {
    #expect(Self.opened().screen.contains("─ 1 Kustomer in Segment"))
  }

  @Test func `a test proves pod, connection and roles, and that is kept`() {
    var keyboard = Self.opened()
    _ = keyboard.newEffects()
    keyboard.press(.character("t"))
    #expect(keyboard.newEffects() == [.testConnection("acme")])
    keyboard.receive(.connectionTested(Self.good))
    for line in ["[x] 5 Org pod", "[x] 6 Test connection", "[x] 7 Roles for each call"] {
      #expect(keyboard.screen.contains(line))
    }
    guard case .saveOnboarding("acme", let json)? = keyboard.newEffects().last else {
      Issue.record("nothing is kept")
      return
    }
    #expect(json["proved"]?["test"]?["words"] == "the org accepts the key, 142 ms")
    #expect(Onboarding(json).json == json)
  }

  @Test func `a wrong pod fails with the way to mend it`() {
    var keyboard = Self.opened()
    keyboard.receive(.connectionTested(SetupTests.wrongPod))
    keyboard.press(.down, .down, .down, .down)
    #expect(keyboard.screen.contains("[!] 5 Org pod"))
    #expect(keyboard.screen.contains("fix: use"))
    #expect(keyboard.screen.contains("[!] 6 Test connection"))
  }

  @Test func `missing roles fail their step alone`() {
    var keyboard = Self.opened()
    var result = Self.good
    result.isGood = false
    result.facts = [.init("send identify", "no, needs org.tracking", isProblem: true)]
    keyboard.receive(.connectionTested(result))
    #expect(keyboard.screen.contains("[x] 6 Test connection"))
    #expect(keyboard.screen.contains("[!] 7 Roles for each call"))
  }

  @Test func `what is told is ticked and taken back`() {
    var keyboard = Self.opened()
    keyboard.press(.character("n"))
    #expect(keyboard.screen.contains("▌ [ ] 3 Enabled with Segment"))
    keyboard.press(.character(" "))
    #expect(keyboard.screen.contains("▌ [?] 3 Enabled with Segment"))
    keyboard.press(.character(" "))
    #expect(keyboard.screen.contains("▌ [ ] 3 Enabled with Segment"))
  }

  @Test func `what can be proved is not told`() {
    var keyboard = Self.opened()
    keyboard.press(.end, .character(" "))
    #expect(keyboard.screen.contains("[ ] 9 First session visible"))
    #expect(keyboard.screen.contains("proved by the program, not told"))
  }

  @Test func `the first identify opens the check, to be played live`() {
    var keyboard = Self.opened()
    keyboard.press(.end, .enter)
    #expect(keyboard.screen.contains("Play for real?"))
    keyboard.press(.character("s"))
    #expect(keyboard.screen.contains("Onboarding check"))
    #expect(keyboard.screen.contains("LIVE"))
  }

  @Test func `the report tells what was proved, told and is open, and no secret`() {
    var keyboard = Self.opened()
    keyboard.receive(.connectionTested(Self.good))
    _ = keyboard.newEffects()
    keyboard.press(.character("w"))
    guard case .writeFile(let name, let text)? = keyboard.newEffects().first else {
      Issue.record("nothing is written")
      return
    }
    #expect(name == "onboarding-acme.md")
    #expect(text.contains("| 6. Test connection | proved | the org accepts the key, 142 ms, 2024-"))
    #expect(
      text.contains(
        "| 2. Segment App installed | told | stated by a person, 2024-01-24T09:00:00.000Z |"))
    #expect(text.contains("| 9. First session visible | open | not done yet |"))
    #expect(text.contains("key ending in c3f9"))
    #expect(text.contains("> To finish connecting Segment to Kustomer, this is left:"))
    #expect(text.contains("> Enabled with Segment: Go to the Segment App's settings page"))
    #expect(text.contains("`kustomer-console check --profile acme`"))
  }

  @Test func `Esc goes back to the profiles`() {
    var keyboard = Self.opened()
    keyboard.press(.escape)
    #expect(keyboard.screen.contains("┏━ Profiles"))
  }

  @Test func `the sandbox is not offered what it does not need`() {
    var keyboard = Keyboard(120, 30)
    keyboard.press(.alt("5"))
    #expect(!keyboard.screen.contains("o Onboard"))
    keyboard.press(.character("o"))
    #expect(keyboard.screen.contains("┏━ Profiles"))
    #expect(keyboard.screen.contains("the sandbox needs no setup"))
  }

  @Test func `a profile that is not there yet has no steps`() {
    var keyboard = Keyboard(120, 30)
    keyboard.press(.alt("5"), .end)
    #expect(!keyboard.screen.contains("o Onboard"))
    keyboard.press(.character("o"))
    #expect(keyboard.screen.contains("this line is no profile yet"))
  }

  @Test func `the words of each step are whole at 80x24`() {
    let screen = Self.opened(80, 24).screen
    for words in ["....c3f9, file", "api.kustomerapp.com; t tests it"] {
      #expect(screen.contains(words))
    }
  }
}
