package import KustomerDestination
internal import LoopbackHTTP

/// One thing that goes wrong on demand: what, how often, for which requests.
package struct SandboxFault: Sendable, Hashable {
  /// What goes wrong.
  package enum Kind: Sendable, Hashable {
    /// The request is processed; its answer waits.
    case latency(Milliseconds)
    /// That status instead of an answer; the request is not processed.
    case status(Int, FaultBody)
    /// 429; the request is not processed.
    case rateLimited(RateHint)
    /// The connection is reset before the body is read; the request is not processed.
    case cutBefore
    /// The request is processed, then the connection is closed without a byte of answer.
    case cutAfter
    /// The request is processed, then the connection is closed in the middle of the answer.
    case cutDuring
    /// The answer is written byte by byte with that pause between.
    case slow(Milliseconds)
    /// The request is processed, and its answer's body is no JSON; a 204 becomes a 200.
    case garbage
    /// The request is processed, and its answer is that status, as a gateway's that gave up.
    case statusAfter(Int)
    /// 401: the key belongs to that pod.
    case wrongPod(String)
    /// A PATCH without `company` unlinks the customer from its company.
    case unlinkCompany
  }

  /// What stands in the body of a failed answer.
  package enum FaultBody: String, Sendable, Hashable {
    /// Kustomer's error shape.
    case json
    /// A page of the CDN that stands in front.
    case html
    /// Nothing.
    case empty
  }

  /// How a 429 says when to come back.
  package enum RateHint: Sendable, Hashable {
    /// `x-ratelimit-reset`, that much from now.
    case reset(Milliseconds)
    /// `Retry-After` in seconds.
    case retryAfter(Milliseconds)
    /// Not at all.
    case none
  }

  /// How many of the matching requests it befalls.
  package enum Share: Sendable, Hashable {
    /// Every one.
    case always
    /// The next ones, that many.
    case next(Int)
    /// That many of ten thousand, spread by a fixed sequence.
    case tenThousandths(Int)
  }

  /// What goes wrong.
  package var kind: Kind
  /// How often.
  package var share: Share
  /// Upper case; nil means any method.
  package var method: String?
  /// The encoded path must start so; empty means any path.
  package var path: String

  /// A fault of every request unless told otherwise.
  package init(_ kind: Kind, _ share: Share = .always, method: String? = nil, path: String = "") {
    self.kind = kind
    self.share = share
    self.method = method
    self.path = path
  }

  func concerns(_ request: WireRequest) -> Bool {
    (method ?? request.method) == request.method && request.path.hasPrefix(path)
  }
}
