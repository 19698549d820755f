import Console
import Foundation
import KustomerDestination
import Testing
internal import Tools

@Suite struct ScenarioReaderTests {
  /// The example of the specification.
  private static let example = """
    schema = 1
    name = "One visit is one session"
    start = "now"                   # or a date-time; the sandbox's clock follows it

    [[step]]
    caption = "Anonymous page views are kept, but nobody sees them yet."
    call = { type = "page", anonymousId = "visitor-1", name = "Pricing", properties = { title = "Pricing" } }

    [[step]]
    after = "35m"
    caption = "An identify names the visitor."
    call = { type = "identify", userId = "demo-1", anonymousId = "visitor-1", traits = { email = "jo@example.com" } }
    expect = { verdict = "ready", sessions = 1, visible = true }
    """

  private static func steps(_ text: String) throws -> [Scenario.Step] {
    try Scenario(parsing: "schema = 1\nname = \"n\"\n" + text).steps
  }

  @Test func `the specification's example is read`() throws {
    let scenario = try Scenario(parsing: Self.example)
    #expect(scenario.name == "One visit is one session")
    #expect(scenario.start == .now)
    #expect(scenario.steps.map(\.line) == [5, 9])
    #expect(scenario.steps.map(\.after) == [Milliseconds(0), .minutes(35)])
    var expected = Expectation()
    expected.verdict = .ready
    expected.sessions = 1
    expected.isVisible = true
    #expect(scenario.steps[1].expectation == expected)
    #expect(scenario.steps[0].expectation == Expectation())
  }

