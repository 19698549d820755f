package import KustomerDestination

/// What lists show of a call.
package struct CallFacts: Hashable, Sendable {
  /// Nil when the call has none or one that is not supported.
  package let type: CallType?
  /// The event, the page's or screen's name, or for an identify the email or id.
  package let title: String
  /// The event, the page's or screen's name, or the email of an identify; nil for nothing.
  package let name: String?
  /// As it groups into sessions.
  package let event: TimelineEvent
  /// Whose call it is by its own ids, links not followed; nil when it names nobody.
  package let person: Person?
  /// The call in lower case, to be searched.
  let searchText: String
  /// Whether requests go out for it.
  package let isReady: Bool

  /// Reads a call; the moment of sending is its time when it names none.
  package init(call: JSON, moment: Timestamp) {
    let plan = (try? Call(parsing: call.compact)).map {
      Destination().plan(for: $0, at: moment, sessions: SessionBook())
    }
    self.init(call: call, plan: plan, moment: moment)
  }

  init(call: JSON, plan: Plan?, moment: Timestamp) {
    self.init(
      type: plan?.type ?? call["type"]?.stringValue ?? "", title: call.callTitle,
      event: TimelineEvent(plan, moment: moment), text: call.compact,
      isReady: plan?.verdict.isReady ?? false)
  }

  /// What is known of a call.
  ///
  /// - Parameters:
  ///   - type: in lower case; one that is not supported is no type.
  ///   - title: what the call names; nil when it names nothing.
  ///   - event: as it groups into sessions, by its own ids.
  ///   - text: the whole call.
  ///   - isReady: whether requests go out for it.
  package init(
    type: String, title: String?, event: TimelineEvent, text: String, isReady: Bool = true
  ) {
    self.type = CallType(rawValue: type)
    self.event = event
    self.isReady = isReady
    person = event.userId.map { .user($0) } ?? event.anonymousId.map { .anonymous($0) }
    searchText = text.lowercased()
    name = title
    self.title = Self.title(title, of: self.type, event) ?? (type.isEmpty ? "(no type)" : type)
  }

  /// What lists show a call by; nil for one without a type.
  static func title(_ title: String?, of type: CallType?, _ event: TimelineEvent) -> String? {
    switch type {
    case .track: title ?? "(no event)"
    case .page: title ?? "(page without name)"
    case .screen: title ?? "(screen without name)"
    case .identify: title ?? event.userId ?? event.anonymousId ?? "(nobody)"
    case nil: nil
    }
  }
}

extension TimelineEvent {
  /// A planned call as it groups into sessions; the moment of sending is its time when it names
  /// none.
  init(_ plan: Plan?, moment: Timestamp) {
    self.init(
      userId: plan?.user, anonymousId: plan?.visitor, time: plan?.time ?? moment,
      explicitSession: plan?.session.flatMap { $0.source == .explicit ? $0.id : nil },
      isIdentify: plan?.type == CallType.identify.rawValue)
  }
}
