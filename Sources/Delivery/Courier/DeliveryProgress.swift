package import KustomerDestination
package import Records

/// How far one delivery is: decides what goes out next and what follows from each answer.
///
/// A value without clock or network; performing is the courier's.
///
///     ┌────────────┐ request   ┌──────────┐
///     │ planned(n) │──────────▶│ in flight│──done, last──▶ delivered
///     └────────────┘           └──────────┘──refused─────▶ failed
///        ▲   ▲  done, not last   │  │  │────unknown─────▶ uncertain
///        │   └───────────────────┘  │  └────later, tries left──▶ wait ─▶ the same request
///        │                          │409            no tries left──▶ waiting
///        └──repair◀── re-reading ◀──┘
package struct DeliveryProgress: Sendable {
  /// What follows from an answer.
  package enum Move: Sendable, Hashable {
    /// `request` is the next one to go out.
    case proceed
    /// `request` goes out again, not before that moment.
    case wait(until: Timestamp, DeliveryProblem)
    /// Every request was accepted.
    case delivered
    /// Refused for good.
    case failed(DeliveryProblem)
    /// Nobody knows whether it landed.
    case uncertain(DeliveryProblem)
    /// Left in the outbox: the tries are used up, or this side broke off.
    case putBack(DeliveryProblem)
    /// Left in the outbox, and nothing else of the run can go through either.
    case stop(DeliveryProblem)
  }

  private enum Stage: Sendable {
    /// The planned request of that index is up.
    case planned(Int)
    /// After a 409 the records that may be in the way are read again.
    case reading(ConflictReading)
    /// What was refused with 409 goes out once more, corrected.
    case repair(Int, OutgoingRequest)
  }

  private let id: Int64
  private let requests: [PlannedRequest]
  private let settings: DeliverySettings
  private let host: String
  private var stage: Stage = .planned(0)
  /// The record that the last look-up found; nil when it found none.
  private var record: JSON?
  private var company: String?
  private var hasReread = false
  private var failures: [OutgoingRequest.Name: Int] = [:]

  /// The customer that the answers named; nil until one does.
  package private(set) var customer: String?
  /// What the person should know although it was delivered.
  package private(set) var notes: [String] = []

  /// A delivery none of whose requests is under way.
  ///
  /// - Parameters:
  ///   - id: in the journal.
  ///   - requests: as planned.
  ///   - hasWrittenCustomer: whether an earlier run's customer request was accepted; made again, it
  ///     would undo what later calls of the person have changed since.
  ///   - settings: how often is tried, with which pauses.
  ///   - host: of the org, for messages.
  package init(
    id: Int64, requests: [PlannedRequest], hasWrittenCustomer: Bool = false,
    settings: DeliverySettings, host: String
  ) {
    self.id = id
    self.requests = requests
    self.settings = settings
    self.host = host
    let last = requests.lastIndex(where: \.kind.writesCustomer)
    if hasWrittenCustomer, let last, last + 1 < requests.count { stage = .planned(last + 1) }
    skipWhatDoesNotApply()
  }

  /// The most tries that any one request has needed; one that is made again because of another's
  /// failure has not needed more.
  package private(set) var tries = 0

  /// What goes out next; nil when nothing is left.
  package var request: OutgoingRequest? {
    switch stage {
    case .planned(let index): requests.indices.contains(index) ? filled(requests[index]) : nil
    case .reading(let reading): reading.request
    case .repair(_, let request): request
    }
  }

  /// Takes in what came of `request`, at the moment at which the exchange ended.
  package mutating func record(_ exchange: Exchange, at now: Timestamp) -> Move {
    guard let request else { return .delivered }
    tries = max(tries, failures[request.name, default: 0] + 1)
    switch Outcome(exchange, of: request, host: host, at: now) {
    case .done(let answer): return accept(answer)
    case .notFound: return accept(nil)
    case .conflict(let problem): return reread(problem)
    case .refused(let problem): return .failed(problem)
    case .stop(let problem): return .stop(problem)
    case .unknown(let problem): return .uncertain(problem)
    case .interrupted: return .putBack(.interrupted)
    case .later(let problem, let moment): return later(problem, moment, request, at: now)
    }
  }
}

