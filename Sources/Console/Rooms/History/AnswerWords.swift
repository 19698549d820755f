internal import KustomerDestination
internal import Records

extension Exchange {
  /// What an answer means, in one or two sentences.
  package var explanation: String {
    guard let status else {
      return problem ?? "No answer came."
    }
    if kind == .segmentCall { return Self.explanationOfSegment(status) }
    return switch status {
    case 200 where kind == .companyLookUp: "Found: the company exists, so its id is sent."
    case 201 where kind == .companyCreation: "Done: Kustomer created the company."
    case 404 where kind == .companyLookUp: "Not found: a normal answer, so the company is created."
    case 200 where method == "GET": "Found: the customer exists, so it is updated."
    case 200: "Updated. Attributes that were not named keep their value."
    case 201: "Done: Kustomer created or found the customer and took what was sent."
    case 204: "Done: Kustomer holds the event; it shows once an identify names the visitor."
    case 400:
      "Refused: \(member.map { "Kustomer does not take \($0)" } ?? "the body is wrong")."
    case 401: "The key was refused: wrong, expired, or of another pod. Setup tests it."
    case 403: "The key lacks a role, or this address is not allowed. Setup tests it."
    case 404 where method == "GET": "Not found: a normal answer, so the customer is created."
    case 404: "Not found."
    case 409: "Another customer has the same email, phone or id."
    case 413: "Too large: Kustomer takes 100 kB."
    case 429: "Too many requests this minute: it may be sent again."
    case 500...599: "Trouble on Kustomer's side: it may be sent again."
    default: "Status \(status)."
    }
  }

  private static func explanationOfSegment(_ status: Int) -> String {
    switch status {
    case 200: "Segment has taken the call; that says nothing of what its destination makes of it."
    case 400: "Refused: Segment takes JSON of at most 32 KB a call."
    case 401, 403: "The write key was refused. Segment seldom looks at it here."
    case 429: "Too many requests: it may be sent again, as the same message."
    case 500...599: "Trouble on Segment's side: it may be sent again, as the same message."
    default: "Status \(status)."
    }
  }

  /// `201 Created`.
  package var statusLine: String {
    guard let status else { return "no answer" }
    return "\(status)" + (Self.names[status].map { " " + $0 } ?? "")
  }

  /// The member that a 400 complains about.
  private var member: String? {
    guard let json = try? JSON(parsing: answer), let source = json["errors"]?[0]?["source"] else {
      return nil
    }
    return source["parameter"]?.stringValue ?? source["pointer"]?.stringValue
  }

  private static let names = [
    200: "OK", 201: "Created", 204: "No Content", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden", 404: "Not Found", 408: "Request Timeout", 409: "Conflict",
    413: "Payload Too Large", 429: "Too Many Requests", 500: "Internal Server Error",
    501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout",
  ]
}

extension HistoryEntry {
  /// What became of the call and what can be done, in one or two sentences.
  package var explanation: KeyedText {
    let problem = problem.map { $0 + ". " } ?? ""
    return switch status {
    case .sending: "It is on its way."
    case .waiting: "\(problem)It waits in the outbox: \(key: .deliverWaiting) sends it."
    case .delivered:
      "Delivered. \(key: .resend) sends it again as a new call, \(key: .editAsNew) edits it as a new one."
    case .accepted:
      """
      Segment has taken it, and answers so to almost anything; what its Kustomer destination makes of \
      it shows in the org some seconds later. \(key: .resend) sends it again as a new call, \
      \(key: .editAsNew) edits it as a new one.
      """
    case .failed, .notSent:
      "\(problem)It is not tried again by itself; \(key: .editAsNew) edits it as a new one."
    case .uncertain:
      """
      \(problem)Nobody knows whether it landed: Kustomer has no key against a repeated event, so it \
      is not sent again by itself. \(key: .findOut) looks in Kustomer, \(key: .sendAgain) sends it \
      once more, \(key: .drop) drops it.
      """
    }
  }
}
