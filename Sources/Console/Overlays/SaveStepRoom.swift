internal import KustomerDestination

/// To which scenario the composed call is added.
struct SaveStepRoom: Room {
  var name: TextField
  var model: Model
  /// The names of the person's own scenarios.
  let known: [String]

  static let rows: [Row<Self>] = [
    Row([.enter], .confirm, .saveStep, "Save", "add the call as a step", rank: 90) { $0.save() },
    Row([.escape], .escape, .saveStep, "Close", "go back without saving", rank: 80) { _ in [.close]
    },
  ]

  var contexts: [Context] { [.saveStep, .typing, .always] }
  var mustBeAnswered: Bool { true }

  mutating func edit(_ command: Command) -> [Errand] {
    _ = name.perform(command)
    return []
  }

  mutating func type(_ text: String) -> [Errand] {
    name.insert(text)
    return []
  }

  private mutating func save() -> [Errand] {
    let file = name.text.hasSuffix(".toml") ? String(name.text.dropLast(5)) : name.text
    guard !file.isEmpty, file.asFileName == file else {
      say("a scenario's name has letters, digits, -, _ and . only", .warning)
      return []
    }
    return [.close, .saveStep(name: file)]
  }

  /// Draws the question for the name.
  func draw(_ canvas: inout Canvas) {
    canvas.overlay(
      columns: 64, rows: 8, title: "Save as a step",
      footer: "\(key(.confirm)) saves   \(key(.escape)) goes back"
    ) { pane in
      pane.put("Add the composed call to the scenario:", at: Position(column: 0, row: 1), .text)
      pane.put(
        name, at: Position(column: 0, row: 2), width: pane.size.columns, .input,
        placeholder: "its name, as my-demo", hasCursor: true)
      let words =
        known.isEmpty
        ? "it is made if there is none of that name"
        : "there are: " + known.joined(separator: ", ")
      pane.put(words, at: Position(column: 0, row: 4), width: pane.size.columns, .muted)
    }
  }
}
