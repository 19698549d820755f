internal import Console
internal import KustomerDestination
internal import Records

extension ManualPage {
  /// What a scenario may say.
  ///
  /// A test asks the reader for every name that it takes.
  static var scenario: ManualPage {
    ManualPage(
      name: "kustomer-console-scenario", section: 5,
      summary: "a story in calls, played and checked",
      parts: [
        Part("Description", description), Part("Example", [.lines(example)]),
        Part("At the top", [.terms(top)]), Part("[[step]]", [.terms(step)]),
        Part("expect", [.terms(expect)]), Part("Variables", [.terms(variables)]),
        Part("Playing", playing), Part("Bundled", bundled),
      ])
  }

  private static let description: [Block] = [
    .paragraph(
      "A TOML file of calls with pauses, captions and what must come of each step. kustomer-console"
        + " play runs it without screen, prints TAP and ends with 1 when an expectation does not"
        + " hold; the screen Scenarios lists and presents it. Yours lie in the folder scenarios that"
        + " kustomer-console paths names.")
  ]

  private static let example = [
    "schema = 1",
    "name = \"One visit is one session\"",
    "",
    "[[step]]",
    "caption = \"Anonymous page views are kept, but nobody sees them yet.\"",
    "call = { type = \"page\", anonymousId = \"visitor-{{run}}\", name = \"Pricing\" }",
    "expect = { verdict = \"ready\", visible = false }",
    "",
    "[[step]]",
    "after = \"35m\"",
    "caption = \"An identify names the visitor.\"",
    "call = { type = \"identify\", userId = \"{{person}}\", anonymousId = \"visitor-{{run}}\" }",
    "expect = { sessions = 1, events = 1, visible = true }",
  ]

  private static let top = [
    Term("schema", "1; must be there"),
    Term("name", "what the list says; must be there"),
    Term("about", "one sentence on what it shows"),
    Term("start", "\"now\", or the date-time at which the sandbox's clock begins"),
    Term("gap", "the pause that ends a session; also in a step, from there on"),
    Term("[[step]]", "one step after the other"),
  ]

  private static let step = [
    Term("caption", "what to say about it"),
    Term("after", "the pause since the step before, as 35m"),
    Term("call", "a Segment call, as a table or as text in JSON"),
    Term("gap", "from this step on the pause that ends a session"),
    Term("expect", "what must come of it; what is not named may be anything"),
  ]

  private static var expect: [Term] {
    [
      Term("verdict", "of the plan: \(Verdict.allCases.map(\.rawValue).joined(separator: ", "))"),
      Term("code", "a code that the plan's diagnostics name, as id_is_placeholder"),
      Term("session", "the id of the session that the event joins"),
      Term("sessions", "how many sessions the person's timeline has afterwards"),
      Term("events", "how many events it has afterwards"),
      Term("visible", "whether agents see the timeline in the org"),
      Term(
        "request",
        "what a request contains: a table of its body, or of its method, path and body; or a text"),
      Term(
        "status",
        "what became of the call: \(statuses.joined(separator: ", ")),"
          + " or the HTTP status of an answer"),
    ]
  }

  /// A call that a step has sent is on its way no more.
  private static let statuses = DeliveryStatus.allCases.filter { $0 != .sending }.map(\.rawValue)

  private static let variables = [
    Term("{{run}}", "another text in each run, so that two runs in one org do not meet"),
    Term("{{person}}", "a userId made of it"),
    Term("{{now}}", "the moment of the step; also {{now-40m}} and {{now+5s}}"),
  ]

  private static let playing: [Block] = [
    .paragraph(
      "Without --profile a scenario runs on a sandbox of its own whose clock follows after, and"
        + " nothing of it is kept. With another profile it is sent for real, its waits are waited"
        + " for, and over 10 minutes of them are refused. F9 presents it on the whole screen;"
        + " asciinema rec -c kustomer-console records the terminal while you do.")
  ]

  private static var bundled: [Block] {
    [.terms(EmbeddedFile.scenarios.map { Term($0.name, title(of: $0.text)) })]
  }

  /// The name that a scenario gives itself.
  private static func title(of text: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("name = ") } ?? ""
    return line.dropFirst(7).filter { $0 != "\"" }
  }
}
