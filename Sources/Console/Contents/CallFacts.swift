package import KustomerDestination

/// What lists show of a call.
package struct CallFacts: Hashable, Sendable {
  /// Nil when the call has none or one that is not supported.
  package let type: CallType?
  /// The event, the page's or screen's name, or for an identify the email or id.
  package let title: String
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
    type = plan?.type.flatMap { CallType(rawValue: $0) }
    person = plan?.person
    searchText = call.compact.lowercased()
    isReady = plan?.verdict.isReady ?? false
    title = Self.title(of: call, type: type)
    event = TimelineEvent(of: call, plan: plan, moment: moment)
  }

  static func title(of call: JSON, type: CallType?) -> String {
    switch type {
    case .track: call["event"]?.stringValue ?? "(no event)"
    case .page: pageTitle(of: call) ?? "(page without name)"
    case .screen: pageTitle(of: call) ?? "(screen without name)"
    case .identify:
      call["traits"]?["email"]?.stringValue ?? call["userId"]?.stringValue
        ?? call["anonymousId"]?.stringValue ?? "(nobody)"
    case nil: call["type"]?.stringValue ?? "(no type)"
    }
  }

  private static func pageTitle(of call: JSON) -> String? {
    call["name"]?.stringValue ?? call["properties"]?["name"]?.stringValue
  }
}

extension TimelineEvent {
  /// A planned call as it groups into sessions; the moment of sending is its time when it names
  /// none.
  init(of call: JSON, plan: Plan?, moment: Timestamp) {
    self.init(
      userId: plan?.user, anonymousId: plan?.visitor, time: plan?.time ?? moment,
      explicitSession: plan?.session.flatMap { $0.source == .explicit ? $0.id : nil },
      isIdentify: plan?.type == CallType.identify.rawValue)
  }
}
