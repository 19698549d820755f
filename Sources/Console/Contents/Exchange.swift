package import KustomerDestination

/// One request of a call with its answer, as the journal keeps them.
package struct Exchange: Hashable, Sendable {
  /// How long nothing went out before a request, and why.
  package struct Pause: Hashable, Sendable {
    /// From the end of the request before.
    package var length: Milliseconds
    /// In a few words: what it waited for.
    package var reason: String

    /// A pause of that length.
    package init(length: Milliseconds, reason: String) {
      self.length = length
      self.reason = reason
    }
  }

  /// What the request was for; nil when that is not known.
  package var kind: PlannedRequest.Kind?
  /// `GET`, `POST` or `PATCH`.
  package var method: String
  /// From the base URL on.
  package var path: String
  /// The bytes that went out, as text; nil for a GET.
  package var body: String?
  /// The HTTP status; nil when no answer came.
  package var status: Int?
  /// The answer's body as text; empty when there was none.
  package var answer: String
  /// `name: value` of the headers that explain an answer.
  package var headers: [String]
  /// Before the first byte went out.
  package var begun: Timestamp
  /// From then to the last byte in, or to the failure; nil when that is not known.
  package var milliseconds: Int?
  /// What lies before it; nil for the first request, and when that is not known.
  package var pause: Pause?
  /// Why no answer came, in one sentence; nil when one came.
  package var problem: String?

  /// The value of a header that explains the answer; nil when it has none of that name.
  package func header(_ name: String) -> String? {
    let start = name + ": "
    return headers.first { $0.lowercased().hasPrefix(start) }.map {
      String($0.dropFirst(start.count))
    }
  }

  /// A request with its answer.
  package init(
    method: String, path: String, body: String? = nil, status: Int? = nil, answer: String = "",
    headers: [String] = [], begun: Timestamp, milliseconds: Int? = nil,
    pause: Pause? = nil, problem: String? = nil, kind: PlannedRequest.Kind? = nil
  ) {
    self.kind = kind
    self.method = method
    self.path = path
    self.body = body
    self.status = status
    self.answer = answer
    self.headers = headers
    self.begun = begun
    self.milliseconds = milliseconds
    self.pause = pause
    self.problem = problem
  }
}
