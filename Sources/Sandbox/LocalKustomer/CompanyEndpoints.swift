internal import GRDB
internal import KustomerDestination
internal import LoopbackHTTP

extension LocalKustomer {
  func company(_ call: SandboxCall) throws -> WireResponse {
    let org = call.key.org
    let key = keyed(call.parameters[0]).flatMap { $0.name == "externalId" ? $0.value : nil }
    let found = try state.queue.read { db in
      try key.map { try db.company(externalId: $0, in: org) }
        ?? db.company(id: call.parameters[0], in: org)
    }
    guard let found else { throw Refusal.notFound(key == nil ? "id" : "externalId") }
    return .json(200, ["data": found.resource(org: org)])
  }

  /// Kustomer ignores `externalId` and `filter` (a name) when both are sent.
  func companies(_ call: SandboxCall) throws -> WireResponse {
    let page = try Page(query: call.query)
    let both = call.query["externalId"] != nil && call.query["filter"] != nil
    let listing: Listing<Company> = try state.queue.read { db in
      if !both, let externalId = call.query["externalId"] {
        let found = try db.company(externalId: externalId, in: call.key.org)
        return Listing(total: found == nil ? 0 : 1, elements: found.map { [$0] } ?? [])
      }
      return try db.companies(named: both ? nil : call.query["filter"], in: call.key.org, page)
    }
    return Self.list(listing, page, at: "/v1/companies") { $0.resource(org: call.key.org) }
  }

  func createCompany(_ call: SandboxCall) throws -> WireResponse {
    let company = try state.accept(call.request, in: call.key.org, at: call.now) { db in
      try db.createCompany(call.body, in: call.key.org, at: call.now)
    }
    return .json(201, ["data": company.resource(org: call.key.org)])
  }
}
