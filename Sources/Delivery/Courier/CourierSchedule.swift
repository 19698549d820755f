internal import KustomerDestination

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

  /// What follows from an answer.
  enum Arrival: Sendable {
    case goesOn
    case pauses(CourierPause)
    case ended(Ending)
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
  /// Per key the first delivery that was put back: later ones of the person must not overtake it.
  private var blocked: [String: Int64] = [:]
  private var lastAccepted: Timestamp?

  /// Why nothing else goes out; nil while the run goes on.
  private(set) var stop: CourierEnd?
  /// The trouble of deliveries that were left behind while others went on.
  private(set) var trouble: DeliveryProblem?

  init(settings: DeliverySettings, host: String, stopsOnError: Bool) {
    self.settings = settings
    self.host = host
    self.stopsOnError = stopsOnError
    limit = RateLimit(perMinute: settings.ratePerMinute)
  }

  /// Deliveries that have not ended.
  var count: Int { items.count }

  /// Takes in a delivery; one whose person's earlier call was put back is put back too.
  mutating func add(_ delivery: WaitingDelivery) {
    guard !isBlocked(delivery) else { return block(delivery) }
    guard !delivery.requests.isEmpty else {
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
    return departures
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

  /// Stops the run: what is under way is waited for, nothing else goes out.
  mutating func interrupt() { stop = stop ?? .interrupted }
}

extension CourierSchedule {
  private mutating func depart(_ id: Int64, at now: Timestamp) -> Departure? {
    guard var item = items[id], let request = item.progress.request else { return nil }
    let departure = Departure(delivery: id, number: item.nextNumber, request: request)
    item.nextNumber += 1
    item.ticket = limit.send(at: now)
    item.firstTried = item.firstTried ?? now
    items[id] = item
    underWay += 1
    return departure
  }

  /// Takes in what came of a departure.
  mutating func arrive(
    _ departure: Departure, _ exchange: Exchange, at now: Timestamp
  ) -> Arrival {
    guard var item = items[departure.delivery] else { return .goesOn }
    underWay -= 1
    limit.learn(LimitReading(of: exchange, at: now), from: item.ticket, at: now)
    item.note(departure.request, exchange)
    let move = item.progress.record(exchange, at: now)
    items[departure.delivery] = item
    switch move {
    case .proceed:
      lastAccepted = now
      ready.insert(departure.delivery, at: ready.startIndex)
      return .goesOn
    case .wait(let moment, let problem):
      pauses[departure.delivery] = moment
      return .pauses(
        CourierPause(
          line: item.delivery.line, failed: item.progress.tries,
          length: max(moment - now, Milliseconds(0)), problem: problem))
    case .delivered:
      lastAccepted = now
      return .ended(end(item, .delivered, nil))
    case .failed(let problem):
      lastAccepted = now
      return .ended(end(item, .failed, problem))
    case .uncertain(let problem): return .ended(end(item, .uncertain, problem))
    case .putBack(let problem): return .ended(putBack(item, problem))
    case .stop(let problem):
      stop = stop ?? CourierEnd(problem)
      return .ended(end(item, .waiting, problem))
    }
  }

  private mutating func putBack(_ item: Item, _ problem: DeliveryProblem) -> Ending {
    // A single call that the org chokes on must not hold up everybody; an org that has accepted
    // nothing since the first try has trouble with all of them.
    if problem.cause == .server, let first = item.firstTried, lastAccepted ?? first > first {
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

  private func isBlocked(_ delivery: WaitingDelivery) -> Bool {
    delivery.keys.contains { blocked[$0].map { $0 < delivery.id } ?? false }
  }

  private mutating func block(_ delivery: WaitingDelivery) {
    for key in delivery.keys { blocked[key] = min(blocked[key] ?? delivery.id, delivery.id) }
  }

  /// Leaves all that stands behind a delivery that was put back, by any of its keys.
  private mutating func blockFollowers(of delivery: WaitingDelivery) {
    block(delivery)
    for (id, item) in items.sorted(by: { $0.key < $1.key }) where isBlocked(item.delivery) {
      block(item.delivery)
      items[id] = nil
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
    let twin = requests.firstIndex { $0.method == entry.method && $0.path == entry.path }
    if let twin { requests[twin] = entry } else { requests.append(entry) }
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
  /// Somebody has changed the journal by hand.
  fileprivate static func unreadablePlan(_ id: Int64) -> DeliveryProblem {
    DeliveryProblem(
      .server, "unreadable_plan", "the journal's plan of delivery \(id) cannot be read",
      hint: "history --show \(id) has the call; send it as new")
  }
}

extension LimitReading {
  /// Nil when there is no answer to read, or one that something in front of the org made up.
  init?(of exchange: Exchange, at now: Timestamp) {
    guard case .answered(let response) = exchange, response.status < 500 else { return nil }
    self.init(response, at: now)
  }
}
