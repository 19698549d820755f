package import KustomerDestination
internal import Records

extension DeliveryStatus {
  /// `sent 201`, `waits`, `failed 400`, `unknown`: what became of a call, in two words.
  func words(answer: Int?) -> String {
    let code = answer.map { " \($0)" } ?? ""
    return switch self {
    case .sending: "sending"
    case .waiting: "waits"
    case .delivered: "sent" + code
    case .accepted: "accepted"
    case .failed: "failed" + code
    case .uncertain: "unknown"
    case .notSent: "not sent"
    }
  }
}

extension HistoryEntry {
  /// `sent 201`, `waits`, `failed 400`, `unknown`: what became of it, in two words.
  package var resultWords: String { status.words(answer: lastAnswer?.status) }
}

extension DeliveryStatus {
  /// The colour of a call in lists.
  var role: Role {
    switch self {
    case .delivered, .accepted: .text
    case .sending: .info
    case .waiting, .uncertain: .warn
    case .failed, .notSent: .error
    }
  }
}

extension DeliveryStatus {
  /// As a sentence says it.
  var words: String {
    switch self {
    case .sending: "on its way"
    case .waiting: "waiting"
    case .delivered: "delivered"
    case .accepted: "accepted by Segment"
    case .failed: "failed"
    case .uncertain: "uncertain"
    case .notSent: "not sent"
    }
  }
}

extension Person {
  /// Whether only an anonymousId is known.
  package var isAnonymous: Bool {
    switch self {
    case .user: false
    case .anonymous: true
    }
  }

  /// The id alone.
  package var id: String {
    switch self {
    case .user(let id), .anonymous(let id): id
    }
  }

  /// `userId123`, or `visitor-1 (anonymous)`.
  package var words: String { isAnonymous ? id + " (anonymous)" : id }
}

extension CallType {
  /// The colour of its name.
  package var role: Role {
    switch self {
    case .page: .typePage
    case .screen: .typeScreen
    case .identify: .typeIdentify
    case .track: .typeTrack
    }
  }
}
