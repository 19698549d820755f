package import KustomerDestination

/// What an answer says about the org's rate limit; what is absurd in it says nothing.
package struct LimitReading: Sendable, Hashable {
  /// Requests per window of the whole org, 1 to 1 000 000; nil when not said.
  package var limit: Int?
  /// Requests left in this window; nil when not said.
  package var remaining: Int?
  /// When the window ends, within a day; said only when it is used up.
  package var reset: Timestamp?
  /// Whether the request itself was turned away.
  package var isRefusal: Bool
  /// Whether the record that the request was about may not be changed any more for now, whatever
  /// the org as a whole may do (`X-Ratelimit-Object-Remaining`).
  package var isOfRecord: Bool
  /// When to try again after a refusal: the reset, else `Retry-After`, else a minute.
  package var end: Timestamp
  /// What says so.
  package var endSource: EndSource

  /// What says when to try again.
  package enum EndSource: Sendable, Hashable { case reset, retryAfter, minute }

  /// No wait for an org is longer; what it asks for beyond is left to a later run.
  package static let longestWait = Milliseconds.minutes(15)
  private static let mostRequests = 1_000_000

  /// Reads the headers of an answer that came at that moment.
  package init(_ response: HTTPResponse, at now: Timestamp) {
    let number = { (name: String) in
      response.header(name).flatMap { Self.number($0) }.flatMap { Int(exactly: $0) }
    }
    limit = number("x-ratelimit-limit").flatMap { 1...Self.mostRequests ~= $0 ? $0 : nil }
    remaining = number("x-ratelimit-remaining").flatMap { $0 <= Self.mostRequests ? $0 : nil }
    isRefusal = response.status == 429
    isOfRecord = number("x-ratelimit-object-remaining") == 0 && remaining != 0
    // The org's clock may not be ours: its moments count from the answer's own date.
    let theirs = response.header("date").flatMap { Timestamp(httpDate: $0, at: now) } ?? now
    reset = Self.timeToReset(response, from: theirs).map { now + $0 }
    let retryAfter = Self.retryAfter(response, from: theirs).map { now + $0 }
    end = reset ?? retryAfter ?? now + .minutes(1)
    endSource = reset != nil ? .reset : retryAfter != nil ? .retryAfter : .minute
  }

  /// Epoch seconds; one that is over, or a day away, is not believed.
  private static func timeToReset(
    _ response: HTTPResponse, from clock: Timestamp
  ) -> Milliseconds? {
    guard let seconds = response.header("x-ratelimit-reset").flatMap({ number($0) }),
      seconds < 253_402_300_800
    else { return nil }
    let wait = Timestamp(milliseconds: seconds * 1_000) - clock
    // The second that the header names may have begun already.
    guard Milliseconds(-2_000) < wait, wait <= .hours(24) else { return nil }
    return max(wait, Milliseconds(50))
  }

  /// Seconds, also with a fraction, or a date; a century at most.
  private static func retryAfter(
    _ response: HTTPResponse, from clock: Timestamp
  ) -> Milliseconds? {
    guard let text = response.header("retry-after") else { return nil }
    if text.wholeMatch(of: /[0-9]+(\.[0-9]+)?/) != nil, let seconds = Double(text) {
      return Milliseconds(Int64(min((seconds * 1_000).rounded(.up), 3_153_600_000_000)))
    }
    return Timestamp(httpDate: text, at: clock).map { max($0 - clock, Milliseconds(0)) }
  }

  /// Digits alone; nil for a sign, a blank, and what does not fit 64 bits.
  private static func number(_ text: String) -> Int64? {
    text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int64(text) : nil
  }
}

extension LimitReading {
  /// Nil when there is no answer to read, or one that something in front of the org made up.
  init?(of exchange: Exchange, at now: Timestamp) {
    guard case .answered(let response) = exchange, response.status < 500 else { return nil }
    self.init(response, at: now)
  }
}

extension LimitReading.EndSource {
  /// Who says when to try again, in a few words.
  package var words: String {
    switch self {
    case .reset: "until x-ratelimit-reset"
    case .retryAfter: "as Retry-After asks"
    case .minute: "a minute: the 429 names no end"
    }
  }
}
