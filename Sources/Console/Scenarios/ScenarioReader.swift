internal import KustomerDestination
internal import Records
package import Tools

extension Scenario {
  /// Reads a scenario.
  ///
  /// - Parameter text: TOML, schema 1.
  /// - Throws: `TOMLProblem` with line and column of the first thing that is wrong.
  package init(parsing text: String) throws(TOMLProblem) {
    let root = try TOMLRecord(parsing: text)
    try root.allow("schema", "name", "about", "start", "gap", "step")
    guard let schema = try root.integer("schema", in: 1...Int(Int32.max)) else {
      throw TOMLProblem("schema is missing; write schema = 1 at the top")
    }
    guard schema == 1 else {
      throw root.error(
        "schema \(schema) is newer than this program, which reads schema 1", atValue: "schema")
    }
    name = try root.filled("name") ?? ""
    guard !name.isEmpty else {
      throw TOMLProblem("name is missing; write name = \"What it shows\" at the top")
    }
    about = try root.string("about") ?? ""
    start = try Start(root)
    gap = try root.duration("gap", in: DestinationSettings.gapRange)
    steps = []
    for table in try root.tables("step") { steps.append(try Step(table)) }
    guard !steps.isEmpty else {
      throw TOMLProblem("there is no step; add one under [[step]]")
    }
  }
}

extension Scenario.Start {
  fileprivate init(_ root: TOMLRecord) throws(TOMLProblem) {
    guard let text = try root.textOrDate("start") else {
      self = .now
      return
    }
    if text == "now" {
      self = .now
    } else if let moment = Timestamp(text) {
      self = .at(moment)
    } else {
      throw root.error(
        "start is \"\(text.asOneLine)\"; it is \"now\" or a date-time such as"
          + " \"2024-01-01T10:00:00Z\"", atValue: "start")
    }
  }
}

extension Scenario.Step {
  fileprivate init(_ table: TOMLRecord) throws(TOMLProblem) {
    try table.allow("caption", "after", "call", "gap", "expect")
    line = table.place?.line ?? 1
    after = try table.duration("after", in: Self.waits) ?? Milliseconds(0)
    caption = try table.string("caption") ?? ""
    call = try Self.call(table)
    gap = try table.duration("gap", in: DestinationSettings.gapRange)
    if let expect = try table.table("expect") {
      expectation = try Expectation(expect, hasCall: call != nil)
    } else {
      expectation = Expectation()
    }
    guard call != nil || !caption.isEmpty || after > Milliseconds(0) else {
      throw table.error("the step is empty; give it a caption, a call or after", at: "")
    }
  }

  private static let waits = Milliseconds(0)...Milliseconds.days(3_650)

  private static func call(_ table: TOMLRecord) throws(TOMLProblem) -> JSON? {
    guard let call = try table.jsonOrText("call") else { return nil }
    guard case .object = call else {
      throw table.error(
        "call is no Segment call; write a table such as { type = \"page\", userId = \"u1\" }",
        atValue: "call")
    }
    do throws(VariableProblem) {
      _ = try Variables.check(call)
    } catch {
      throw table.error(error.message, atValue: "call")
    }
    return call
  }
}

extension Expectation {
  fileprivate init(_ table: TOMLRecord, hasCall: Bool) throws(TOMLProblem) {
    try table.allow(
      "verdict", "code", "session", "sessions", "events", "visible", "request", "status")
    for name in ["verdict", "code", "session", "request", "status"] where !hasCall {
      guard !table.contains(name) else {
        throw table.error("\(name) is about a call, and this step has none", at: name)
      }
    }
    verdict = try table.word("verdict")
    code = try table.word("code")
    session = try table.filled("session")
    sessions = try table.integer("sessions", in: 0...1_000_000)
    events = try table.integer("events", in: 0...1_000_000)
    isVisible = try table.bool("visible")
    request = try Self.request(table)
    status = try Self.status(table)
    try checkVariables(table)
  }

  private static func request(_ table: TOMLRecord) throws(TOMLProblem) -> Fragment? {
    switch try table.jsonOrText("request") {
    case nil: nil
    case .string(let text)?: .text(text)
    case let json?: .json(json)
    }
  }

  private static func status(_ table: TOMLRecord) throws(TOMLProblem) -> Status? {
    if table.isInteger("status") {
      return try table.integer("status", in: 100...599).map { .http($0) }
    }
    let words = DeliveryStatus.allCases.filter { $0 != .sending }
    let word = try table.word("status", among: words)
    return word.map { .word($0) }
  }

  private func checkVariables(_ table: TOMLRecord) throws(TOMLProblem) {
    do throws(VariableProblem) {
      if let session { _ = try Variables.check(.string(session)) }
    } catch {
      throw table.error(error.message, atValue: "session")
    }
    do throws(VariableProblem) {
      switch request {
      case .json(let json): _ = try Variables.check(json)
      case .text(let text): _ = try Variables.check(.string(text))
      case nil: break
      }
    } catch {
      throw table.error(error.message, atValue: "request")
    }
  }
}
