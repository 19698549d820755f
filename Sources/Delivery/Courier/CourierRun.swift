internal import KustomerDestination
internal import Rest

/// One run of a courier: performs what the schedule decides.
struct CourierRun {
  /// How the run ended, and which deliveries of it were already reported as waiting.
  struct Outcome: Sendable {
    var end: CourierEnd
    var putBack: Set<Int64> = []
  }

  let journal: Journal
  let org: Org
  let transport: Transport
  let scope: OutboxScope
  let stop: StopSignal
  let holder: Lease.Holder
  /// Most deliveries that are held in memory.
  let window: Int
  let report: @Sendable (DeliveryReport) -> Void
  let pausing: @Sendable (CourierPause) -> Void
  private let inbox = CourierInbox()
  private var schedule: CourierSchedule
  private var lastLoaded: Int64 = 0
  private var hasLoadedAll = false
  private var changes: [OutboxChange] = []
  private var endings: [CourierSchedule.Ending] = []
  private var putBack: Set<Int64> = []
  private var renewal: Timestamp
  private var timer: Timestamp?

  init(
    journal: Journal, org: Org, transport: Transport, scope: OutboxScope, stop: StopSignal,
    holder: Lease.Holder, window: Int, report: @escaping @Sendable (DeliveryReport) -> Void,
    pausing: @escaping @Sendable (CourierPause) -> Void, schedule: CourierSchedule
  ) {
    self.journal = journal
    self.org = org
    self.transport = transport
    self.scope = scope
    self.stop = stop
    self.holder = holder
    self.window = window
    self.report = report
    self.pausing = pausing
    self.schedule = schedule
    renewal = journal.clock() + Self.renewalInterval
    stop.wake(inbox)
  }

  /// Each turn: load, decide, write down, send, wait.
  mutating func loop(_ group: inout DiscardingTaskGroup) async throws(JournalError) -> Outcome {
    while true {
      if stop.isRaised || Task.isCancelled { schedule.interrupt() }
      try load()
      let now = journal.clock()
      let departures = schedule.departures(at: now)
      try await writeDown(departures, at: now)
      for departure in departures { send(departure, &group) }
      if schedule.underWay == 0, schedule.stop != nil || schedule.count == 0 { break }
      try await wait(&group)
    }
    return Outcome(end: end, putBack: putBack)
  }

  private static let renewalInterval = Milliseconds.seconds(10)
}

extension CourierRun {
  private var end: CourierEnd {
    schedule.stop ?? schedule.trouble.map { .trouble($0) } ?? .finished
  }

  private mutating func load() throws(JournalError) {
    while !hasLoadedAll, schedule.stop == nil, schedule.count <= window / 2 {
      let page = try journal.waiting(
        scope, profile: org.profile, after: lastLoaded, limit: window)
      for delivery in page { schedule.add(delivery) }
      lastLoaded = page.last?.id ?? lastLoaded
      hasLoadedAll = page.count < window
    }
  }

  private mutating func writeDown(
    _ departures: [CourierSchedule.Departure], at now: Timestamp
  ) async throws(JournalError) {
    for departure in departures {
      changes.append(
        .begin(
          delivery: departure.delivery, number: departure.number, departure.request, at: now))
    }
    try await journal.commit(changes, redacting: org.key)
    changes.removeAll(keepingCapacity: true)
    for ending in endings { report(ending.report) }
    endings.removeAll(keepingCapacity: true)
  }

  private func send(
    _ departure: CourierSchedule.Departure, _ group: inout DiscardingTaskGroup
  ) {
    let request = HTTPRequest(
      departure.request.method, departure.request.path, to: org, body: departure.request.body)
    group.addTask { [inbox, transport, journal] in
      let exchange = await transport.send(request)
      inbox.post(.arrived(departure, exchange, at: journal.clock()))
    }
  }

  private mutating func wait(_ group: inout DiscardingTaskGroup) async throws(JournalError) {
    let now = journal.clock()
    if renewal <= now {
      _ = try journal.acquireLease(of: org.profile, for: holder)
      renewal = now + Self.renewalInterval
    }
    let moment = min(schedule.nextMoment(after: now) ?? renewal, renewal)
    if timer.map({ moment < $0 }) ?? true { setTimer(to: moment, from: now, &group) }
    for message in await inbox.next() { take(message) }
  }

  private mutating func setTimer(
    to moment: Timestamp, from now: Timestamp, _ group: inout DiscardingTaskGroup
  ) {
    timer = moment
    group.addTask { [inbox] in
      // A cancelled rest ends at once, and the loop sees why.
      try? await rest(milliseconds: (moment - now).count)
      inbox.post(.woke)
    }
  }

  private mutating func take(_ message: CourierMessage) {
    switch message {
    case .woke: timer = nil
    case .arrived(let departure, let exchange, let moment):
      let arrival = schedule.arrive(departure, exchange, at: moment)
      changes.append(
        .end(delivery: departure.delivery, number: departure.number, exchange, at: moment))
      if case .pauses(let pause) = arrival { pausing(pause) }
      guard case .ended(let ending) = arrival else { return }
      changes.append(.finish(delivery: departure.delivery, ending.finish, at: moment))
      endings.append(ending)
      if ending.report.status == .waiting { putBack.insert(departure.delivery) }
    }
  }
}
