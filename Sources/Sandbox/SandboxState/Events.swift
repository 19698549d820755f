internal import GRDB
internal import KustomerDestination

/// A tracking event as it arrives.
struct ArrivedEvent {
  var trackingId: String?
  var sessionId: String?
  var name: String
  var meta: JSON?

  /// An event whose body was checked; what it leaves out comes from the identity beside it.
  init(_ body: JSONObject, besides identity: JSONObject? = nil) {
    trackingId = (body["trackingId"] ?? identity?["trackingId"])?.stringValue
    sessionId = (body["sessionId"] ?? identity?["sessionId"])?.stringValue
    name = body["name"]?.stringValue ?? ""
    meta = body["meta"]
  }
}

extension Database {
  /// Writes an event on a customer's timeline, or among the visitor's held ones.
  ///
  /// Without a customer it is that of the one whom the trackingId is known to belong to.
  func record(
    _ event: ArrivedEvent, of customer: String? = nil, in org: String, at now: Timestamp
  ) throws {
    let owner = try customer ?? event.trackingId.flatMap { try visitor($0, in: org) }
    let continued =
      try event.sessionId == nil
      ? openSession(of: owner, event.trackingId, in: org, at: now) : nil
    try run(
      """
      INSERT INTO event (org, trackingId, customer, sessionId, isGenerated, name, meta, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        org, event.trackingId, owner, event.sessionId ?? continued ?? "", event.sessionId == nil,
        event.name, event.meta?.compact, now.milliseconds,
      ])
    guard event.sessionId == nil, continued == nil else { return }
    let number = lastInsertedRowID
    try run(
      "UPDATE event SET sessionId = ? WHERE seq = ?",
      [RecordID.make(.session, number, at: now), number])
  }

  /// The generated session that is still open, nil when the pause was the gap or longer.
  private func openSession(
    of customer: String?, _ trackingId: String?, in org: String, at now: Timestamp
  ) throws -> String? {
    guard let last = try lastGenerated(of: customer, trackingId, in: org),
      abs(now.milliseconds - (last["at"] as Int64)) < sessionGap.count
    else { return nil }
    return last["sessionId"]
  }

  private func lastGenerated(
    of customer: String?, _ trackingId: String?, in org: String
  ) throws -> Row? {
    if let customer {
      return try row(
        """
        SELECT sessionId, at FROM event
        WHERE customer = ? AND customer IS NOT NULL AND isGenerated ORDER BY at DESC LIMIT 1
        """, [customer])
    }
    guard let trackingId else { return nil }
    return try row(
      """
      SELECT sessionId, at FROM event
      WHERE org = ? AND trackingId = ? AND customer IS NULL AND isGenerated
      ORDER BY at DESC LIMIT 1
      """, [org, trackingId])
  }
}

/// The pause that ends a session when the client sends no session ids.
private let sessionGap = Milliseconds.minutes(30)
