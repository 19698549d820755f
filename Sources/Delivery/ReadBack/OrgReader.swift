package import KustomerDestination
package import Records

/// Why something could not be read from the org.
package struct ReadFailure: Error, Sendable, Hashable {
  /// What went wrong and what to do.
  package var problem: DeliveryProblem
  /// Status of the answer; nil when none came.
  package var status: Int?
  /// The pod that answered, as it names itself; nil when nothing answered or it did not say.
  package var podServed: String?
}

/// Reads from an org; writes nothing, so it needs no permit.
package struct OrgReader: Sendable {
  /// Whose answers are read.
  package let org: Org
  let transport: Transport
  let clock: @Sendable () -> Timestamp
  private let steady = SteadyClock()
  private let pausing: @Sendable (CourierPause) -> Void

  /// A reader of that org; `pausing` is told of each long time in which it waits for it.
  package init(
    _ org: Org, transport: Transport, clock: @escaping @Sendable () -> Timestamp,
    pausing: @escaping @Sendable (CourierPause) -> Void = { _ in }
  ) {
    self.org = org
    self.transport = transport
    self.clock = clock
    self.pausing = pausing
  }

  /// What a GET of that path finds, nil for nothing; trouble of the moment is waited for.
  func get(_ path: String) async throws(ReadFailure) -> (answer: OrgAnswer, HTTPResponse)? {
    var failed = 0
    while true {
      let exchange = await transport.send(HTTPRequest(.get, path, to: org))
      switch reading(exchange, OutgoingRequest(reading: path)) {
      case .found(let answer, let response): return (answer, response)
      case .nothing: return nil
      case .failed(let failure): throw failure
      case .later(let failure, let moment):
        failed += 1
        guard failed < Self.tries, !Task.isCancelled else { throw failure }
        let pause = moment.map { $0 - steady.now } ?? Milliseconds(100 << failed)
        guard pause <= LimitReading.longestWait else { throw failure }
        if pause > .seconds(3) {
          pausing(CourierPause(from: steady.now, until: moment, failure.problem))
        }
        // A cancelled sleep ends at once, and the next turn by its condition.
        try? await Task.sleep(for: .milliseconds(max(pause.count, 0)))
      }
    }
  }

  private static let tries = 5

  private enum Reading {
    case found(OrgAnswer, HTTPResponse)
    case nothing
    case failed(ReadFailure)
    case later(ReadFailure, Timestamp?)
  }

  private func reading(_ exchange: Exchange, _ request: OutgoingRequest) -> Reading {
    var response: HTTPResponse?
    if case .answered(let answered) = exchange { response = answered }
    let failure = { (problem: DeliveryProblem) in
      ReadFailure(
        problem: problem, status: response?.status,
        podServed: response?.header("x-kustomer-pod"))
    }
    switch Outcome(exchange, of: request, host: org.baseURL.host, at: steady.now) {
    case .done(let answer): return response.map { .found(answer, $0) } ?? .nothing
    case .notFound: return .nothing
    case .interrupted: return .failed(failure(.interrupted))
    case .later(let problem, let moment):
      let mayPass = problem.cause != .unreachable
      return mayPass ? .later(failure(problem), moment) : .failed(failure(problem))
    case .conflict(let problem), .refused(let problem), .stop(let problem),
      .unknown(let problem):
      return .failed(failure(problem))
    }
  }

  /// A list as far as the org gives it.
  struct List {
    var elements: [JSON] = []
    /// False when there may be more: the org does not know the list, or it never ends.
    var isComplete = true
  }

  /// Most pages that are read of one list.
  private static let mostPages = 1_000

  /// Every element of the list at a path without a query: page after page as `links.next` or the
  /// number of pages says.
  func list(_ path: String) async throws(ReadFailure) -> List {
    var list = List()
    var next: String? = Self.page(1, of: path)
    var number = 1
    var read: Set<String> = []
    while let page = next {
      guard read.count < Self.mostPages, read.insert(page).inserted else {
        list.isComplete = false
        break
      }
      guard let (answer, _) = try await get(page) else {
        list.isComplete = false
        break
      }
      let data = answer.json?["data"]?.arrayValue ?? []
      list.elements += data
      number += 1
      next = try self.next(after: answer, data.count, number, of: path)
      if next == nil, let total = answer.json?["meta"]?["total"]?.integerValue,
        Int64(list.elements.count) < total
      {
        list.isComplete = false
      }
    }
    return list
  }

  /// Nil after the last page.
  private func next(
    after answer: OrgAnswer, _ count: Int, _ number: Int, of path: String
  ) throws(ReadFailure) -> String? {
    if let link = answer.json?["links"]?["next"]?.stringValue, !link.isEmpty {
      let own =
        link.hasPrefix(org.baseURL.text + "/")
        ? String(link.dropFirst(org.baseURL.text.utf8.count)) : link
      // The key goes nowhere else, whatever an answer says.
      guard own.hasPrefix("/v1/"), own.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
        throw ReadFailure(problem: .strangeLink(link, org), status: 200)
      }
      return own
    }
    let pages = answer.json?["meta"]?["totalPages"]?.integerValue
    let isLast = count == 0 || (pages.map { Int64(number) > $0 } ?? (count < 100))
    return isLast ? nil : Self.page(number, of: path)
  }

  private static func page(_ number: Int, of path: String) -> String {
    "\(path)?page=\(number)&pageSize=100"
  }
}

extension DeliveryProblem {
  fileprivate static func strangeLink(_ link: String, _ org: Org) -> DeliveryProblem {
    DeliveryProblem(
      .server, "strange_answer",
      "\(org.baseURL.host) names \(link.oneLine) as the next page of a list",
      hint: "nothing outside of /v1/ is read")
  }
}
