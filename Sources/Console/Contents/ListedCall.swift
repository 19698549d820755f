package import KustomerDestination
package import Records

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
  /// The code of that; nil for nothing, and for a record that is none.
  package let code: String?
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
    code = plan.diagnostics.first?.code.rawValue
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
    code = nil
    requests = []
    session = nil
    size = reason.utf8.count
  }

  /// What the list calls it.
  package var title: String { facts?.title ?? "(not read)" }

  /// Its type, also one that is not supported; nil for a record that is none.
  fileprivate var typeName: String? { facts?.type?.rawValue ?? call["type"]?.stringValue }

  /// What the list shows of it.
  fileprivate var names: String {
    "\(typeName ?? "") \(title) \(facts?.person?.id ?? "") \(verdict.rawValue) \(remark ?? "")"
  }
}

/// A call of a list, to be searched by what the list shows or in whole.
package struct SearchedCall: QueriedCall {
  let call: ListedCall
  let inPayload: Bool

  /// A call, searched in whole or, without `inPayload`, by what lists show of it.
  package init(_ call: ListedCall, inPayload: Bool) {
    self.call = call
    self.inPayload = inPayload
  }

  package func value(of column: CallQuery.Column) -> String? {
    switch column {
    case .type: call.typeName
    case .name: call.facts?.name
    case .user: call.facts?.person?.id
    case .visitor: call.facts?.event.anonymousId
    case .session: call.session?.id
    case .verdict: call.verdict.rawValue
    case .code: call.code
    // Nothing of it has gone out.
    case .status, .customer: nil
    }
  }

  package var moment: Timestamp { call.facts?.event.time ?? call.moment }
  package var searchText: String {
    inPayload ? call.facts?.searchText ?? call.remark?.lowercased() ?? "" : call.names.lowercased()
  }
}
