internal import GRDB
internal import KustomerDestination
internal import LoopbackHTTP

extension LocalKustomer {
  func customer(_ call: SandboxCall) throws -> WireResponse {
    let customer = try state.queue.read { try $0.customer(named: call.parameters[0], call) }
    return .json(200, ["data": customer.resource(org: call.key.org)])
  }

  func createCustomer(_ call: SandboxCall) throws -> WireResponse {
    let customer = try state.accept(call.request, in: call.key.org, at: call.now) { db in
      try db.createCustomer(call.body, in: call.key.org, at: call.now)
    }
    return .json(201, ["data": customer.resource(org: call.key.org)])
  }

  func updateCustomer(_ call: SandboxCall) throws -> WireResponse {
    var given = call.body
    if call.unlinksCompany, given["company"] == nil { given["company"] = .null }
    let customer = try state.accept(call.request, in: call.key.org, at: call.now) { [given] db in
      let found = try db.customer(named: call.parameters[0], call)
      return try db.update(found, with: given, in: call.key.org, at: call.now)
    }
    return .json(200, ["data": customer.resource(org: call.key.org)])
  }

  func sessions(_ call: SandboxCall) throws -> WireResponse {
    let page = try Page(query: call.query)
    return try state.queue.read { db in
      let customer = try db.customer(named: call.parameters[0], call)
      let sessions = try db.sessions(of: customer.id, page)
      return Self.list(
        sessions, page, at: "/v1/customers/\(customer.id)/sessions"
      ) { $0.resource(customer: customer.id) }
    }
  }

  func sessionEvents(_ call: SandboxCall) throws -> WireResponse {
    let page = try Page(query: call.query)
    return try state.queue.read { db in
      let customer = try db.customer(named: call.parameters[0], call)
      guard let sessionId = try db.sessionId(call.parameters[1], of: customer.id) else {
        throw Refusal.notFound("sessionId")
      }
      let events = try db.events(of: customer.id, in: sessionId, page)
      let session = RecordID.session(sessionId, of: customer.id)
      return Self.list(
        events, page, at: "/v1/customers/\(customer.id)/sessions/\(session)/events"
      ) { $0.resource(customer: customer.id) }
    }
  }

  /// A list in Kustomer's envelope.
  static func list<Element>(
    _ listing: Listing<Element>, _ page: Page, at path: String, _ resource: (Element) -> JSON
  ) -> WireResponse {
    let last = max(1, (listing.total + page.size - 1) / page.size)
    func link(_ number: Int) -> JSON {
      1...last ~= number ? .string("\(path)?page=\(number)&pageSize=\(page.size)") : .null
    }
    return .json(
      200,
      [
        "meta": [
          "page": .number(String(page.number)), "pageSize": .number(String(page.size)),
          "total": .number(String(listing.total)), "totalPages": .number(String(last)),
        ],
        "links": [
          "self": .string("\(path)?page=\(page.number)&pageSize=\(page.size)"), "first": link(1),
          "prev": link(page.number - 1), "next": link(page.number + 1), "last": link(last),
        ],
        "data": .array(listing.elements.map(resource)),
      ])
  }
}

extension Database {
  /// The customer of a path segment: an id, or a key's name, `=` and its value.
  fileprivate func customer(named segment: String, _ call: SandboxCall) throws -> Customer {
    guard let (name, value) = keyed(segment), let kind = CustomerKey.Kind(rawValue: name) else {
      guard let found = try customer(id: segment, in: call.key.org) else {
        throw Refusal.notFound("id")
      }
      return found
    }
    guard let found = try customer(CustomerKey(kind, value), in: call.key.org) else {
      throw Refusal.notFound(kind.rawValue)
    }
    return found
  }
}
