internal import KustomerDestination

/// One line that is asked for before something is done.
package struct Prompt: Hashable, Sendable {
  /// What is asked for.
  package enum Kind: Hashable, Sendable {
    /// The file that calls are read from.
    case importCalls
    /// The file that calls are exported to.
    case exportCalls([HistoryEntry.ID])
    /// The file that the selected call is compared with.
    case expectedFile
    /// What a line of the Timeline must have.
    case find
    /// By how much the sandbox's clock is put forward.
    case sandboxAdvance
    /// The moment that the sandbox's clock shall show.
    case sandboxClock
  }

  /// What is asked for.
  package let kind: Kind
  /// What is typed.
  package internal(set) var field: TextField
  /// Why it is not done as it stands; nil until Enter.
  package internal(set) var problem: String?

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    field = TextField(text)
  }
}

extension State {
  mutating func ask(_ kind: Prompt.Kind, _ text: String) {
    overlay = .prompt(Prompt(kind, text))
  }

  mutating func performInPrompt(_ command: Command, _ prompt: Prompt) -> [Effect] {
    var prompt = prompt
    switch command {
    case .run: return answer(prompt)
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .escape:
      overlay = prompt.kind.isOfSandbox ? .sandbox(SandboxPanel()) : nil
      return []
    default: if prompt.field.perform(command) { prompt.problem = nil }
    }
    overlay = .prompt(prompt)
    return []
  }

  private mutating func answer(_ prompt: Prompt) -> [Effect] {
    let text = prompt.field.text.trimmed
    switch prompt.kind {
    case .importCalls where !text.isEmpty:
      overlay = nil
      say("reading \(text) ...")
      return [.readCalls(text)]
    case .exportCalls(let ids) where !text.isEmpty:
      overlay = nil
      say("exporting \(counted(ids.count, "call")) to \(text) ...")
      return [.exportCalls(ids, path: text)]
    case .expectedFile where !text.isEmpty:
      overlay = nil
      return [.readExpected(path: text)]
    case .find where !text.isEmpty:
      overlay = nil
      enter(timelineRoom) { $0.find(text) }
      return []
    case .sandboxAdvance:
      if let length = Milliseconds(text) { return orderSandbox(.advance(length)) }
    case .sandboxClock:
      if let moment = Timestamp(text) { return orderSandbox(.setClock(moment)) }
    case .importCalls, .exportCalls, .expectedFile, .find: break
    }
    var refused = prompt
    refused.problem = prompt.kind.complaint
    overlay = .prompt(refused)
    return []
  }

  /// Draws the prompt over the screen.
  func drawPrompt(_ canvas: inout Canvas, _ prompt: Prompt) {
    let columns = min(64, size.columns - 6)
    let help = wrapped(prompt.problem.map { "! " + $0 } ?? prompt.kind.help, to: columns - 4)
    canvas.overlay(
      columns: columns, rows: help.count + 5, title: prompt.kind.title,
      footer: "Enter does it   Esc goes back"
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
  fileprivate var isOfSandbox: Bool {
    switch self {
    case .sandboxAdvance, .sandboxClock: true
    case .importCalls, .exportCalls, .expectedFile, .find: false
    }
  }

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
