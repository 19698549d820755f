package import KustomerDestination

/// How long a call rested between two attempts, and why.
package struct AttemptPause: Sendable, Hashable {
  /// What the later attempt waited for.
  package enum Reason: Sendable, Hashable {
    /// Nothing had failed: the rate limit, other calls, or a later run.
    case turn
    /// The courier's own pause after a failure.
    case backOff
    /// The moment that the org named.
    case limit(LimitReading.EndSource)
    /// A run that was begun later: the call was left in the outbox, or settled by hand.
    case laterRun
  }

  /// From the end of the former attempt to the begin of the later one.
  package var length: Milliseconds
  /// What the later attempt waited for.
  package var reason: Reason

  /// A pause of that length.
  package init(length: Milliseconds, reason: Reason) {
    self.length = length
    self.reason = reason
  }

  /// The pause between two attempts of a call; nil when the end of the former is not known.
  package init?(after former: HistoryDetail.Attempt, before later: HistoryDetail.Attempt) {
    guard let ended = former.ended else { return nil }
    length = max(later.begun - ended, Milliseconds(0))
    reason = former.reasonToWait(from: ended, until: later.begun)
  }

  /// Less than a second between two requests is nothing that was waited for.
  fileprivate var isNoticeable: Bool { reason != .turn || length >= .seconds(1) }

  /// In a few words.
  package var words: String {
    switch reason {
    case .turn: "for its turn"
    case .backOff: "back-off"
    case .limit(let source): source.words
    case .laterRun: "until it was sent again"
    }
  }
}

extension [HistoryDetail.Attempt] {
  /// The pause before each of a call's attempts; nil before the first, and before one that
  /// followed at once.
  package var pauses: [AttemptPause?] {
    indices.map { place in
      guard place > 0 else { return nil }
      let pause = AttemptPause(after: self[place - 1], before: self[place])
      return pause?.isNoticeable == true ? pause : nil
    }
  }
}

extension HistoryDetail.Attempt {
  /// A courier that wants to try again does so within this of the moment that it has chosen.
  private static let patience = DeliverySettings().backoffMax

  fileprivate func reasonToWait(
    from ended: Timestamp, until begun: Timestamp
  ) -> AttemptPause.Reason {
    switch outcome(at: ended) {
    case .done, .notFound, .conflict: return .turn
    case .later(_, let moment):
      guard begun - (moment ?? ended) <= Self.patience else { return .laterRun }
      guard moment != nil, let response else { return .backOff }
      return .limit(LimitReading(response, at: ended).endSource)
    case .refused, .stop, .unknown, .interrupted, nil: return .laterRun
    }
  }

  /// As the courier understood the attempt; nil when the program ended first.
  private func outcome(at ended: Timestamp) -> Outcome? {
    if let response { return Outcome(.answered(response), of: request, host: "", at: ended) }
    guard let kind = failure.flatMap({ TransportFailure.Kind(rawValue: $0) }) else { return nil }
    let failure = TransportFailure(kind, wasWritten: kind.isAfterWriting, message ?? "")
    return Outcome(.failed(failure), of: request, host: "", at: ended)
  }

  private var response: HTTPResponse? {
    status.map {
      HTTPResponse(
        status: $0, headers: headers.compactMap { HTTPResponse.Header(line: $0) },
        body: Array((answer ?? "").utf8), milliseconds: milliseconds ?? 0)
    }
  }
}

extension TransportFailure.Kind {
  /// Whether the request may have been carried out: the journal keeps no more of it.
  fileprivate var isAfterWriting: Bool {
    switch self {
    case .readTimedOut, .cut, .notHTTP: true
    case .couldNotResolve, .couldNotConnect, .connectTimedOut, .writeTimedOut, .tls, .cancelled,
      .local:
      false
    }
  }
}

extension HTTPResponse.Header {
  /// Reads `name: value`.
  fileprivate init?(line: String) {
    guard let colon = line.firstRange(of: ": ") else { return nil }
    self.init(name: String(line[..<colon.lowerBound]), value: String(line[colon.upperBound...]))
  }
}
