internal import GRDB
internal import KustomerDestination

/// How long an event of a visitor whom nobody knows is held (the seed).
private let retention = Milliseconds.days(30)

extension Database {
  /// The customer of a trackingId, nil while nobody has identified it.
  func visitor(_ trackingId: String, in org: String) throws -> String? {
    try row("SELECT customer FROM visitor WHERE org = ? AND trackingId = ?", [org, trackingId])?[
      "customer"]
  }

  /// Makes later events of the trackingId the customer's, and attaches the held ones.
  func link(
    _ trackingId: String, to customer: String, in org: String, at now: Timestamp
  ) throws {
    let known = try visitor(trackingId, in: org)
    if known == customer { return }
    try run(
      """
      INSERT INTO visitor (org, trackingId, customer) VALUES (?, ?, ?)
      ON CONFLICT (org, trackingId) DO UPDATE SET customer = excluded.customer
      """, [org, trackingId, customer])
    if known == nil { try attachHeld(trackingId, to: customer, in: org, at: now) }
  }

  private func attachHeld(
    _ trackingId: String, to customer: String, in org: String, at now: Timestamp
  ) throws {
    try run(
      "DELETE FROM event WHERE org = ? AND trackingId = ? AND customer IS NULL AND at <= ?",
      [org, trackingId, (now - retention).milliseconds])
    try run(
      "UPDATE event SET customer = ? WHERE org = ? AND trackingId = ? AND customer IS NULL",
      [customer, org, trackingId])
  }
}
