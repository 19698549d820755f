internal import GRDB
internal import KustomerDestination

/// One session on a customer's timeline.
struct CustomerSession {
  var sessionId: String
  var first: Timestamp
  var last: Timestamp
  var count: Int

  func resource(customer: String) -> JSON {
    [
      "type": "customer_session", "id": .string(RecordID.session(sessionId, of: customer)),
      "attributes": [
        "sessionId": .string(sessionId), "firstEventAt": .string(first.rfc3339),
        "lastEventAt": .string(last.rfc3339), "count": .number(String(count)),
      ],
      "relationships": ["customer": reference("customer", customer)],
    ]
  }
}

/// One tracking event on a customer's timeline.
struct CustomerEvent {
  var number: Int64
  var sessionId: String
  var name: String
  var meta: JSON
  var at: Timestamp

  func resource(customer: String) -> JSON {
    [
      "type": "customer_event", "id": .string(RecordID.make(.event, number, at: at)),
      "attributes": [
        "name": "kustomer.tracking.identified.event",
        "trackingEvent": .string("tracking." + name), "publishedAt": .string(at.rfc3339),
        "createdAt": .string(at.rfc3339), "meta": meta, "sessionId": .string(sessionId),
      ],
      "relationships": [
        "customer": reference("customer", customer),
        "session": reference("customer_session", RecordID.session(sessionId, of: customer)),
      ],
    ]
  }
}

extension Database {
  /// A customer's sessions by their first event.
  func sessions(of customer: String, _ page: Page) throws -> Listing<CustomerSession> {
    Listing(
      total: try count(
        "SELECT COUNT(DISTINCT sessionId) FROM event WHERE customer = ?", [customer]),
      elements: try rows(
        """
        SELECT sessionId, MIN(at) AS first, MAX(at) AS last, COUNT(*) AS count FROM event
        WHERE customer = ? GROUP BY sessionId ORDER BY first, MIN(seq) LIMIT ? OFFSET ?
        """, [customer, page.size, page.offset]
      ).map { row in
        CustomerSession(
          sessionId: row["sessionId"], first: Timestamp(milliseconds: row["first"]),
          last: Timestamp(milliseconds: row["last"]), count: row["count"])
      })
  }

  /// The events of a session by time, then arrival.
  func events(
    of customer: String, in sessionId: String, _ page: Page
  ) throws -> Listing<CustomerEvent> {
    Listing(
      total: try count(
        "SELECT COUNT(*) FROM event WHERE customer = ? AND sessionId = ?", [customer, sessionId]),
      elements: try rows(
        """
        SELECT seq, sessionId, name, meta, at FROM event WHERE customer = ? AND sessionId = ?
        ORDER BY at, seq LIMIT ? OFFSET ?
        """, [customer, sessionId, page.size, page.offset]
      ).map { row in
        CustomerEvent(
          number: row["seq"], sessionId: row["sessionId"], name: row["name"],
          meta: try (row["meta"] as String?).map(JSON.init(parsing:)) ?? [:],
          at: Timestamp(milliseconds: row["at"]))
      })
  }

  /// The sessionId that a path segment names, be it the sessionId or the resource's id.
  func sessionId(_ segment: String, of customer: String) throws -> String? {
    let present = try rows(
      "SELECT DISTINCT sessionId FROM event WHERE customer = ?", [customer]
    ).map { $0["sessionId"] as String }
    return present.first { $0.utf8.elementsEqual(segment.utf8) }
      ?? present.first { RecordID.session($0, of: customer) == segment }
  }
}