extension DeliveryProgress {
  private mutating func accept(_ answer: OrgAnswer?) -> Move {
    customer = answer?.customer ?? customer
    switch stage {
    case .planned(let index):
      take(answer, for: requests[index])
      stage = .planned(index + 1)
    case .reading(var reading):
      reading.take(answer?.data)
      if reading.request == nil { repair(after: reading) } else { stage = .reading(reading) }
    case .repair(let index, _):
      stage = .planned(index + 1)
    }
    skipWhatDoesNotApply()
    return request == nil ? .delivered : .proceed
  }

  private mutating func take(_ answer: OrgAnswer?, for planned: PlannedRequest) {
    if planned.kind.isLookUp { record = answer?.data }
    if planned.kind.isAboutCompany, let id = answer?.recordID { company = id }
  }

  /// A creation is skipped when the look-up before it found a record, a change when it found none.
  private mutating func skipWhatDoesNotApply() {
    guard case .planned(var index) = stage else { return }
    while requests.indices.contains(index), !applies(requests[index]) { index += 1 }
    stage = .planned(index)
  }

  private func applies(_ planned: PlannedRequest) -> Bool {
    switch planned.condition {
    case nil: true
    case .found: record != nil
    case .notFound: record == nil
    }
  }

  private func filled(_ planned: PlannedRequest) -> OutgoingRequest {
    var path = planned.path
    if let id = record?["id"]?.stringValue {
      path = path.replacing("{id}", with: id.percentEncoded)
    }
    return OutgoingRequest(
      planned, path: path, body: planned.body == nil ? nil : body(of: planned).json)
  }

  private func body(of planned: PlannedRequest) -> CustomerBody {
    var body = CustomerBody(planned.body)
    if body.members["company"] == "{company.id}" {
      body.members["company"] = company.map { .string($0) }
    }
    if planned.kind == .customerChange, let record {
      body.unite(planned.merges, with: record)
    }
    return body
  }
}

extension DeliveryProgress {
  private mutating func later(
    _ problem: DeliveryProblem, _ moment: Timestamp?, _ request: OutgoingRequest, at now: Timestamp
  ) -> Move {
    let failed = failures[request.name, default: 0] + 1
    failures[request.name] = failed
    let end = moment ?? now + settings.pause(of: id, after: failed)
    // A pause of our own is as long as the settings say, one that is asked for is bounded.
    guard failed < settings.tries, moment == nil || end - now <= LimitReading.longestWait else {
      return .putBack(problem)
    }
    if request.kind == .customerCreation || request.kind == .companyCreation,
      problem.cause == .server
    {
      // The creation may have been carried out: the look-up tells.
      restart()
    }
    return .wait(until: end, problem)
  }

  private mutating func restart() {
    stage = .planned(0)
    record = nil
    skipWhatDoesNotApply()
  }

  private mutating func reread(_ problem: DeliveryProblem) -> Move {
    guard !hasReread, case .planned(let index) = stage,
      let reading = ConflictReading(
        of: requests[index], at: index, in: requests, body: body(of: requests[index]),
        own: requests[index].condition == .found ? record : nil)
    else { return .failed(problem) }
    hasReread = true
    stage = .reading(reading)
    return .proceed
  }

  private mutating func repair(after reading: ConflictReading) {
    if let found = reading.foundByExternalId, let change = reading.change {
      record = found
      stage = .planned(change)
      return
    }
    notes += reading.notes
    var body = body(of: requests[reading.index])
    if let adopted = reading.adopted, let id = adopted["id"]?.stringValue {
      customer = id
      let change = requests.first { $0.kind == .customerChange }
      body.unite(change?.merges ?? [], with: adopted)
      let request = OutgoingRequest(
        PlannedRequest(.customerChange), path: "/v1/customers/\(id.percentEncoded)",
        body: body.json)
      stage = .repair(reading.index, request)
      return
    }
    body.share(reading.clashes)
    if let own = reading.own {
      let shared = reading.clashes.map(\.kind.shared)
      body.unite(requests[reading.index].merges + shared, with: own)
    }
    var request = filled(requests[reading.index])
    request.body = body.json.compactBytes
    stage = .repair(reading.index, request)
  }
}

extension DeliveryProblem {
  /// This side broke off before the request was written.
  package static var interrupted: DeliveryProblem {
    DeliveryProblem(
      .stopped, "interrupted", "interrupted before it was sent", hint: "")
  }
}

extension OutgoingRequest {
  /// What tells requests of one delivery apart, whatever their bodies.
  struct Name: Sendable, Hashable {
    var method: PlannedRequest.Method
    var path: String
  }

  var name: Name { Name(method: method, path: path) }
}
