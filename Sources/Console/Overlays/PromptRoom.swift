internal import KustomerDestination
internal import Records

/// A line that is asked for.
struct PromptRoom: Room {
  var prompt: Prompt
  var model: Model

  static let rows: [Row<Self>] = [
    Row([.enter], .run, .prompt, "Do it", "do it with what was typed", rank: 90) { $0.answer() },
    Row([.escape], .escape, .prompt, "Back", "go back, nothing is done", rank: 80) { _ in [.close]
    },
  ]

  var contexts: [Context] { [.prompt, .typing, .always] }
  var mustBeAnswered: Bool { true }

  mutating func edit(_ command: Command) -> [Errand] {
    if prompt.field.perform(command) { prompt.problem = nil }
    return []
  }

  mutating func type(_ text: String) -> [Errand] {
    prompt.field.insert(text)
    prompt.problem = nil
    return []
  }

  mutating func answer() -> [Errand] {
    let text = prompt.field.text.trimmed
    switch prompt.kind {
    case .importCalls where !text.isEmpty:
      say("reading \(text) ...")
      return [.close, .outside(.readCalls(text))]
    case .exportCalls(let ids) where !text.isEmpty:
      say("exporting \(counted(ids.count, "call")) to \(text) ...")
      return [.close, .outside(.exportCalls(ids, path: text))]
    case .expectedFile where !text.isEmpty:
      return [.close, .outside(.readExpected(path: text))]
    case .find where !text.isEmpty:
      return [.close, .find(text)]
    case .sandboxAdvance:
      if let length = Milliseconds(text) {
        return [.close, .outside(.orderSandbox(.advance(length)))]
      }
    case .sandboxClock:
      if let moment = Timestamp(text) {
        return [.close, .outside(.orderSandbox(.setClock(moment)))]
      }
    case .importCalls, .exportCalls, .expectedFile, .find: break
    }
    prompt.problem = prompt.kind.complaint
    return []
  }

  /// Draws the prompt over the screen.
  func draw(_ canvas: inout Canvas) {
    let columns = min(64, size.columns - 6)
    let help = wrapped(
      prompt.problem.map { Glyph.failed.text + " " + $0 } ?? prompt.kind.help, to: columns - 4)
    canvas.overlay(
      columns: columns, rows: help.count + 5, title: prompt.kind.title,
      footer: "\(key(.confirm)) does it   \(key(.escape)) goes back"
    ) { pane in
      pane.put(
        prompt.field, at: Position(column: 0, row: 1), width: pane.size.columns, .input,
        placeholder: prompt.kind.placeholder, hasCursor: true)
      let role: Role = prompt.problem == nil ? .muted : .error
      for (at, line) in help.enumerated() {
        pane.put(line, at: Position(column: 0, row: 3 + at), role)
      }
    }
  }
}

extension Prompt.Kind {
  fileprivate var title: String {
    switch self {
    case .importCalls: "Import calls from a file"
    case .exportCalls(let ids): "Export \(counted(ids.count, "call")) to a file"
    case .expectedFile: "Compare with an expected file"
    case .find: "Find on the Timeline"
    case .sandboxAdvance: "Put the sandbox's clock forward"
    case .sandboxClock: "Set the sandbox's clock"
    }
  }

  fileprivate var placeholder: String {
    switch self {
    case .importCalls: "a path, as calls.ndjson"
    case .exportCalls: "calls.ndjson"
    case .expectedFile: "expected.json"
    case .find: "registered"
    case .sandboxAdvance: "35m"
    case .sandboxClock: "2024-01-24T10:42:00Z"
    }
  }

  fileprivate var help: String {
    switch self {
    case .importCalls:
      "JSON lines, arrays, batches, gzip of these, tables (CSV), code or curl. What was read is "
        + "shown before anything is kept."
    case .exportCalls:
      "One line of JSON per call, with its requests and answers; the key is never in it."
    case .expectedFile:
      "A Segment call, a request body, or a line that map printed, as JSON."
    case .find: "Words of an event, a session or a visitor; n and N go on."
    case .sandboxAdvance: "As 90s, 35m, 2h, 31d. What Kustomer keeps 30 days is then gone."
    case .sandboxClock: "A date-time in UTC, as 2024-01-24T10:42:00Z."
    }
  }

  fileprivate var complaint: String {
    switch self {
    case .importCalls, .exportCalls, .expectedFile: "the name of the file is missing"
    case .find: "what is looked for is missing"
    case .sandboxAdvance: "this is no duration; write 35m, 2h or 31d"
    case .sandboxClock: "this is no date-time; write 2024-01-24T10:42:00Z"
    }
  }
}
