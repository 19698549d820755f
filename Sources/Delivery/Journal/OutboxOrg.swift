internal import GRDB
internal import KustomerDestination
internal import Records

/// Which of a profile's waiting calls are an org's: a call belongs to the org that it was taken in
/// for, wherever the profile points later.
enum OutboxOrg {
  /// A condition on `delivery`; what an older version has taken in is of the profile's org.
  static let own = "\(sameRoute) AND \(samePlace)"
  /// What was taken in for another org, on the same route.
  static let elsewhere = "\(sameRoute) AND NOT \(samePlace)"

  private static let sameRoute = "delivery.route IS :route"
  private static let samePlace = """
    ((delivery.place IS NULL OR delivery.place = :place)
      AND (delivery.org IS NULL OR :org IS NULL OR delivery.org = :org))
    """

  static func arguments(_ org: Org) -> StatementArguments {
    ["place": org.place, "org": org.id, "route": org.via.stored]
  }
}

extension Journal {
  /// Makes all that waits in the profile the org's, whichever it was taken in for.
  ///
  /// - Returns: how many calls were another's.
  /// - Throws: `JournalError`.
  package func moveWaiting(to permit: SendPermit) throws(JournalError) -> Int {
    let org = permit.org
    return try write { database in
      try database.execute(
        sql: """
          UPDATE delivery SET place = :place, org = :org
          WHERE profile = :profile AND status = 'waiting' AND \(OutboxOrg.elsewhere)
          """, arguments: OutboxOrg.arguments(org) + ["profile": org.profile])
      return database.changesCount
    }
  }

  /// Why uncertain calls may not be sent again to that org: the first that went to another one, in
  /// one line; nil when there is none.
  ///
  /// - Throws: `JournalError`.
  package func refusalToSendAgain(
    _ ids: [Int64], to permit: SendPermit
  ) throws(JournalError) -> String? {
    let elsewhere = try uncertainElsewhere(than: permit.org)
    return ids.lazy.compactMap { id in
      elsewhere[id].map {
        "call \(id) went to \($0), and profile \(permit.org.profile) points to"
          + " \(permit.org.words) now: nothing was sent; point it back, or --resend the call"
      }
    }.first
  }

  /// Where the uncertain calls of a profile went that are not of that org, by call.
  func uncertainElsewhere(than org: Org) throws(JournalError) -> [Int64: String] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, place, org FROM delivery
          WHERE profile = :profile AND status = 'uncertain' AND \(OutboxOrg.elsewhere)
          """, arguments: OutboxOrg.arguments(org) + ["profile": org.profile])
      return Dictionary(
        uniqueKeysWithValues: rows.map { ($0["id"], Org.words(place: $0["place"], $0["org"])) })
    }
  }

  /// Under each id of a person the first call that waits outside of the scope: those after it must
  /// not overtake it.
  func firstWaiting(
    outside scope: OutboxScope, of org: Org
  ) throws(JournalError) -> [String: Int64] {
    if case .everything = scope { return [:] }
    return try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT delivery.id, delivery.person, delivery.visitor FROM \(Self.waitingInProfile)
            AND \(OutboxOrg.own) AND NOT \(Self.isInScope) ORDER BY delivery.id
          """,
        arguments: Self.arguments(of: scope, profile: org.profile) + OutboxOrg.arguments(org))
      var first: [String: Int64] = [:]
      while let row = try rows.next() {
        for key in WaitingDelivery.keys(row) where first[key] == nil { first[key] = row["id"] }
      }
      return first
    }
  }

  /// Whether another process that runs has put one of those calls into the outbox.
  func isAnyOwnedElsewhere(_ ids: Set<Int64>) throws(JournalError) -> Bool {
    try read { database in
      let owner = try database.cachedStatement(
        sql: "SELECT owner FROM run WHERE id = (SELECT run FROM delivery WHERE id = ?)")
      return try ids.contains { id in
        guard let text = try String.fetchOne(owner, arguments: [id]) else { return false }
        let mark = ProcessMark(text: text)
        return mark != .own && mark.isRunning == true
      }
    }
  }
}

extension SendRoute {
  /// As the journal has it.
  var stored: String? { self == .kustomer ? nil : rawValue }

  init(stored: String?) { self = stored.flatMap { SendRoute(rawValue: $0) } ?? .kustomer }
}

extension DeliveryStatus {
  /// As the journal has it; what went to Segment is never said to be delivered.
  init(stored: String, by route: SendRoute) {
    let status = DeliveryStatus(rawValue: stored) ?? .waiting
    self = status == .delivered && route == .segment ? .accepted : status
  }

  var stored: String { (self == .accepted ? .delivered : self).rawValue }

  /// The status of a row of `delivery`.
  static let column = """
    iif(delivery.status = 'delivered' AND delivery.route = 'segment', 'accepted', delivery.status)
    """
}

extension Org {
  /// The org in a sentence.
  var words: String { Self.words(place: place, id) }

  static func words(place: String?, _ id: String?) -> String {
    (place ?? "an unknown org") + (id.map { " (org \($0))" } ?? "")
  }
}

extension DeliveryProblem {
  /// The profile points elsewhere than when the call was taken in.
  static func otherOrg(_ former: String, _ org: Org) -> DeliveryProblem {
    DeliveryProblem(
      .stopped, "other_org",
      "what was taken in for \(former) is not sent to \(org.words), where profile"
        + " \(org.profile) points now",
      hint: "point the profile back, or move it on purpose with --to-this-org")
  }
}
