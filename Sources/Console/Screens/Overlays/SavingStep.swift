internal import KustomerDestination

extension State {
  mutating func performInSaveStep(_ command: Command, _ name: TextField) -> [Effect] {
    var name = name
    switch command {
    case .confirm:
      let file = name.text.hasSuffix(".toml") ? String(name.text.dropLast(5)) : name.text
      guard !file.isEmpty, file.asFileName == file else {
        say("a scenario's name has letters, digits, -, _ and . only", .warning)
        return []
      }
      overlay = nil
      scenarios.lastSaved = file
      return [.appendStep(name: file, call: outcome.reading.call)]
    case .escape: overlay = nil
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default:
      _ = name.perform(command)
      overlay = .saveStep(name)
    }
    return []
  }

  /// Draws the question for the name.
  func drawSaveStep(_ canvas: inout Canvas, _ name: TextField) {
    canvas.overlay(
      columns: 64, rows: 8, title: "Save as a step", footer: "Enter saves   Esc goes back"
    ) { pane in
      let known = scenarios.own.map(\.source)
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
