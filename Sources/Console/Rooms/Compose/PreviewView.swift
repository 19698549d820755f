/// What the preview shows of the draft.
package enum PreviewView: String, CaseIterable, Hashable, Sendable {
  /// The requests that go to Kustomer.
  case kustomer = "Kustomer"
  /// The call as JSON, which can be typed into.
  case segment = "Segment"
  /// Where every field goes.
  case trace = "Trace"
  /// What is different since the last send.
  case diff = "Diff"
  /// The requests as curl commands.
  case curl
  /// The call in the languages of Segment's libraries.
  case code = "Code"
  /// What the org said to the call that was sent last from here.
  case answer = "Answer"

  /// The one that comes so many steps later, round the ends.
  func next(by step: Int) -> PreviewView {
    let all = Self.allCases
    let place = all.firstIndex(of: self) ?? 0
    return all[(place + step + all.count) % all.count]
  }

  /// The title of its pane.
  var title: String {
    switch self {
    case .kustomer: "Kustomer preview"
    case .segment: "Segment call as JSON"
    case .trace: "Trace: every field"
    case .diff: "Diff with the last send"
    case .curl: "curl"
    case .code: "Code"
    case .answer: "Answer to the last send"
    }
  }
}
