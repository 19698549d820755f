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
    Route("GET", "/v1/auth/tokens/current") { $0.currentToken($1) },
    Route("GET", "/v1/customers/{customer}", roles: reads) { try $0.customer($1) },
    Route("POST", "/v1/customers", roles: creates, body: .customer) { try $0.createCustomer($1) },
    Route("PATCH", "/v1/customers/{customer}", roles: updates, body: .customer, allowsNull: true) {
      try $0.updateCustomer($1)
    },
    Route("GET", "/v1/customers/{customer}/sessions", roles: readsEvents, query: paging) {
      try $0.sessions($1)
    },
    Route(
      "GET", "/v1/customers/{customer}/sessions/{session}/events",
      roles: readsEvents, query: paging
    ) { try $0.sessionEvents($1) },
  ]

  private static let tracking: [Route] = [
    Route("POST", "/v1/tracking/event", roles: tracks, body: .event) { try $0.trackEvent($1) },
    Route("POST", "/v1/tracking/identity", roles: tracks, body: .identity) {
      try $0.trackIdentity($1)
    },
    Route("POST", "/v1/tracking/identityEvent", roles: tracks, body: .identityEvent) {
      try $0.trackIdentityEvent($1)
    },
  ]

  private static let companies: [Route] = [
    Route("GET", "/v1/companies", roles: readsCompanies, query: paging + ["externalId", "filter"]) {
      try $0.companies($1)
    },
    Route("GET", "/v1/companies/{company}", roles: readsCompanies) { try $0.company($1) },
    Route("POST", "/v1/companies", roles: createsCompanies, body: .company) {
      try $0.createCompany($1)
    },
  ]
}
