private let reads = ["org.permission.customer.read", "org.user.customer.read"]
private let creates = ["org.permission.customer.create", "org.user.customer.write"]
private let updates = ["org.permission.customer.update", "org.user.customer.write"]
private let readsEvents = ["org.permission.event.read", "org.user.event.read"]
private let readsCompanies = ["org.permission.company.read", "org.user.company.read"]
private let createsCompanies = ["org.permission.company.create", "org.user.company.write"]
private let tracks = ["org.tracking"]
private let paging = ["page", "pageSize"]

extension Route {
  static let all: [Route] = customers + tracking + companies

  private static let customers: [Route] = [
    Route(
      "GET", "/v1/auth/tokens/current", "The key that is used", yields: .resource("token")
    ) { $0.currentToken($1) },
    Route(
      "GET", "/v1/customers/{customer}", "A customer by id, externalId=, email= or phone=",
      roles: reads, yields: .resource("customer"), refusals: [404]
    ) { try $0.customer($1) },
    Route(
      "POST", "/v1/customers", "Create a customer", roles: creates, body: .customer, status: 201,
      yields: .resource("customer"), refusals: [409]
    ) { try $0.createCustomer($1) },
    Route(
      "PATCH", "/v1/customers/{customer}", "Change the named attributes of a customer",
      roles: updates, body: .customer, allowsNull: true, yields: .resource("customer"),
      refusals: [404, 409]
    ) { try $0.updateCustomer($1) },
    Route(
      "GET", "/v1/customers/{customer}/sessions", "A customer's sessions", roles: readsEvents,
      query: paging, yields: .list(of: "customer_session"), refusals: [404]
    ) { try $0.sessions($1) },
    Route(
      "GET", "/v1/customers/{customer}/sessions/{session}/events", "The events of a session",
      roles: readsEvents, query: paging, yields: .list(of: "customer_event"), refusals: [404]
    ) { try $0.sessionEvents($1) },
  ]

  private static let tracking: [Route] = [
    Route(
      "POST", "/v1/tracking/event", "Track an event of a visitor", roles: tracks, body: .event,
      status: 204, yields: .nothing
    ) { try $0.trackEvent($1) },
    Route(
      "POST", "/v1/tracking/identity", "Identify a visitor", roles: tracks, body: .identity,
      status: 201, yields: .resource("identity"), refusals: [409]
    ) { try $0.trackIdentity($1) },
    Route(
      "POST", "/v1/tracking/identityEvent", "Identify a visitor and track an event",
      roles: tracks, body: .identityEvent, status: 201, yields: .resource("identity"),
      refusals: [409]
    ) { try $0.trackIdentityEvent($1) },
  ]

  private static let companies: [Route] = [
    Route(
      "GET", "/v1/companies", "Companies, or those of one name", roles: readsCompanies,
      query: paging + ["externalId", "filter"], yields: .list(of: "company")
    ) { try $0.companies($1) },
    Route(
      "GET", "/v1/companies/{company}", "A company by id or externalId=", roles: readsCompanies,
      yields: .resource("company"), refusals: [404]
    ) { try $0.company($1) },
    Route(
      "POST", "/v1/companies", "Create a company", roles: createsCompanies, body: .company,
      status: 201, yields: .resource("company"), refusals: [409]
    ) { try $0.createCompany($1) },
  ]
}
