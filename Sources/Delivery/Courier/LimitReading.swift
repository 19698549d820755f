package import KustomerDestination

/// What an answer says about the org's rate limit.
package struct LimitReading: Sendable, Hashable {
  /// Requests per window of the whole org; nil when not said.
  package var limit: Int?
  /// Requests left in this window; nil when not said.
  package var remaining: Int?
  /// When the window ends, said only when it is used up.
  package var reset: Timestamp?
  /// Whether the request itself was turned away.
  package var isRefusal: Bool
  /// When to try again after a refusal: the reset, else `Retry-After`, else a minute.
  package var end: Timestamp
  /// What says so.
  package var endSource: EndSource

  /// What says when to try again.
  package enum EndSource: Sendable, Hashable { case reset, retryAfter, minute }

  /// Reads the headers of an answer that came at that moment.
  package init(_ response: HTTPResponse, at now: Timestamp) {
    limit = response.header("x-ratelimit-limit").flatMap { Int($0) }
    remaining = response.header("x-ratelimit-remaining").flatMap { Int($0) }
    reset = Self.reset(response, at: now)
    isRefusal = response.status == 429
    let retryAfter = Self.retryAfter(response, at: now)
    end = reset ?? retryAfter ?? now + .seconds(60)
    endSource = reset != nil ? .reset : retryAfter != nil ? .retryAfter : .minute
  }

  /// Epoch seconds on the org's clock, which may not be ours: believed when it lies within the
  /// next ten minutes of our clock, else of the answer's own date.
  private static func reset(_ response: HTTPResponse, at now: Timestamp) -> Timestamp? {
    guard let reset = response.header("x-ratelimit-reset").flatMap({ Timestamp(epoch: $0) })
    else { return nil }
    let clocks = [now, response.header("date").flatMap { httpDate($0) }]
    for clock in clocks.compactMap({ $0 }) {
      let wait = reset - clock
      // The second that the header names may have begun already.
      if Milliseconds(-2_000) < wait, wait <= .minutes(10) {
        return now + max(wait, Milliseconds(50))
      }
    }
    return nil
  }

  private static func retryAfter(_ response: HTTPResponse, at now: Timestamp) -> Timestamp? {
    guard let text = response.header("retry-after") else { return nil }
    if let seconds = Int64(text), 0...86_400 ~= seconds { return now + .seconds(seconds) }
    return httpDate(text).map { max($0, now) }
  }

  /// RFC 9110's preferred form, `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func httpDate(_ text: String) -> Timestamp? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT",
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
