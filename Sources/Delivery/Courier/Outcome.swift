internal import KustomerDestination

/// What one exchange means for the request that it was about.
enum Outcome: Sendable {
  /// Done; for a look-up: found.
  case done(OrgAnswer)
  /// A look-up found nothing.
  case notFound
  /// 409: somebody else was faster, or a unique value belongs to another record.
  case conflict(DeliveryProblem)
  /// Refused; trying again would be refused again.
  case refused(DeliveryProblem)
  /// Nothing of this run can go through until somebody acts.
  case stop(DeliveryProblem)
  /// Not now; nil means after a pause of the back-off.
  case later(DeliveryProblem, notBefore: Timestamp?)
  /// The request was written and nobody knows whether it was carried out.
  case unknown(DeliveryProblem)
  /// Broken off by this side before the request was written.
  case interrupted
}

extension Outcome {
  /// Reads an exchange by the table of Kustomer's statuses, at the moment at which it ended.
  init(_ exchange: Exchange, of request: OutgoingRequest, host: String, at now: Timestamp) {
    switch exchange {
    case .failed(let failure): self = Outcome(failure, of: request)
    case .answered(let response):
      self = AnswerReading(response: response, request: request, host: host, now: now).outcome
    }
  }

  private init(_ failure: TransportFailure, of request: OutgoingRequest) {
    if failure.wasWritten, request.isTracking {
      self = .unknown(
        DeliveryProblem(
          .unknown, failure.kind.rawValue, failure.message + "; it may have landed",
          hint: "history --uncertain shows it: find out, send it again or drop it"))
      return
    }
    let isOnTheWay = !failure.wasWritten
    let problem = DeliveryProblem(
      isOnTheWay ? .unreachable : .server, failure.kind.rawValue, failure.message,
      hint: "check the network and the base URL")
    switch failure.kind {
    case .cancelled: self = .interrupted
    case .tls, .local: self = .stop(problem)
    case .couldNotResolve, .couldNotConnect, .connectTimedOut, .writeTimedOut, .readTimedOut,
      .cut, .notHTTP:
      self = .later(problem, notBefore: nil)
    }
  }
}

/// Reads one answer by its status.
private struct AnswerReading {
  let response: HTTPResponse
  let request: OutgoingRequest
  let host: String
  let now: Timestamp
  let answer: OrgAnswer

  init(response: HTTPResponse, request: OutgoingRequest, host: String, now: Timestamp) {
    self.response = response
    self.request = request
    self.host = host
    self.now = now
    answer = OrgAnswer(response)
  }

  var outcome: Outcome {
    switch response.status {
    case 200..<300: return success
    case 401, 403: return .stop(keyProblem)
    case 404 where request.isLookUp: return .notFound
    case 408: return .later(serverProblem("timed_out"), notBefore: nil)
    case 409: return .conflict(problem(.call, "conflict", "another record has a value of it"))
    case 413: return .refused(problem(.call, "too_large", "send less in one call"))
    case 429: return .later(limitProblem, notBefore: LimitReading(response, at: now).end)
    case 501: return .refused(problem(.call, "not_supported", "the org cannot do this"))
    case 300..<400: return .stop(redirect)
    case 400..<500: return .refused(refusal)
    default: return .later(serverProblem("server_error"), notBefore: nil)
    }
  }

  private var success: Outcome {
    guard request.isLookUp else { return .done(answer) }
    if answer.isEmptyList { return .notFound }
    // Without the record's id neither the change nor the creation would be right.
    guard answer.data?["id"]?.stringValue != nil else {
      return .later(serverProblem("unreadable_answer"), notBefore: nil)
    }
    return .done(answer)
  }

  private var refusal: DeliveryProblem {
    let place = answer.member.map { "correct \($0)" } ?? "correct the call"
    return problem(.call, response.status == 404 ? "not_found" : "refused", "\(place), edit as new")
  }

  private var keyProblem: DeliveryProblem {
    if let pod = answer.rightPod {
      return problem(.key, "wrong_pod", "use \(pod)? set org_pod = \"\(pod)\"")
    }
    return response.status == 401
      ? problem(.key, "key_refused", "correct the key or the org pod")
      : problem(
        .key, "forbidden", "make a key with the roles that check names, or allow this address")
  }

  private var limitProblem: DeliveryProblem {
    problem(.limit, "rate_limited", "wait a minute")
  }

  private var redirect: DeliveryProblem {
    problem(.unreachable, "redirected", "redirects are not followed; correct base_url or org_pod")
  }

  private func serverProblem(_ code: String) -> DeliveryProblem {
    problem(.server, code, "the org has trouble; try again later")
  }

  private func problem(
    _ cause: DeliveryProblem.Cause, _ code: String, _ hint: String
  ) -> DeliveryProblem {
    let said = answer.text.map { ": " + $0 } ?? ""
    return DeliveryProblem(
      cause, code,
      "\(host) answered \(response.status) to \(request.method.rawValue) \(request.path)\(said)",
      hint: hint, member: answer.member)
  }
}
