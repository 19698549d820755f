internal import KustomerDestination

/// What Live asks before it keeps, sends or forwards calls.
extension LiveRoom {
  func words(of question: Confirmation) -> (String, [String]) {
    let place = profile.destinationWords
    switch question {
    case .keepBatch: return ("Keep these calls?", batchWords)
    case .sendBatch:
      let count = live.batch?.readyCount ?? 0
      let rest = (live.batch?.calls.count ?? 0) - count
      return (
        "Send \(counted(count, "call"))?",
        ["to \(place)", "all of \(live.batch?.name ?? "the batch") that can be sent, as one run"]
          + (rest > 0 ? ["\(counted(rest, "call")) cannot be sent and stay here"] : [])
          + placeholderWords
      )
    case .forward:
      return (
        "Forward to \(profile.name)?",
        [
          "to \(place)",
          "Each call that the listener receives from now on is sent there, until you stop that.",
        ]
      )
    case .send, .resend, .sendAgain, .drop, .deliverWaiting, .playLive, .quit: return ("", [])
    }
  }

  /// The first ids of the batch that are nobody's; an org merges strangers for good by them.
  private var placeholderWords: [String] {
    guard !profile.isSandbox, let warnings = live.batch?.placeholderWarnings, !warnings.isEmpty
    else { return [] }
    let more = warnings.count > 3 ? ["and \(warnings.count - 3) more"] : []
    return [""] + warnings.prefix(3).map { $0 + "." } + more
  }

  /// What was read, and the first records that are no call.
  private var batchWords: [String] {
    guard let batch = live.pending else { return [] }
    let broken = batch.unreadable
    let errors = broken.prefix(3).compactMap(\.remark)
    let more = broken.count > errors.count ? ["and \(broken.count - errors.count) more"] : []
    return [
      "\(counted(batch.calls.count, "call")) of \(batch.name)", batch.counts, "",
    ] + (errors.isEmpty ? [] : ["Not read:"] + errors + more + [""])
      + ["They become a list to walk through. Nothing is sent."]
  }
}
