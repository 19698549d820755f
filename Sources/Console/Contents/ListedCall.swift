package import KustomerDestination

/// A call that was not composed here: it came to the listener, or out of a file or a paste.
package struct ListedCall: Sendable, Identifiable {
  /// 1-based and without gaps, in the order of arrival or of the file.
  package let id: Int
  /// Where it stands in its file, `12` or `3.1`; for a call that arrived, its number.
  package let place: String
  /// The call; null for a record that is none.
  package let call: JSON
  /// When it arrived or was read.
  package let moment: Timestamp
  /// What lists show of it; nil for a record that is none.
  package let facts: CallFacts?
  /// Whether it would be sent.
  package let verdict: Verdict
  /// Why it is not sent as it is, or what else there is to say, in one sentence; nil for nothing.
  package let remark: String?
  /// What it becomes.
  package let requests: [PlannedRequest]
  /// The session it joins.
  package let session: PlannedSession?
  /// Bytes of its text.
  let size: Int

  /// A call and what becomes of it.
  ///
  /// - Parameters:
  ///   - id: its number in the list.
  ///   - place: where it stands in its file; nil for its number.
  ///   - call: as it came.
  ///   - plan: what becomes of it.
  ///   - moment: when it came.
  package init(id: Int, place: String? = nil, call: JSON, plan: Plan, moment: Timestamp) {
    self.id = id
    self.place = place ?? "\(id)"
    self.call = call
    self.moment = moment
    let facts = CallFacts(call: call, plan: plan, moment: moment)
    self.facts = facts
    verdict = plan.verdict
    remark = plan.diagnostics.first.map { "\($0.code.rawValue): \($0.message)" }
    requests = plan.requests
    session = plan.session
    size = facts.searchText.utf8.count
  }

  /// A record that is no call.
  package init(id: Int, place: String, unreadable reason: String, moment: Timestamp) {
    self.id = id
    self.place = place
    call = .null
    self.moment = moment
    facts = nil
    verdict = .rejected
    remark = reason
    requests = []
    session = nil
    size = reason.utf8.count
  }

  /// What the list calls it.
  package var title: String { facts?.title ?? "(not read)" }

  /// Whether it has all words; letter case does not matter.
  ///
  /// - Parameters:
  ///   - words: in lower case.
  ///   - inPayload: whether the whole call is searched, else what the list shows of it.
  /// - Returns: whether each of them stands somewhere in it.
  func has(_ words: [String], inPayload: Bool) -> Bool {
    if inPayload {
      let text = facts?.searchText ?? remark ?? ""
      return words.allSatisfy(text.utf8.holds)
    }
    let text = names.lowercased()
    return words.allSatisfy(text.utf8.holds)
  }

  private var names: String {
    let type = facts?.type?.rawValue ?? call["type"]?.stringValue ?? ""
    return "\(type) \(title) \(facts?.person?.id ?? "") \(verdict.rawValue) \(remark ?? "")"
  }
}

extension String.UTF8View {
  /// Whether a text stands anywhere in this one, byte for byte.
  func holds(_ word: String) -> Bool {
    let found = withContiguousStorageIfAvailable { text in
      word.utf8.withContiguousStorageIfAvailable { text.holds($0) }
    }
    return (found ?? nil) ?? false
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func holds(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = word.first else { return true }
    var at = 0
    let last = count - word.count
    while at <= last {
      if self[at] == first {
        var next = 1
        while next < word.count, self[at + next] == word[next] { next += 1 }
        if next == word.count { return true }
      }
      at += 1
    }
    return false
  }
}
