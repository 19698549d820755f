internal import GRDB
internal import KustomerDestination

/// One customer record.
struct Customer {
  var id: String
  /// The writable attributes that were set, without `company` and `rev`.
  var attributes: JSONObject
  /// A company record's id.
  var company: String?
  /// 1 when new; each change adds 1.
  var rev: Int
  var createdAt: Timestamp
  var updatedAt: Timestamp
}

extension Database {
  func customer(_ key: CustomerKey, in org: String) throws -> Customer? {
    let found = try row(
      "SELECT customer FROM customerKey WHERE org = ? AND kind = ? AND value = ?",
      [org, key.kind.rawValue, key.value])
    return try found.flatMap { try customer(id: $0["customer"], in: org) }
  }

  func customer(id: String, in org: String) throws -> Customer? {
    let found = try row("SELECT * FROM customer WHERE id = ? AND org = ?", [id, org])
    return try found.map { row in
      Customer(
        id: row["id"],
        attributes: try JSON(parsing: row["attributes"] as String).objectValue ?? .init(),
        company: row["company"], rev: row["rev"],
        createdAt: Timestamp(milliseconds: row["createdAt"]),
        updatedAt: Timestamp(milliseconds: row["updatedAt"]))
    }
  }

  func createCustomer(_ given: JSONObject, in org: String, at now: Timestamp) throws -> Customer {
    let number = try nextNumber(of: "customer")
    var customer = Customer(
      id: RecordID.make(.customer, number, at: now), attributes: JSONObject(), rev: 1,
      createdAt: now, updatedAt: now)
    try customer.apply(given)
    try checkCompany(of: customer, in: org)
    try run(
      """
      INSERT INTO customer (seq, org, id, attributes, company, rev, createdAt, updatedAt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        number, org, customer.id, JSON.object(customer.attributes).compact, customer.company,
        customer.rev, now.milliseconds, now.milliseconds,
      ])
    try claimKeys(of: customer, in: org)
    return customer
  }

  /// Writes the attributes that are named; the record is not touched when nothing changes.
  func update(
    _ customer: Customer, with given: JSONObject, in org: String, at now: Timestamp
  ) throws -> Customer {
    var changed = customer
    try changed.apply(given)
    if changed.attributes == customer.attributes, changed.company == customer.company {
      return customer
    }
    try checkCompany(of: changed, in: org)
    changed.rev += 1
    changed.updatedAt = now
    try run(
      "UPDATE customer SET attributes = ?, company = ?, rev = ?, updatedAt = ? WHERE id = ?",
      [
        JSON.object(changed.attributes).compact, changed.company, changed.rev, now.milliseconds,
        changed.id,
      ])
    try run("DELETE FROM customerKey WHERE customer = ?", [changed.id])
    try claimKeys(of: changed, in: org)
    return changed
  }

  private func claimKeys(of customer: Customer, in org: String) throws {
    for key in CustomerKey.keys(of: customer.attributes) {
      if let holder = try self.customer(key, in: org), holder.id != customer.id {
        throw Refusal.conflict(
          key.kind.attribute, "another customer has the \(key.kind.rawValue) \(key.value)")
      }
      try run(
        "INSERT OR IGNORE INTO customerKey (org, kind, value, customer) VALUES (?, ?, ?, ?)",
        [org, key.kind.rawValue, key.value, customer.id])
    }
  }

  private func checkCompany(of customer: Customer, in org: String) throws {
    guard let id = customer.company, try company(id: id, in: org) == nil else { return }
    throw Refusal.badParameter("company", "no company record has the id \(id)")
  }
}

extension Customer {
  /// Sets what is named: null removes, arrays are replaced, `custom` is merged by key.
  mutating func apply(_ given: JSONObject) throws {
    for member in given.members {
      switch (member.key, member.value) {
      case ("rev", .number(let text)):
        guard text == String(rev) else {
          throw Refusal.conflict("rev", "the record is at rev \(rev)")
        }
      case ("rev", _): break
      case ("company", let value): company = value.stringValue
      case ("custom", .object(let custom)): attributes["custom"] = .object(merged(custom))
      case (let name, .null): attributes[name] = nil
      case (let name, let value): attributes[name] = value
      }
    }
  }

  private func merged(_ given: JSONObject) -> JSONObject {
    var custom = attributes["custom"]?.objectValue ?? JSONObject()
    for member in given.members {
      custom[member.key] = member.value == .null ? nil : member.value
    }
    return custom
  }

  /// The record as Kustomer answers with it: arrays are there even when they are empty, the
  /// externalId stands in `externalIds` too, and each address says whether it is verified.
  func resource(org: String) -> JSON {
    var shown = JSONObject()
    for member in Shape.customerAttributes where member.name != "company" && member.name != "rev" {
      shown[member.name] = attributes[member.name] ?? member.shape.emptyValue
    }
    shown["externalIds"] = .array(externalIds)
    for name in ["emails", "sharedEmails", "phones", "sharedPhones"] {
      shown[name] = .array((attributes[name]?.arrayValue ?? []).map(Self.withVerified))
    }
    shown["createdAt"] = .string(createdAt.rfc3339)
    shown["updatedAt"] = .string(updatedAt.rfc3339)
    shown["rev"] = .number(String(rev))
    var relationships = JSONObject([.init("org", reference("org", RecordID.org(org)))])
    relationships["company"] = company.map { reference("company", $0) }
    return [
      "type": "customer", "id": .string(id), "attributes": .object(shown),
      "relationships": .object(relationships),
      "links": ["self": .string("/v1/customers/\(id)")],
    ]
  }
}

extension Customer {
  /// Source: recorded answers, `"externalIds":[{"verified":true,"externalId":"6"}]`.
  private var externalIds: [JSON] {
    let others = attributes["externalIds"]?.arrayValue ?? []
    guard let own = attributes["externalId"],
      !others.contains(where: { $0["externalId"] == own })
    else { return others }
    return [["verified": true, "externalId": own]] + others
  }

  /// Source: recorded answers, `{"type":"home","verified":false,"email":"jo@example.com"}`.
  private static func withVerified(_ address: JSON) -> JSON {
    guard let given = address.objectValue, given["verified"] == nil else { return address }
    var members = given.members
    members.insert(
      .init("verified", false), at: members.firstIndex { $0.key != "type" } ?? members.count)
    return .object(JSONObject(members))
  }
}

extension Shape {
  fileprivate var emptyValue: JSON? {
    switch self {
    case .array: []
    case .suffixed: [:]
    case .text, .eventName, .email, .phone, .url, .dateTime, .countryLike, .oneOf, .boolean,
      .number, .integer, .object:
      nil
    }
  }
}

func reference(_ type: String, _ id: String) -> JSON {
  ["data": ["type": .string(type), "id": .string(id)]]
}