  @Test func `a call keeps the order of its members`() throws {
    #expect(
      try Scenario(parsing: Self.example).steps[1].call?.compact
        == #"{"type":"identify","userId":"demo-1","anonymousId":"visitor-1","traits":{"email":"jo@example.com"}}"#
    )
  }

  @Test func `a call may stand in a table of its own`() throws {
    let steps = try Self.steps(
      """
      [[step]]
      [step.call]
      type = "track"
      event = "Bought"
      userId = "u"
      [step.call.properties]
      z = 1.50
      a = [{ y = 1, x = true }, { k = "v" }]
      at = 2024-01-01T10:00:00Z
      [[step]]
      call.type = "page"
      call.userId = "u"
      """)
    #expect(
      steps.map(\.call?.compact) == [
        #"{"type":"track","event":"Bought","userId":"u","properties":{"z":1.50,"a":[{"y":1,"x":true},{"k":"v"}],"at":"2024-01-01T10:00:00Z"}}"#,
        #"{"type":"page","userId":"u"}"#,
      ])
  }

  @Test func `a call may be written as JSON`() throws {
    let steps = try Self.steps(
      #"""
      [[step]]
      call = '{"type":"page","userId":null,"anonymousId":"v","n":12345678901234567890}'
      """#)
    #expect(
      steps[0].call?.compact
        == #"{"type":"page","userId":null,"anonymousId":"v","n":12345678901234567890}"#)
  }

  @Test(arguments: [
    ("stat = \"now\"", "3:1: unknown key \"stat\"; did you mean \"start\"?"),
    ("start = \"soon\"", "3:9: start is \"soon\"; it is \"now\" or a date-time such as"),
    ("[[step]]\nafter = \"35 min\"", "4:9: after is \"35 min\"; it must be a length of time"),
    (
      "[[step]]\ncapton = \"x\"", "4:1: unknown key \"capton\" in [step]; did you mean \"caption\"?"
    ),
    ("[[step]]\ncall = \"page\"", "4:8: call is no Segment call; write a table such as"),
    ("[[step]]\ncall = 3", "4:8: call is no Segment call; write a table such as"),
    ("[[step]]", "3:1: the step is empty; give it a caption, a call or after"),
    ("step = 3", "3:8: step is an integer; it must be a list of tables"),
    ("", "there is no step; add one under [[step]]"),
    (
      "[[step]]\ncaption = \"a\"\nexpect = { code = \"oversize\" }",
      "5:12: code is about a call, and this step has none"
    ),
    (
      "[[step]]\ncall = { type = \"page\", userId = \"{{persn}}\" }",
      "4:8: unknown variable \"{{persn}}\"; did you mean \"person\"?"
    ),
    (
      "[[step]]\ncall = { type = \"page\" }\nexpect = { verdict = \"redy\" }",
      "5:22: unknown word \"redy\" for verdict; did you mean \"ready\"?"
    ),
    (
      "[[step]]\ncall = { type = \"page\" }\n[step.expect]\nsessions = 1\nverdit = \"ready\"",
      "7:1: unknown key \"verdit\" in [step.expect]; did you mean \"verdict\"?"
    ),
    (
      "[[step]]\ncall = { type = \"page\" }\nexpect = { code = \"engage_evnt\" }",
      "5:19: unknown word \"engage_evnt\" for code; did you mean \"engage_event\"?"
    ),
    (
      "[[step]]\ncall = { type = \"page\" }\nexpect = { status = \"deliverd\" }",
      "5:21: unknown word \"deliverd\" for status; did you mean \"delivered\"?"
    ),
    (
      "[[step]]\ncall = { type = \"page\", n = [1, nan] }",
      "4:"
    ),
  ]) func `what is wrong is told with its place`(text: String, sentence: String) throws {
    let error = #expect(throws: TOMLProblem.self) { try Self.steps(text) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("name = \"n\"", "schema is missing; write schema = 1 at the top"),
    ("schema = 2\nname = \"n\"", "1:10: schema 2 is newer than this program, which reads schema 1"),
    ("schema = 1", "name is missing; write name = \"What it shows\" at the top"),
    ("schema = 1 x", "1:12: not TOML"),
  ]) func `a head that lacks something says what to write`(text: String, sentence: String) {
    let error = #expect(throws: TOMLProblem.self) { try Scenario(parsing: text) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test func `moments add up and variables are filled in`() throws {
    let scenario = try Scenario(
      parsing: """
        schema = 1
        name = "n"
        start = 2024-01-01T10:00:00Z
        [[step]]
        call = { type = "page", userId = "{{person}}" }
        [[step]]
        after = "35m"
        gap = "10m"
        call = { type = "track", anonymousId = "v-{{run}}", timestamp = "{{now-40m}}" }
        expect = { session = "s-{{ run }}", request = { "k-{{run}}" = ["{{now+5s}}"] } }
        [[step]]
        after = "1d"
        caption = "{{now}} and {{ left open"
        """)
    let script = scenario.script(run: "r1", now: Timestamp(milliseconds: 0))
    #expect(
      script.map(\.moment.rfc3339) == [
        "2024-01-01T10:00:00.000Z", "2024-01-01T10:35:00.000Z", "2024-01-02T10:35:00.000Z",
      ])
    #expect(script.map(\.gap) == [nil, .minutes(10), .minutes(10)])
    #expect(script[0].call?.compact == #"{"type":"page","userId":"demo-r1"}"#)
    #expect(
      script[1].call?.compact
        == #"{"type":"track","anonymousId":"v-r1","timestamp":"2024-01-01T09:55:00.000Z"}"#)
    #expect(script[1].expectation.session == "s-r1")
    #expect(
      script[1].expectation.request
        == .json(["k-r1": ["2024-01-01T10:35:05.000Z"]]))
    #expect(script[2].caption == "2024-01-02T10:35:00.000Z and {{ left open")
  }

  @Test func `two runs have different ids`() {
    let moment = Timestamp(milliseconds: 1_704_105_722_000)
    #expect(Variables.run(at: moment) != Variables.run(at: moment + Milliseconds(1)))
  }

  @Test func `every bundled scenario is in the list`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Console/Scenarios/Bundled")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.sorted() == EmbeddedFile.scenarios.map { $0.name + ".toml" }.sorted())
    for bundled in EmbeddedFile.scenarios {
      let text = try String(
        contentsOf: folder.appending(path: bundled.name + ".toml"), encoding: .utf8)
      #expect(bundled.text == text)
    }
  }

  @Test(arguments: EmbeddedFile.scenarios.map(\.name))
  func `a bundled scenario is read and says something at each step`(name: String) throws {
    let bundled = try #require(EmbeddedFile.scenarios.first { $0.name == name })
    let scenario = try Scenario(parsing: bundled.text)
    #expect(!scenario.about.isEmpty)
    #expect(scenario.steps.allSatisfy { !$0.caption.isEmpty && $0.call != nil })
    #expect(scenario.steps.allSatisfy { $0.expectation != Expectation() })
  }
}
