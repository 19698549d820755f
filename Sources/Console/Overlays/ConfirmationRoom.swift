/// A question that waits for yes or Esc.
///
/// Where something would be sent to an org, Enter, which confirms everything else, does nothing.
struct ConfirmationRoom: Room {
  let question: Confirmation
  let title: String
  let sentences: [String]
  var model: Model

  static let rows: [Row<Self>] = [
    Row([.enter, .character("y")], .confirm, .confirmation, "Yes", "do it", rank: 90) {
      [.close, .confirmed($0.question)]
    },
    Row([.character("s")], .confirm, .sending, "Send", "send it to the org", rank: 90) {
      [.close, .confirmed($0.question)]
    },
    Row([.escape, .character("n")], .escape, .confirmation, "No", "go back", rank: 80) {
      $0.leave()
    },
    Row([.escape, .character("n")], .escape, .sending, "No", "go back", rank: 80) { $0.leave() },
  ]

  var contexts: [Context] {
    [question.isSent && !profile.isSandbox ? .sending : .confirmation, .always]
  }
  var mustBeAnswered: Bool { true }
  var hint: String { wayOn }
  var wayOn: String {
    "\(key(.confirm)) \(contexts.first == .sending ? "sends" : "is yes"), \(key(.escape)) goes back"
  }

  mutating func leave() -> [Errand] {
    say(question.refusal)
    return [.close, .refused(question)]
  }

  /// Draws the question that waits for Enter or Esc.
  func draw(_ canvas: inout Canvas) {
    let columns = min(64, size.columns - 6)
    let lines = sentences.flatMap { wrapped($0, to: columns - 4) }
    canvas.overlay(
      columns: columns, rows: lines.count + 4, title: title,
      footer:
        "\(key(.confirm)) \(contexts.first == .sending ? "sends" : "yes")   \(key(.escape)) no"
    ) { pane in
      pane.put([Line()] + lines.map { Line($0) })
    }
  }
}

extension Confirmation {
  /// Whether something is sent when the answer is yes.
  fileprivate var isSent: Bool {
    switch self {
    case .send, .resend, .sendAgain, .deliverWaiting, .sendBatch, .forward, .playLive: true
    case .drop, .keepBatch, .quit: false
    }
  }

  /// What is said when it is not done.
  fileprivate var refusal: String {
    switch self {
    case .send, .resend, .sendAgain, .deliverWaiting, .sendBatch: "not sent"
    case .keepBatch: "nothing of it is kept"
    case .forward: "not forwarded"
    case .playLive: "not played"
    case .drop: "not dropped"
    case .quit: "still here"
    }
  }
}
