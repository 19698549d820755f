package import KustomerDestination

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

  /// What a GET of that path finds, nil for nothing; trouble of the moment is tried three times.
  func get(_ path: String) async throws(ReadFailure) -> (answer: OrgAnswer, HTTPResponse)? {
    var tries = 0
    while true {
      tries += 1
      let exchange = await transport.send(
        HTTPRequest(.get, path, at: org.baseURL, key: org.key))
      let request = OutgoingRequest(.get, path)
      switch outcome(exchange, request) {
      case .found(let answer, let response): return (answer, response)
      case .nothing: return nil
      case .failed(let failure, let mayPass):
        guard mayPass, tries < 3, !Task.isCancelled else { throw failure }
        // A cancelled sleep ends at once, and the next turn by its condition.
        try? await Task.sleep(for: .milliseconds(100 * tries))
      }
    }
  }

  private enum Reading {
    case found(OrgAnswer, HTTPResponse)
    case nothing
    case failed(ReadFailure, mayPass: Bool)
  }

  private func outcome(_ exchange: Exchange, _ request: OutgoingRequest) -> Reading {
    let outcome = Outcome(exchange, of: request, host: org.baseURL.host, at: clock())
    var response: HTTPResponse?
    if case .answered(let answered) = exchange { response = answered }
    let failed: (DeliveryProblem, Bool) -> Reading = { problem, mayPass in
      .failed(
        ReadFailure(
          problem: problem, status: response?.status,
          podServed: response?.header("x-kustomer-pod")), mayPass: mayPass)
    }
    switch outcome {
    case .done(let answer):
      guard let response else { return failed(.interrupted, false) }
      return .found(answer, response)
    case .notFound: return .nothing
    case .interrupted: return failed(.interrupted, false)
    case .later(let problem, _): return failed(problem, problem.cause == .server)
    case .conflict(let problem), .refused(let problem), .stop(let problem),
      .unknown(let problem):
      return failed(problem, false)
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
