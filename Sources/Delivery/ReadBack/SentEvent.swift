internal import Foundation
internal import GRDB
internal import KustomerDestination

/// A tracking event that a delivery has sent, or may have sent, as its request shows it.
struct SentEvent: Sendable, Hashable {
  /// What tells events apart when they are read back, save their time.
  struct Shape: Sendable, Hashable {
    var name: String
    /// Nil when Kustomer makes its own.
    var session: String?
    /// With members in the order of their names.
    var meta: JSON?
  }

  var delivery: Int64
  var shape: Shape
  /// When the request was begun.
  var sent: Timestamp

  /// Nil when the request is no tracking event.
  init?(delivery: Int64, kind: PlannedRequest.Kind?, body: JSON?, sent: Timestamp) {
    let event = kind == .identityEvent ? body?["event"] : body
    guard let kind, kind.isEvent, let name = event?["name"]?.stringValue else { return nil }
    self.delivery = delivery
    self.sent = sent
    shape = Shape(
      name: name, session: event?["sessionId"]?.stringValue, meta: event?["meta"]?.sorted)
  }

  init?(_ attempt: HistoryDetail.Attempt, of delivery: Int64) {
    self.init(
      delivery: delivery, kind: attempt.request.kind,
      body: attempt.request.body.flatMap { try? JSONDocument(parsing: $0).value },
      sent: attempt.begun)
  }
}

extension JSON {
  /// The same value with the members of all objects in the order of their names, and numbers as
  /// the shortest text of their value, as an org may print them.
  var sorted: JSON {
    switch self {
    case .object(let object):
      .object(
        JSONObject(
          object.members.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.sorted) }))
    case .array(let elements): .array(elements.map(\.sorted))
    case .number(let text): .number(Double(text).map { "\($0)" } ?? text)
    case .null, .bool, .string: self
    }
  }
}

extension Journal {
  /// What else a person's timeline in an org may hold of ours.
  struct OtherEvents {
    /// Of delivered calls, each by the attempt that was accepted.
    var landed: [SentEvent] = []
    /// Of attempts whose end nobody knows, of calls about which nobody asks.
    var doubtful: [SentEvent] = []
  }

  /// The events of a user, and of all visitors who were linked to it, save those of some calls.
  func otherEvents(
    of user: String, in org: Org, except asked: Set<Int64>
  ) throws(JournalError) -> OtherEvents {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT attempt.delivery, attempt.kind, attempt.body, attempt.begun, attempt.status,
            delivery.status = 'delivered' AND attempt.number = (
              SELECT max(number) FROM attempt WHERE delivery = delivery.id) AS landed
          FROM delivery JOIN attempt ON attempt.delivery = delivery.id
          WHERE delivery.profile = :profile AND \(OutboxOrg.own)
            AND attempt.kind IN (\(OutgoingRequest.trackingKinds)) AND (delivery.person = :person
              OR delivery.person IN (SELECT 'anonymous:' || visitor FROM link
                WHERE profile = :profile AND user = :user))
          ORDER BY delivery.id
          """,
        arguments: OutboxOrg.arguments(org)
          + ["profile": org.profile, "person": Person.user(user).key, "user": user])
      var others = OtherEvents()
      while let row = try rows.next() {
        guard !asked.contains(row["delivery"]),
          let event = SentEvent(
            delivery: row["delivery"],
            kind: (row["kind"] as String?).flatMap { PlannedRequest.Kind(rawValue: $0) },
            body: (row["body"] as Data?).flatMap { try? JSONDocument(parsing: $0).value },
            sent: Timestamp(milliseconds: row["begun"]))
        else { continue }
        if row["landed"] {
          others.landed.append(event)
        } else if Self.mayHaveLanded(row["status"]) {
          others.doubtful.append(event)
        }
      }
      return others
    }
  }

  /// By the status of the answer, if one came: what was refused has not.
  private static func mayHaveLanded(_ status: Int?) -> Bool {
    status.map { !(400..<500 ~= $0) && $0 != 503 && $0 != 501 } ?? true
  }

  /// Whether an identify that names that visitor has been delivered.
  func isIdentified(_ visitor: String, in profile: String) throws(JournalError) -> Bool {
    try read { database in
      try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (SELECT 1 FROM delivery JOIN attempt ON attempt.delivery = delivery.id
          WHERE delivery.profile = ? AND delivery.visitor = ? AND delivery.status = 'delivered'
            AND attempt.kind = 'identity' AND attempt.status BETWEEN 200 AND 299
            AND attempt.failure IS NULL)
          """, arguments: [profile, visitor]) ?? false
    }
  }
}
