package import KustomerDestination
internal import Rest

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
  let org: Org
  let transport: Transport
  let clock: @Sendable () -> Timestamp

  /// A reader of that org.
  package init(_ org: Org, transport: Transport, clock: @escaping @Sendable () -> Timestamp) {
    self.org = org
    self.transport = transport
    self.clock = clock
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
        let pause = moment.map { $0 - clock() } ?? Milliseconds(100 << failed)
        // A cancelled rest ends at once, and the next turn by its condition.
        try? await rest(milliseconds: pause.count)
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
    switch Outcome(exchange, of: request, host: org.baseURL.host, at: clock()) {
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

  /// Every element of the list at a path without a query, page by page; a list that never ends is
  /// cut at 100 pages.
  func list(_ path: String) async throws(ReadFailure) -> [JSON] {
    var elements: [JSON] = []
    for page in 1...100 {
      guard let (answer, _) = try await get("\(path)?page=\(page)&pageSize=100") else { break }
      let data = answer.json?["data"]?.arrayValue ?? []
      elements += data
      let pages = answer.json?["meta"]?["totalPages"]?.integerValue
      if data.isEmpty || pages.map({ Int64(page) >= $0 }) ?? (data.count < 100) { break }
    }
    return elements
  }
}
