internal import KustomerDestination
internal import Records
internal import Synchronization

/// One run of a courier: performs what the schedule decides.
struct CourierRun {
  /// How the run ended.
  struct Outcome: Sendable {
    var end: CourierEnd
    /// The deliveries that were reported.
    var told: Set<Int64> = []
    /// The deliveries that stay behind another, and which.
    var followers: [Int64: Int64] = [:]
    /// Why the journal could not take everything; thrown when all else is done.
    var failure: JournalError?
  }

  let journal: Journal
  let org: Org
  let transport: Transport
  let scope: OutboxScope
  let stop: StopSignal
  let holder: Lease.Holder
  let reserve: Reserve
  /// Most deliveries that are held in memory.
  let window: Int
  let watch: CourierWatch
  private let clock = SteadyClock()
  private let inbox = CourierInbox()
  private var schedule: CourierSchedule
  private var lastLoaded: Int64 = 0
  private var hasLoadedAll = false
  private var changes: [OutboxChange] = []
  private var endings: [CourierSchedule.Ending] = []
  private var outcome = Outcome(end: .finished)
  private var toldTrouble: JournalError?
  private var renewal: Timestamp
  private var timer: Timestamp?

  init(
    journal: Journal, org: Org, transport: Transport, scope: OutboxScope, stop: StopSignal,
    holder: Lease.Holder, reserve: Reserve, window: Int, watch: CourierWatch,
    schedule: CourierSchedule
  ) {
    self.journal = journal
    self.org = org
    self.transport = transport
    self.scope = scope
    self.stop = stop
    self.holder = holder
    self.reserve = reserve
    self.window = window
    self.watch = watch
    self.schedule = schedule
    renewal = journal.system() + Lease.renewal
    stop.wake(inbox)
  }

  /// Each turn: load, decide, write down, send, wait.
  mutating func loop(_ group: inout DiscardingTaskGroup) async throws(JournalError) -> Outcome {
    while true {
      if stop.isRaised || Task.isCancelled { schedule.end(.interrupted) }
      try renewLease()
      try load()
      let departures = watch.mayStart() ? schedule.departures(at: clock.now) : []
      for departure in await writeDown(departures) { send(departure, &group) }
      for pause in schedule.takePauses() { watch.pausing(pause) }
      if schedule.underWay == 0, schedule.stop != nil || schedule.count == 0 { break }
      await wait(&group)
    }
    outcome.end = schedule.stop ?? schedule.trouble.map { .trouble($0) } ?? .finished
    outcome.followers = schedule.followers
    return outcome
  }
}

extension CourierRun {
  private mutating func load() throws(JournalError) {
    while !hasLoadedAll, schedule.stop == nil, schedule.count <= window / 2 {
      let page = try journal.waiting(scope, of: org, after: lastLoaded, limit: window)
      for delivery in page { schedule.add(delivery) }
      lastLoaded = page.last?.id ?? lastLoaded
      hasLoadedAll = page.count < window
    }
  }

  /// A lease that another has taken over, because this process seemed to have ended, ends the run:
  /// from then on both would send.
  private mutating func renewLease() throws(JournalError) {
    let now = journal.system()
    guard renewal <= now else { return }
    do throws(JournalError) {
      if try journal.acquireLease(of: org.profile, for: holder) != nil {
        schedule.end(.trouble(.leaseLost(org.profile)))
      }
    } catch {
      // Who cannot write it cannot lose it to somebody who can either.
      guard error.mayPass else { throw error }
    }
    renewal = now + Lease.renewal
  }

  private func send(
    _ departure: CourierSchedule.Departure, _ group: inout DiscardingTaskGroup
  ) {
    let request = HTTPRequest(
      departure.request.method, departure.request.path, to: org, body: departure.request.body)
    group.addTask { [inbox, transport] in
      inbox.post(.arrived(departure, await transport.send(request)))
    }
  }

  private mutating func wait(_ group: inout DiscardingTaskGroup) async {
    let now = clock.now
    var moment = min(schedule.nextMoment(after: now) ?? now + Lease.renewal, now + Lease.renewal)
    if !watch.mayStart() { moment = min(moment, now + Self.look) }
    if timer.map({ moment < $0 }) ?? true { setTimer(to: moment, from: now, &group) }
    for message in await inbox.next() { take(message) }
  }

  /// How often is looked whether more may start.
  private static let look = Milliseconds(100)

  private mutating func setTimer(
    to moment: Timestamp, from now: Timestamp, _ group: inout DiscardingTaskGroup
  ) {
    timer = moment
    group.addTask { [inbox] in
      // A cancelled sleep ends at once, and the loop sees why.
      try? await Task.sleep(for: .milliseconds((moment - now).count))
      inbox.post(.woke)
    }
  }

