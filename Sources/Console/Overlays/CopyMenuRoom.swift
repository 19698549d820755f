internal import CallFormats
internal import KustomerDestination

/// The forms in which a call can be copied.
struct CopyMenuRoom: Room {
  /// The selected form, 0-based.
  var selection: Int
  var model: Model
  /// What is copied, with what becomes of it; nil where the cursor is on no call.
  let call: (call: Call, plan: Plan)?

  static let rows: [Row<Self>] = [
    Row([.enter], .run, .copyMenu, "Copy", "copy in the selected form", rank: 90) { $0.copy() },
    Row([.escape], .escape, .copyMenu, "Close", "close the menu", rank: 80) { _ in [.close] },
  ]

  var contexts: [Context] { [.copyMenu, .list, .always] }

  mutating func move(_ command: Command) -> [Errand] {
    selection = moved(selection, command, count: CallForm.menu.count)
    return []
  }

  mutating func copy() -> [Errand] {
    guard let (call, plan) = call else { return [.close] }
    let form = CallForm.menu[selection]
    let host = profile.isSandbox ? nil : profile.host.map { "https://" + $0 }
    let text = CallWriter(form, kustomerURL: host).text(of: call, plan: plan)
    guard !text.isEmpty else {
      say("not copied: it becomes no request; \(plan.verdict.words)", .warning)
      return [.close]
    }
    say("\(counted(text.count, "character")) sent to the clipboard (OSC 52), as \(form.words)")
    return [.close, .outside(.copy(text))]
  }

  /// Draws the forms that the call can be copied as.
  func draw(_ canvas: inout Canvas) {
    canvas.overlay(
      columns: 52, rows: CallForm.menu.count + 2, title: "Copy the call as",
      footer: "\(key(.open)) copies   \(key(.escape)) closes"
    ) { pane in
      for (row, form) in CallForm.menu.enumerated() {
        pane.put(form.words, at: Position(column: 2, row: row), .text)
        if row == selection { pane.select(row: row) }
      }
    }
  }
}

extension CallForm {
  /// The forms in the order of the menu.
  static let menu: [CallForm] = [
    .segment, .javascript, .swift, .objc, .http, .curl, .kustomer, .markdown,
  ]

  /// As the menu says it.
  var words: String {
    switch self {
    case .segment: "Segment JSON"
    case .javascript: "JavaScript, analytics.js"
    case .swift: "Swift"
    case .objc: "Objective-C"
    case .http: "curl to Segment's HTTP API"
    case .curl: "curl to Kustomer, key as $KUSTOMER_API_KEY"
    case .kustomer: "Kustomer's requests as JSON"
    case .markdown: "a report in Markdown"
    }
  }
}

extension Model {
  /// A call with what becomes of it at a moment; nil where it cannot be read.
  func planned(_ json: JSON, at moment: Timestamp) -> (call: Call, plan: Plan)? {
    guard let call = try? Call(parsing: json.compact) else { return nil }
    let destination = Destination(settings: settings)
    return (call, destination.plan(for: call, at: moment, sessions: sessions))
  }
}
