internal import KustomerDestination

extension Verdict {
  /// As the preview says it.
  package var words: String {
    switch self {
    case .ready: "ready"
    case .readyWithLoss: "ready, with loss"
    case .nothingToSend: "nothing to send"
    case .filtered: "filtered"
    case .unsupported: "unsupported"
    case .rejected: "rejected"
    }
  }
}
