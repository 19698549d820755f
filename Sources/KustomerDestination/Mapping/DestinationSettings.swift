/// What a user can set about the mapping.
public struct DestinationSettings: Sendable, Hashable {
  /// The pause between tracking events that ends a generated session: 1 minute to 24 hours.
  public var gap: Milliseconds
  /// Who names sessions that the call does not name.
  public var ids: SessionIDs
  /// How page and screen views are called.
  public var eventNames: EventNames
  /// When the time of a call goes into the event's meta.
  public var occurredAt: OccurredAt
  /// What becomes of the trait `company`.
  public var company: CompanyRule

  /// The shortest and the longest gap.
  public static let gapRange = Milliseconds.minutes(1)...Milliseconds.hours(24)

  /// Settings, by default those of a new installation.
  public init(
    gap: Milliseconds = .minutes(30), ids: SessionIDs = .generate,
    eventNames: EventNames = .viewed, occurredAt: OccurredAt = .auto,
    company: CompanyRule = .skip
  ) {
    self.gap = gap
    self.ids = ids
    self.eventNames = eventNames
    self.occurredAt = occurredAt
    self.company = company
  }
}

/// Who names sessions that the call does not name.
public enum SessionIDs: String, Sendable, Hashable, CaseIterable {
  /// We do, from the time between events.
  case generate
  /// Kustomer does; our grouping is a prediction.
  case leaveToKustomer = "leave_to_kustomer"
}

/// How page and screen views are called.
public enum EventNames: String, Sendable, Hashable, CaseIterable {
  /// `Viewed-Pricing-Page`, Segment's own wording.
  case viewed
  /// `Pricing`.
  case plain
  /// `Web-Page-Viewed-Pricing`.
  case prefixed
}

/// When the time of a call goes into the event's meta as `occurredAt`.
public enum OccurredAt: String, Sendable, Hashable, CaseIterable {
  /// When it is over a minute away from the moment of sending.
  case auto
  /// With every event.
  case always
  /// With none.
  case never
}

/// What becomes of the trait `company`.
public enum CompanyRule: String, Sendable, Hashable, CaseIterable {
  /// Dropped: Kustomer's attribute holds the id of a company record.
  case skip
  /// The record is found or created, and its id is sent.
  case link
}
