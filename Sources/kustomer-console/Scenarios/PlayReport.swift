internal import Console
internal import KustomerDestination
internal import Tools

/// What `play` tells: TAP on stdout step by step, and a JUnit file at the end.
struct PlayReport {
  /// One step as it came out.
  struct Case {
    var title: String
    var line: Int
    /// What did not come as expected; empty when all did.
    var complaints: [String]
    /// Seconds it took.
    var seconds: Double
  }

  private(set) var cases: [Case] = []
  private var output: LineOutput
  /// Why nothing more can be printed; what was asked for is the playing, so it goes on.
  private(set) var failure: CommandFailure?
  private let name: String
  private let source: String

  init(_ scenario: Scenario, source: String, raw: Bool) {
    name = scenario.name
    self.source = source
    output = LineOutput(raw: raw)
    print(["TAP version 13", "# " + name.asOneLine, "1..\(scenario.steps.count)"])
  }

  /// How many steps did not come out as expected.
  var failures: Int { cases.count { !$0.complaints.isEmpty } }

  /// Tells one step.
  mutating func add(_ step: ScriptedStep, complaints: [String], seconds: Double) {
    let title = step.caption.isEmpty ? "step \(step.place + 1)" : step.caption.asOneLine
    let found = Case(title: title, line: step.line, complaints: complaints, seconds: seconds)
    cases.append(found)
    let word = complaints.isEmpty ? "ok" : "not ok"
    print(["\(word) \(cases.count) - \(Self.escaped(title))"] + details(of: found))
  }

  /// Says that the rest cannot be played.
  mutating func bailOut(_ reason: String) { print(["Bail out! " + reason.asOneLine]) }

  private func details(of found: Case) -> [String] {
    guard !found.complaints.isEmpty else { return [] }
    let problems = found.complaints.map { "    - " + JSON.string($0).compact }
    return ["  ---", "  at: " + JSON.string("\(source):\(found.line)").compact, "  problems:"]
      + problems + ["  ..."]
  }

  private mutating func print(_ lines: [String]) {
    guard failure == nil else { return }
    do {
      for line in lines { try output.line(line) }
      try output.flush()
    } catch {
      failure = CommandFailure(error) ?? CommandFailure(.cannotWrite, "\(error)")
    }
  }

  /// A number sign would begin a directive.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }
}

extension PlayReport {
  /// The JUnit file; steps that were not reached are skipped.
  func junit(steps: Int) -> String {
    let skipped = steps - cases.count
    let time = cases.reduce(0) { $0 + $1.seconds }
    let counts =
      "tests=\"\(steps)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
      + " time=\"\(Self.seconds(time))\""
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites \(counts)>", "  <testsuite name=\"\(Self.xml(name))\" \(counts)>",
    ]
    lines += cases.map(element)
    for place in cases.count..<steps {
      lines.append(
        "    <testcase classname=\"\(Self.xml(name))\" name=\"step \(place + 1)\">"
          + "<skipped/></testcase>")
    }
    return (lines + ["  </testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private func element(_ found: Case) -> String {
    let head =
      "    <testcase classname=\"\(Self.xml(name))\" name=\"\(Self.xml(found.title))\""
      + " time=\"\(Self.seconds(found.seconds))\""
    guard let first = found.complaints.first else { return head + "/>" }
    let all = found.complaints.map(Self.xml).joined(separator: "\n")
    return head + ">\n      <failure message=\"\(Self.xml(first))\">"
      + "\(Self.xml("\(source):\(found.line)"))\n\(all)</failure>\n    </testcase>"
  }

  private static func seconds(_ seconds: Double) -> String {
    let thousandths = Int((max(0, seconds) * 1_000).rounded())
    let rest = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  private static func xml(_ text: String) -> String { xmlEscaped(text) }
}
