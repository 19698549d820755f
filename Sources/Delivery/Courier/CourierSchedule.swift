internal import KustomerDestination
internal import Records

/// Which request of which delivery goes out when: all of the courier's decisions, without its
/// clock, network and journal.
struct CourierSchedule: Sendable {
  /// A request that goes out now.
  struct Departure: Sendable {
    var delivery: Int64
    /// Number of the attempt in the journal.
    var number: Int
    var request: OutgoingRequest
  }

  /// What the journal and the person are told after an answer.
  struct Ending: Sendable {
    var report: DeliveryReport
    var finish: OutboxChange.Finish
  }

  fileprivate struct Item: Sendable {
    var delivery: WaitingDelivery
    var progress: DeliveryProgress
    var nextNumber: Int
    /// Number that the rate limit gave to the request under way.
    var ticket = 0
    var firstTried: Timestamp?
    var requests: [DeliveryReport.Request] = []
  }

  private let settings: DeliverySettings
  private let host: String
  private let stopsOnError: Bool
  private var items: [Int64: Item] = [:]
  private var lanes = Lanes()
  private var ready = ArraySlice<Int64>()
  private var pauses: [Int64: Timestamp] = [:]
  private(set) var limit: RateLimit
  private(set) var underWay = 0
  /// Per key the first delivery that stays behind: later ones of the person must not overtake it.
  private var blocked: [String: Int64]
  /// The deliveries that stay behind another, and which.
  private(set) var followers: [Int64: Int64] = [:]
  /// Until when a record may not be changed, by its path.
  private var heldRecords: [String: Timestamp] = [:]
  private var lastAccepted: Timestamp?
  /// Pauses that nobody has been told of.
  private var untold: [CourierPause] = []
  private var toldUntil: Timestamp?
  private var hasToldOwnPace = false

  /// Why nothing else goes out; nil while the run goes on.
  private(set) var stop: CourierEnd?
  /// The trouble of deliveries that were left behind while others went on.
  private(set) var trouble: DeliveryProblem?

  /// A schedule without deliveries; `waiting`: per id of a person the first call that waits
  /// elsewhere.
  init(
    settings: DeliverySettings, host: String, stopsOnError: Bool, behind waiting: [String: Int64]
  ) {
    self.settings = settings
    self.host = host
    self.stopsOnError = stopsOnError
    blocked = waiting
    limit = RateLimit(perMinute: settings.ratePerMinute)
  }

  /// Deliveries that have not ended.
  var count: Int { items.count }

  /// Takes in a delivery; one whose person's earlier call stays behind stays behind it.
  mutating func add(_ delivery: WaitingDelivery) {
    guard !isBlocked(delivery) else { return block(delivery) }
    // A path that begins otherwise could lead the key to another host.
    guard !delivery.requests.isEmpty, delivery.requests.allSatisfy({ $0.path.hasPrefix("/v1/") })
    else {
      trouble = trouble ?? .unreadablePlan(delivery.id)
      return block(delivery)
    }
    items[delivery.id] = Item(
      delivery: delivery,
      progress: DeliveryProgress(
        id: delivery.id, requests: delivery.requests,
        hasWrittenCustomer: delivery.hasWrittenCustomer, settings: settings, host: host),
      nextNumber: delivery.attempts)
    lanes.add(delivery.id, keys: delivery.keys)
    if lanes.isFirst(delivery.id) { ready.append(delivery.id) }
  }

  /// The requests that may go out at that moment.
  mutating func departures(at now: Timestamp) -> [Departure] {
    guard stop == nil else { return [] }
    for (id, moment) in pauses.sorted(by: { $0.key < $1.key }) where moment <= now {
      pauses[id] = nil
      ready.append(id)
    }
    var departures: [Departure] = []
    while underWay < settings.connections, !ready.isEmpty, limit.opening(at: now) == .open {
      if let departure = depart(ready.removeFirst(), at: now) { departures.append(departure) }
    }
    if !ready.isEmpty, case .at(let moment) = limit.opening(at: now) { hold(until: moment, now) }
    return departures
  }

