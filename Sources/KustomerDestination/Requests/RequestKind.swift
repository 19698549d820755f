extension PlannedRequest {
  /// What a request is for: decides its method, when it goes out, and what its answer means.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Hands over an event of a visitor.
    case event
    /// Hands over an event of a known person.
    case identityEvent = "identity_event"
    /// Says who a visitor is.
    case identity
    /// Looks for a customer by one of its unique values.
    case customerLookUp = "customer_look_up"
    /// Changes the customer that was found.
    case customerChange = "customer_change"
    /// Creates the customer that was not found.
    case customerCreation = "customer_creation"
    /// Looks for a company by its externalId or its name.
    case companyLookUp = "company_look_up"
    /// Creates the company that was not found.
    case companyCreation = "company_creation"
    /// Hands the whole call to Segment's HTTP API, whose own destination maps it.
    case segmentCall = "segment_call"

    /// Its HTTP method.
    public var method: Method {
      switch self {
      case .customerLookUp, .companyLookUp: .get
      case .customerChange: .patch
      case .event, .identityEvent, .identity, .customerCreation, .companyCreation, .segmentCall:
        .post
      }
    }

    /// The answer to the look-up before it that makes it go out; nil for one that always does.
    public var condition: Condition? {
      switch self {
      case .customerChange: .found
      case .customerCreation, .companyCreation: .notFound
      case .event, .identityEvent, .identity, .customerLookUp, .companyLookUp, .segmentCall: nil
      }
    }

    /// From the base URL on; of a look-up, what stands before the value that is looked for.
    var path: String {
      switch self {
      case .event: "/v1/tracking/event"
      case .identityEvent: "/v1/tracking/identityEvent"
      case .identity: "/v1/tracking/identity"
      case .customerLookUp: "/v1/customers/"
      case .customerChange: "/v1/customers/{id}"
      case .customerCreation: "/v1/customers"
      case .companyLookUp: "/v1/companies?"
      case .companyCreation: "/v1/companies"
      case .segmentCall: "/v1/"
      }
    }

    /// Whether a tracking endpoint takes it; Kustomer has no key against a repeated one.
    public var isTracking: Bool { isEvent || self == .identity }

    /// Whether it hands over an event.
    public var isEvent: Bool { self == .event || self == .identityEvent }

    /// Whether it asks for a record; a 404 is then a normal answer.
    public var isLookUp: Bool { self == .customerLookUp || self == .companyLookUp }

    /// Whether its answer is a company.
    public var isAboutCompany: Bool { self == .companyLookUp || self == .companyCreation }

    /// Whether it creates or changes the customer.
    public var writesCustomer: Bool { self == .customerChange || self == .customerCreation }

    /// Of a request that was written down without its kind, as earlier versions did; nil for one
    /// that none of them made.
    package init?(of method: Method, _ path: String) {
      let kind = Kind.allCases.first { kind in
        guard kind.method == method else { return false }
        if kind == .customerChange { return path.utf8.starts(with: Kind.customerLookUp.path.utf8) }
        return kind.isLookUp ? path.utf8.starts(with: kind.path.utf8) : path == kind.path
      }
      guard let kind else { return nil }
      self = kind
    }
  }
}

/// The attributes of a customer that are lists: a change is sent with the record's own elements.
package enum CustomerList: String, Sendable, CaseIterable {
  case emails, phones, urls, locations, sharedEmails, sharedPhones

  /// The member that tells elements apart; nil where all of them do.
  package var identity: String? {
    switch self {
    case .emails, .sharedEmails: "email"
    case .phones, .sharedPhones: "phone"
    case .urls: "url"
    case .locations: nil
    }
  }
}