  private mutating func take(_ message: CourierMessage) {
    switch message {
    case .woke: timer = nil
    case .arrived(let departure, let exchange):
      let (ending, problem) = schedule.arrive(departure, exchange, at: clock.now)
      let moment = OutboxMoment(shown: journal.clock(), system: journal.system())
      changes.append(
        .end(
          delivery: departure.delivery, number: departure.number, exchange,
          isStrange: problem?.code == "strange_answer", at: moment))
      guard let ending else { return }
      changes.append(.finish(delivery: departure.delivery, ending.finish, at: moment))
      endings.append(ending)
    }
  }
}

/// Writing down, whatever the journal's trouble.
extension CourierRun {
  private static let betweenWrites = Duration.milliseconds(250)
  /// So long is tried to write answers down on a disk that stays full.
  private static let patience = Duration.seconds(10)

  /// Writes down what came and what goes out.
  ///
  /// Answers are kept until the journal takes them; meanwhile nothing new starts.
  ///
  /// - Returns: the departures that may go out.
  private mutating func writeDown(
    _ departures: [CourierSchedule.Departure]
  ) async -> [CourierSchedule.Departure] {
    let now = journal.clock()
    var departures = departures.map { departure in
      var departure = departure
      departure.request = departure.request.stamped(at: now)
      return departure
    }
    let begun = ContinuousClock.now
    var isLogShrunk = false
    while true {
      do throws(JournalError) {
        try await journal.commit(changes + begins(departures), redacting: org.key)
        changes.removeAll(keepingCapacity: true)
        if outcome.failure == nil { toldTrouble = nil }
        tellEndings()
        return departures
      } catch {
        if !error.isLock, !isLogShrunk {
          // Its log may hold what a full disk lacks.
          isLogShrunk = true
          journal.shrinkLog()
          continue
        }
        tell(error)
        if !error.isLock { outcome.failure = error }
        if !error.isLock || stop.isRaised { takeBack(&departures, error) }
        if changes.isEmpty, departures.isEmpty { return [] }
        guard await mayTryAgain(error, since: begun) else { return [] }
      }
    }
  }

  private func begins(_ departures: [CourierSchedule.Departure]) -> [OutboxChange] {
    let now = journal.clock()
    return departures.map {
      .begin(delivery: $0.delivery, number: $0.number, $0.request, at: now)
    }
  }

  private mutating func tellEndings() {
    for ending in endings {
      ending.report.id.map { _ = outcome.told.insert($0) }
      watch.report(ending.report)
    }
    endings.removeAll(keepingCapacity: true)
  }

  private mutating func takeBack(
    _ departures: inout [CourierSchedule.Departure], _ error: JournalError
  ) {
    for departure in departures.reversed() { schedule.takeBack(departure, at: clock.now) }
    departures = []
    schedule.end(error.isLock ? .interrupted : .trouble(.journal(error, kept: changes.count)))
  }

  /// A lock goes away by itself; on a full disk the reserve is given up.
  private func mayTryAgain(
    _ error: JournalError, since: ContinuousClock.Instant
  ) async -> Bool {
    if !error.isLock {
      reserve.release()
      journal.shrinkLog()
      guard error.mayPass, ContinuousClock.now - since < Self.patience else { return false }
    }
    // Cancelled, it ends at once: each try waits for the lock by itself.
    try? await Task.sleep(for: Self.betweenWrites)
    return true
  }

  private mutating func tell(_ error: JournalError) {
    guard toldTrouble != error else { return }
    toldTrouble = error
    watch.pausing(CourierPause(from: clock.now, .journal(error, kept: endings.count)))
  }
}

/// Who is asked and told while a courier sends.
struct CourierWatch: Sendable {
  /// Whether new requests may start.
  var mayStart: @Sendable () -> Bool
  var pausing: @Sendable (CourierPause) -> Void
  var report: @Sendable (DeliveryReport) -> Void
}

/// Moments that follow each other as time passes, whatever becomes of the system's clock; the first
/// is right by it.
struct SteadyClock: Sendable {
  private let start = Journal.systemClock()
  private let origin = ContinuousClock.now

  var now: Timestamp {
    start + Milliseconds(Int64((ContinuousClock.now - origin) / .milliseconds(1)))
  }
}

extension DeliveryProblem {
  fileprivate static func leaseLost(_ profile: String) -> DeliveryProblem {
    DeliveryProblem(
      .stopped, "lease_lost",
      "this process was taken for ended, and another one sends for profile \(profile) now",
      hint: "send --resume goes on when that one is done")
  }

  /// The journal takes nothing for now; so many answers are kept meanwhile, nil when the run is over.
  static func journal(_ error: JournalError, kept: Int? = nil) -> DeliveryProblem {
    let answers =
      switch kept {
      case nil: ""
      case 0?: "; nothing new starts meanwhile"
      case 1?: "; 1 answer is kept, nothing new starts meanwhile"
      case let count?: "; \(count) answers are kept, nothing new starts meanwhile"
      }
    return DeliveryProblem(
      .stopped, "journal_trouble", error.what + answers, hint: error.wayOut)
  }
}
