internal import GRDB
internal import KustomerDestination

/// One company record.
struct Company {
  var id: String
  var attributes: JSONObject
  var createdAt: Timestamp

  init(_ row: Row) throws {
    id = row["id"]
    attributes = try JSON(parsing: row["attributes"] as String).objectValue ?? JSONObject()
    createdAt = Timestamp(milliseconds: row["at"])
  }

  func resource(org: String) -> JSON {
    var shown = attributes
    shown["createdAt"] = .string(createdAt.rfc3339)
    return [
      "type": "company", "id": .string(id), "attributes": .object(shown),
      "relationships": ["org": reference("org", RecordID.org(org))],
      "links": ["self": .string("/v1/companies/\(id)")],
    ]
  }
}

extension Database {
  func company(id: String, in org: String) throws -> Company? {
    try row("SELECT * FROM company WHERE id = ? AND org = ?", [id, org]).map(Company.init)
  }

  func company(externalId: String, in org: String) throws -> Company? {
    try row("SELECT * FROM company WHERE externalId = ? AND org = ?", [externalId, org])
      .map(Company.init)
  }

  /// The companies of that name, letter case ignored; nil lists every company.
  func companies(named name: String?, in org: String, _ page: Page) throws -> Listing<Company> {
    let matches = "FROM company WHERE org = ?1 AND (?2 IS NULL OR name = ?2 COLLATE NOCASE)"
    return Listing(
      total: try count("SELECT COUNT(*) \(matches)", [org, name]),
      elements: try rows(
        "SELECT * \(matches) ORDER BY seq LIMIT ?3 OFFSET ?4", [org, name, page.size, page.offset]
      ).map(Company.init))
  }

  func createCompany(_ given: JSONObject, in org: String, at now: Timestamp) throws -> Company {
    let externalId = given["externalId"]?.stringValue
    if let externalId, try company(externalId: externalId, in: org) != nil {
      throw Refusal.conflict("externalId", "another company has the externalId \(externalId)")
    }
    let number = try nextNumber(of: "company")
    let id = RecordID.make(.company, number, at: now)
    try run(
      """
      INSERT INTO company (seq, org, id, externalId, name, attributes, at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        number, org, id, externalId, given["name"]?.stringValue ?? "",
        JSON.object(given).compact, now.milliseconds,
      ])
    guard let company = try company(id: id, in: org) else { throw Refusal.notFound("id") }
    return company
  }
}
