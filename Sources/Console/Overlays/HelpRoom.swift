/// The help: the keys that work where it was opened.
struct HelpRoom: SearchedRoom {
  var text: SearchedText
  var model: Model
  let below: Below

  /// What lies below the help.
  struct Below: Sendable {
    let room: any Room
    /// The title of the screen.
    let title: String
    let contexts: [Context]
    /// Whether a command cannot be done there now.
    let isOff: @Sendable (Command) -> Bool
  }

  static let rows: [Row<Self>] = searchRows
}

extension HelpRoom {
  /// Draws the keys that work where the help was opened, the nearest first.
  func draw(_ canvas: inout Canvas) {
    let lines = lines
    let limit = scrollLimit
    let first = min(text.scroll, limit)
    let more = limit > 0 ? "\(first + helpRows) of \(lines.count), \(key(.pageDown))   " : ""
    canvas.overlay(
      columns: overlayColumns, rows: helpRows + 2, title: "Help: \(below.title)",
      footer: more + closingWords
    ) { pane in
      pane.put(lines, from: first)
      pane.put(searchOf: text, placeholder: "words of what a key does")
    }
  }

  /// The last line of the help that can stand at the top.
  var scrollLimit: Int {
    max(0, lines.count - helpRows + (text.hasSearchRow ? 1 : 0))
  }

  /// What lies below is seen above and below it where there is room for more than it needs.
  private var helpRows: Int { max(1, min(max(20, size.rows - 10), size.rows - 4) - 2) }

  /// The keys that work here, the nearest first; of all keys those with the words of a search.
  private var lines: [Line] {
    let words = text.words
    var lines: [Line] = words.isEmpty ? fieldHelp + mainKeys : []
    var heading: Context?
    let all = words.isEmpty ? keys.bindings(in: below.contexts) : keys.bindings
    for binding in all where binding.isFound(by: words) {
      if binding.context != heading {
        if !lines.isEmpty { lines.append(Line()) }
        lines.append(Line(binding.context.title, .title))
        heading = binding.context
      }
      lines += helpLines(of: binding)
    }
    return words.isEmpty ? lines + terminalLines : lines
  }

  private var terminalLines: [Line] {
    let facts = model.terminalHelp.map { label, words in
      Line("  " + label.padded(to: 18), .label) + Line(words)
    }
    let tester = Line("  kustomer-console keys test shows what each press sends and does", .muted)
    return [Line(), Line("This terminal", .title)] + facts + [tester]
  }

  /// Slivers of the page behind would only be read by mistake.
  private var overlayColumns: Int { size.columns < 90 ? size.columns : 72 }
  private var helpColumns: Int { overlayColumns - 4 }

  /// The ten keys that matter most here, those of this pane before those of every screen.
  private var mainKeys: [Line] {
    let all = keys.bindings(in: below.contexts).filter {
      $0.rank > 0 && !$0.keys.isEmpty && !below.isOff($0.command)
    }
    let main = all.indices.sorted { (-all[$0].rank, $0) < (-all[$1].rank, $1) }.prefix(10)
    let heading = [Line("The keys to begin with", .title)]
    return (fieldHelp.isEmpty ? [] : [Line()]) + heading + main.flatMap { helpLines(of: all[$0]) }
  }

  private func helpLines(of binding: Binding) -> [Line] {
    let isOff = below.isOff(binding.command)
    let role: Role = isOff ? .faint : .text
    return wrapped(binding.help + (isOff ? " (not now)" : ""), to: helpColumns - 20).enumerated()
      .map { row, text in
        let keys = row == 0 ? "  " + binding.keyNames.padded(to: 18) : ""
        return Line(keys.padded(to: 20), .keyName) + Line(text, role)
      }
  }

  /// What the field under the cursor is for.
  private var fieldHelp: [Line] {
    let help = below.room.placeHelp(helpColumns - 2)
    return help.isEmpty ? [] : [Line("This field", .title)] + help.map { Line("  " + $0) }
  }
}

extension Binding {
  /// Whether its keys, its label or its help have all the words.
  fileprivate func isFound(by words: [Substring]) -> Bool {
    let text = "\(keyNames) \(label) \(help) \(context.title)".lowercased()
    return !keys.isEmpty && words.allSatisfy { text.contains($0) }
  }
}