  /// Takes back a request that has not gone out after all.
  mutating func takeBack(_ departure: Departure, at now: Timestamp) {
    guard var item = items[departure.delivery] else { return }
    underWay -= 1
    limit.learn(nil, from: item.ticket, at: now)
    item.nextNumber = departure.number
    items[departure.delivery] = item
    ready.insert(departure.delivery, at: ready.startIndex)
  }

  /// When to ask again, if no answer comes before; nil when only an answer can change anything.
  func nextMoment(after now: Timestamp) -> Timestamp? {
    guard stop == nil else { return nil }
    var moments = Array(pauses.values)
    if !ready.isEmpty, underWay < settings.connections,
      case .at(let moment) = limit.opening(at: now)
    {
      moments.append(moment)
    }
    return moments.min()
  }

  /// What people have not been told yet.
  mutating func takePauses() -> [CourierPause] {
    defer { untold = [] }
    return untold
  }

  /// Stops the run: what is under way is waited for, nothing else goes out.
  mutating func end(_ end: CourierEnd) { stop = stop ?? end }
}

extension CourierSchedule {
  /// So many 429 with no other answer between them are enough.
  private static let mostRefusals = 8

  /// All wait until that moment: a run does not wait for ever.
  private mutating func hold(until moment: Timestamp, _ now: Timestamp) {
    let isOwn = limit.isOwnPace(at: now)
    let problem = DeliveryProblem(
      .limit, isOwn ? "rate" : "limit_used_up",
      isOwn ? "--rate asks for it" : "\(host) allows no more requests for now",
      hint: "go on at \(moment.rfc3339)")
    if moment - now > LimitReading.longestWait {
      stop = .trouble(problem)
    } else if isOwn ? !hasToldOwnPace : toldUntil.map({ $0 < moment }) ?? true {
      if isOwn { hasToldOwnPace = true } else { toldUntil = moment }
      let pause = CourierPause(from: now, until: moment, problem)
      if pause.isLong { untold.append(pause) }
    }
  }

  private mutating func depart(_ id: Int64, at now: Timestamp) -> Departure? {
    guard var item = items[id], let request = item.progress.request else { return nil }
    if let until = heldRecords[request.path], now < until, request.method != .get {
      pauses[id] = until
      return nil
    }
    let departure = Departure(delivery: id, number: item.nextNumber, request: request)
    item.nextNumber += 1
    item.ticket = limit.send(at: now)
    item.firstTried = item.firstTried ?? now
    items[id] = item
    underWay += 1
    return departure
  }

  /// Takes in what came of a departure.
  ///
  /// - Returns: what is over with it; nil while the delivery goes on.
  mutating func arrive(
    _ departure: Departure, _ exchange: Exchange, at now: Timestamp
  ) -> (ending: Ending?, problem: DeliveryProblem?) {
    guard var item = items[departure.delivery] else { return (nil, nil) }
    underWay -= 1
    item.note(departure.request, exchange)
    let move = item.progress.record(exchange, at: now)
    items[departure.delivery] = item
    learn(from: exchange, item, at: now)
    switch move {
    case .proceed:
      lastAccepted = now
      ready.insert(departure.delivery, at: ready.startIndex)
      return (nil, nil)
    case .wait(let moment, let problem):
      pauses[departure.delivery] = moment
      if problem.cause == .limit { toldUntil = max(toldUntil ?? moment, moment) }
      untold.append(
        CourierPause(
          of: departure.delivery, line: item.delivery.line, failed: item.progress.tries, from: now,
          until: moment, problem))
      endIfOnlyRefused(problem)
      return (nil, problem)
    case .delivered:
      lastAccepted = now
      return (end(item, item.delivery.route == .segment ? .accepted : .delivered, nil), nil)
    case .failed(let problem):
      lastAccepted = now
      return (end(item, .failed, problem), problem)
    case .uncertain(let problem): return (end(item, .uncertain, problem), problem)
    case .putBack(let problem): return (putBack(item, problem), problem)
    case .stop(let problem):
      stop = stop ?? CourierEnd(problem)
      return (end(item, .waiting, problem), problem)
    }
  }

  /// What one record may not take is no matter of the others.
  private mutating func learn(from exchange: Exchange, _ item: Item, at now: Timestamp) {
    var reading = LimitReading(of: exchange, at: now)
    if let found = reading, found.isOfRecord {
      if let customer = item.progress.customer {
        heldRecords["/v1/customers/\(customer)"] = found.end
      }
      reading?.isRefusal = false
    }
    limit.learn(reading, from: item.ticket, at: now)
    if case .answered(let response) = exchange, response.status != 429 { limit.hearOtherwise() }
  }

