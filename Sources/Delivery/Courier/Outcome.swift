internal import KustomerDestination
internal import Records

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
      self = .unknown(.mayHaveLanded(failure.kind.rawValue, failure.message))
      return
    }
    let isOnTheWay = !failure.wasWritten
    let problem = DeliveryProblem(
      isOnTheWay ? .unreachable : .server, failure.kind.rawValue, failure.message,
      hint: failure.hint)
    switch failure.kind {
    case .cancelled: self = .interrupted
    case .tls, .local: self = .stop(problem)
    case .couldNotResolve, .couldNotConnect, .connectTimedOut, .writeTimedOut, .readTimedOut,
      .cut, .notHTTP:
      self = .later(problem, notBefore: nil)
    }
  }
}

/// Reads one answer by its status and its shape.
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
    case 423, 425, 503: return .later(serverProblem("server_error"), notBefore: nil)
    case 429: return limited
    case 501: return .refused(problem(.call, "not_supported", "the org cannot do this"))
    case 300..<400: return .stop(redirect)
    case 400..<500: return .refused(refusal)
    default:
      // A gateway's word says nothing about what the org has done.
      return request.isEvent
        ? .unknown(.mayHaveLanded("server_error", sentence))
        : .later(serverProblem("server_error"), notBefore: nil)
    }
  }

  private var success: Outcome {
    if let what = strangeness {
      let words = "\(sentence) with \(what)"
      return request.isTracking
        ? .unknown(.mayHaveLanded("strange_answer", words))
        : .later(
          DeliveryProblem(.server, "strange_answer", words, hint: strangeHint),
          notBefore: nil)
    }
    return request.isLookUp && answer.isEmptyList && request.shape != .list
      ? .notFound : .done(answer)
  }

  private var limited: Outcome {
    let reading = LimitReading(response, at: now)
    var problem = problem(.limit, reading.isOfRecord ? "record_limited" : "rate_limited", "")
    problem.message += ", wait \(reading.endSource.words)"
    problem.hint = "go on at \(reading.end.rfc3339)"
    return .later(problem, notBefore: reading.end)
  }

  private var refusal: DeliveryProblem {
    if request.kind == .segmentCall {
      return response.status == 404
        ? problem(.call, "not_found", "nothing takes calls there: correct region or endpoint")
        : problem(
          .call, "refused", "Segment takes JSON of at most 32 KB a call: correct it, edit as new")
    }
    let place = answer.member.map { "correct \($0)" } ?? "correct the call"
    return problem(.call, response.status == 404 ? "not_found" : "refused", "\(place), edit as new")
  }

  private var strangeHint: String {
    request.kind == .segmentCall
      ? "it is not Segment's answer: check region or endpoint, and what stands in between"
      : "it is not Kustomer's answer: check the base URL, and what stands in between"
  }

  private var keyProblem: DeliveryProblem {
    if request.kind == .segmentCall {
      return problem(.key, "key_refused", "correct write_key, and that region or endpoint is its")
    }
    if let pod = answer.rightPod {
      var problem = problem(.key, "wrong_pod", "use \(pod)? set org_pod = \"\(pod)\"")
      problem.rightPod = pod
      return problem
    }
    return response.status == 401
      ? problem(.key, "key_refused", "correct the key or the org pod")
      : problem(
        .key, "forbidden", "make a key with the roles that check names, or allow this address")
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
    return DeliveryProblem(cause, code, sentence + said, hint: hint, member: answer.member)
  }

  private var sentence: String {
    "\(host) answered \(response.status) to \(request.method.rawValue) \(request.path)"
  }
}

/// Whether a 2xx is Kustomer's word, by its shape.
extension AnswerReading {
  /// What is wrong with it, in words; nil when nothing is.
  private var strangeness: String? {
    let shape = request.shape
    if shape == .event, response.status == 204, response.body.isEmpty { return nil }
    let statuses = shape == .list ? [200] : [200, 201]
    guard statuses.contains(response.status) else { return "a status that it does not use here" }
    guard response.isComplete else { return "a body that was cut off" }
    guard let json = answer.json else { return wordsOfTheBody }
    if shape == .acceptance { return json["success"] == true ? nil : "no success in its body" }
    if json["errors"] != nil {
      return answer.text.map { "the error “\($0)”" } ?? "errors"
    }
    guard let data = json["data"], data != .null else { return "no data in its body" }
    return strangeness(of: data, shape)
  }

  private func strangeness(of data: JSON, _ shape: OutgoingRequest.Shape) -> String? {
    switch shape {
    case .event, .acceptance: return nil
    case .object: return data.objectValue == nil ? "data that is no object" : nil
    case .list: return data.arrayValue == nil ? "data that is no list" : nil
    case .record:
      guard answer.data?.objectValue != nil else {
        return request.isLookUp && answer.isEmptyList ? nil : "data that is no record"
      }
      if answer.isAmbiguous { return "a member that stands twice" }
      return answer.recordID == nil ? "a record whose id is none" : nil
    }
  }

  private var wordsOfTheBody: String {
    if response.body.isEmpty { return "an empty body" }
    let type = response.header("content-type").map { " (\($0.oneLine))" } ?? ""
    return "a body that is no JSON\(type)"
  }
}

extension OutgoingRequest {
  /// What Kustomer's answer to a request holds; source: its API reference.
  enum Shape: Sendable, Hashable {
    /// Nothing, or any `data`.
    case event
    /// An object `data`.
    case object
    /// An object `data` whose id is used in further requests, or a list of such objects.
    case record
    /// An array `data`.
    case list
    /// Segment's `{"success":true}`.
    case acceptance
  }

  var shape: Shape {
    switch kind {
    case .event: .event
    case .identityEvent, .identity, .customerCreation, .customerChange: .object
    case .companyLookUp, .companyCreation, .customerLookUp: .record
    case .segmentCall: .acceptance
    case nil where path.hasPrefix("/v1/auth/"): .object
    case nil: path.hasPrefix("/v1/customers/") && path.contains("/sessions") ? .list : .record
    }
  }

  /// Whether it makes an event, of which there would be two if it were sent twice.
  var isEvent: Bool { kind?.isEvent ?? false }
}

extension DeliveryProblem {
  fileprivate static func mayHaveLanded(_ code: String, _ what: String) -> DeliveryProblem {
    DeliveryProblem(
      .unknown, code, what + "; it may have landed",
      hint: "history --uncertain shows it: find out, send it again or drop it")
  }
}
