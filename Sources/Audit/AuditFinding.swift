package import KustomerDestination

/// One thing in an export that somebody should know before it is sent.
package struct AuditFinding: Sendable, Hashable {
  /// What was found; the order is from the worst on.
  package enum Code: String, Sendable, CaseIterable {
    case noID = "no_id"
    case placeholderID = "placeholder_id"
    case keySplit = "key_split"
    case nameVariants = "name_variants"
    case partialSessionID = "partial_session_id"
    case neverReaches = "never_reaches"
    case kindChanges = "kind_changes"
    case futureOrOldTimes = "future_or_old_times"
    case nearLimit = "near_limit"
    case sometimesMissing = "sometimes_missing"
    case newEvent = "new_event"
    case goneEvent = "gone_event"
    case newField = "new_field"
    case missingField = "missing_field"
    case otherKind = "other_kind"
  }

  /// How much it matters.
  package enum Level: String, Sendable { case error, warning, note }

  package let code: Code
  /// The event, as `track Order Completed`; nil for what is of no single one.
  package let event: String?
  /// The field, as `properties.total`; nil for what is of no single one.
  package let path: String?
  /// In how many calls.
  package let count: Int
  /// 1-based, an example; nil for what is not there.
  package let line: Int?
  /// What is so, in one sentence without its end.
  package let message: String

  init(
    _ code: Code, event: String? = nil, path: String? = nil, count: Int, line: Int?,
    _ message: String
  ) {
    self.code = code
    self.event = event
    self.path = path
    self.count = count
    self.line = line
    self.message = message
  }

  /// How much it matters.
  package var level: Level {
    switch code {
    case .noID: .error
    case .nearLimit, .sometimesMissing: .note
    case .placeholderID, .keySplit, .nameVariants, .partialSessionID, .neverReaches, .kindChanges,
      .futureOrOldTimes, .newEvent, .goneEvent, .newField, .missingField, .otherKind:
      .warning
    }
  }

  /// What to do about it, in one sentence without its end.
  package var advice: String {
    switch code {
    case .noID: "send a userId or an anonymousId; Kustomer cannot place a call of nobody"
    case .placeholderID: "find out where the id gets lost; such calls merge strangers for good"
    case .keySplit: "send one kind of value; Kustomer keeps each kind under a key of its own"
    case .nameVariants: "write the event in one way; Kustomer takes each spelling for another event"
    case .partialSessionID: "send kustomer_session_id with all calls of a visit, or with none"
    case .neverReaches: "send it under a name that Kustomer takes, or leave it out"
    case .kindChanges: "send one kind of value"
    case .futureOrOldTimes: "check the clock or the unit of the timestamp"
    case .nearLimit: "send less in one call before it is cut"
    case .sometimesMissing: "send it with each call of the event, or expect it to be missing"
    case .newEvent, .newField: "add it to the plan, or take it out of the code"
    case .goneEvent, .missingField: "find out who has stopped sending it"
    case .otherKind: "send the kind that the plan has"
    }
  }

  /// `{"audit":"finding","code","level","event","path","count","line","message","advice"}`.
  package var json: JSON {
    var json = JSONObject()
    json["audit"] = "finding"
    json["code"] = .string(code.rawValue)
    json["level"] = .string(level.rawValue)
    json["event"] = event.map { .string($0) }
    json["path"] = path.map { .string($0) }
    json["count"] = JSON(integerLiteral: count)
    json["line"] = line.map { JSON(integerLiteral: $0) }
    json["message"] = .string(message)
    json["advice"] = .string(advice)
    return .object(json)
  }
}

extension [AuditFinding] {
  /// The worst first, then the most frequent.
  var ordered: [AuditFinding] {
    let ranks = Dictionary(
      uniqueKeysWithValues: AuditFinding.Code.allCases.enumerated().map { ($1, $0) })
    return sorted { left, right in
      let (one, other) = (ranks[left.code] ?? 0, ranks[right.code] ?? 0)
      if one != other { return one < other }
      if left.count != right.count { return left.count > right.count }
      return (left.event ?? "", left.path ?? "") < (right.event ?? "", right.path ?? "")
    }
  }
}