  private mutating func endIfOnlyRefused(_ problem: DeliveryProblem) {
    guard problem.cause == .limit, limit.refusalsInARow >= Self.mostRefusals else { return }
    stop = stop ?? .trouble(problem)
  }

  private mutating func putBack(_ item: Item, _ problem: DeliveryProblem) -> Ending {
    // A single call that the org chokes on must not hold up everybody; an org that has accepted
    // nothing since the first try has trouble with all of them.
    let isOfRecord = problem.code == "record_limited"
    if isOfRecord {
      trouble = trouble ?? problem
    } else if problem.cause == .server, let first = item.firstTried, lastAccepted ?? first > first {
      trouble = trouble ?? problem
    } else {
      stop = stop ?? CourierEnd(problem)
    }
    return end(item, .waiting, problem)
  }

  private mutating func end(
    _ item: Item, _ status: DeliveryStatus, _ problem: DeliveryProblem?
  ) -> Ending {
    let delivery = item.delivery
    items[delivery.id] = nil
    let heads = lanes.remove(delivery.id)
    ready.append(contentsOf: heads)
    if status == .waiting { blockFollowers(of: delivery) }
    if stopsOnError, status == .failed || status == .uncertain, let problem {
      stop = stop ?? .stoppedOnError(problem)
    }
    return Ending(
      report: item.report(status, problem),
      finish: OutboxChange.Finish(
        status: status, tries: item.progress.tries, customer: item.progress.customer,
        problem: problem, notes: item.progress.notes))
  }

  private func earlier(_ delivery: WaitingDelivery) -> Int64? {
    delivery.keys.compactMap { blocked[$0] }.filter { $0 < delivery.id }.min()
  }

  private func isBlocked(_ delivery: WaitingDelivery) -> Bool { earlier(delivery) != nil }

  private mutating func block(_ delivery: WaitingDelivery) {
    if let earlier = earlier(delivery) { followers[delivery.id] = earlier }
    for key in delivery.keys { blocked[key] = min(blocked[key] ?? delivery.id, delivery.id) }
  }

  /// Leaves all that stands behind a delivery that was put back, by any of its keys.
  private mutating func blockFollowers(of delivery: WaitingDelivery) {
    block(delivery)
    for (id, item) in items.sorted(by: { $0.key < $1.key }) where isBlocked(item.delivery) {
      block(item.delivery)
      items[id] = nil
      pauses[id] = nil
      ready.append(contentsOf: lanes.remove(id))
    }
    ready = ready.filter { items[$0] != nil }[...]
  }
}

extension CourierSchedule.Item {
  mutating func note(_ request: OutgoingRequest, _ exchange: Exchange) {
    var entry = DeliveryReport.Request(
      method: request.method, path: request.path, status: nil, milliseconds: 0)
    switch exchange {
    case .answered(let response):
      entry.status = response.status
      entry.milliseconds = response.milliseconds
    case .failed(let failure): entry.milliseconds = failure.milliseconds
    }
    requests.note(entry)
  }

  func report(_ status: DeliveryStatus, _ problem: DeliveryProblem?) -> DeliveryReport {
    var report = DeliveryReport(delivery, status, problem: problem)
    report.attempts = progress.tries
    report.requests = requests
    report.customer = progress.customer ?? delivery.customer
    report.notes = progress.notes
    return report
  }
}

extension DeliveryProblem {
  /// Somebody has changed the journal by hand, or a newer program has written it.
  fileprivate static func unreadablePlan(_ id: Int64) -> DeliveryProblem {
    DeliveryProblem(
      .server, "unreadable_plan", "the journal's plan of delivery \(id) cannot be read",
      hint: "history --show \(id) has the call; send it as new")
  }

  /// An earlier call of the same person has to go first.
  static func behind(_ earlier: Int64) -> DeliveryProblem {
    DeliveryProblem(
      .stopped, "earlier_call_waits", "call \(earlier) of the same person waits and goes first",
      hint: "--ahead lets this one pass")
  }
}
