internal import CallFormats
internal import KustomerDestination

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

extension State {
  /// The call that the cursor is on, with what becomes of it; nil where there is none.
  private var callInHand: (call: Call, plan: Plan)? {
    room.callInHand.flatMap { planned($0.call, at: $0.moment) }
  }

  private func planned(_ json: JSON, at moment: Timestamp) -> (call: Call, plan: Plan)? {
    guard let call = try? Call(parsing: json.compact) else { return nil }
    let destination = Destination(settings: settings)
    return (call, destination.plan(for: call, at: moment, sessions: sessions))
  }

  /// Why no call can be copied as code; nil when one can.
  var reasonAgainstCopyingAs: String? { callInHand == nil ? "no call is selected here" : nil }

  mutating func performInCopyMenu(_ command: Command, _ selection: Int) -> [Effect] {
    switch command {
    case .run: return copy(as: CallForm.menu[selection])
    case .escape:
      overlay = nil
      return []
    case .cancel: return cancel()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default:
      overlay = .copyMenu(moved(selection, command, count: CallForm.menu.count))
      return []
    }
  }

  private mutating func copy(as form: CallForm) -> [Effect] {
    overlay = nil
    guard let (call, plan) = callInHand else { return [] }
    let host = profile.isSandbox ? nil : profile.host.map { "https://" + $0 }
    let text = CallWriter(form, kustomerURL: host).text(of: call, plan: plan)
    guard !text.isEmpty else {
      say("not copied: it becomes no request; \(plan.verdict.words)", .warning)
      return []
    }
    say("copied as \(form.words): \(counted(text.count, "character"))")
    return [.copy(text)]
  }

  /// Draws the forms that the call can be copied as.
  func drawCopyMenu(_ canvas: inout Canvas, _ selection: Int) {
    canvas.overlay(
      columns: 52, rows: CallForm.menu.count + 2, title: "Copy the call as",
      footer: "Enter copies   Esc closes"
    ) { pane in
      for (row, form) in CallForm.menu.enumerated() {
        pane.put(form.words, at: Position(column: 2, row: row), .text)
        if row == selection { pane.select(row: row) }
      }
    }
  }
}
