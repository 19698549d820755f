internal import KustomerDestination
internal import LoopbackHTTP

/// Where an org stands in its rate after a request.
struct RateStanding: Hashable {
  var limit: Int
  var remaining: Int
  var isRefused: Bool
  /// nil while something remains.
  var reset: Timestamp?

  static let unlimited = RateStanding(
    limit: 1_000_000, remaining: 1_000_000, isRefused: false, reset: nil)

  func add(to response: inout WireResponse) {
    response.add("x-ratelimit-limit", String(limit))
    response.add("x-ratelimit-remaining", String(remaining))
    if let reset { response.add("x-ratelimit-reset", String(reset.epochSecondsRoundedUp)) }
  }
}

/// A fixed window, begun by the first request after the one before.
struct RateWindow: Sendable {
  var start: Timestamp
  var used = 0

  mutating func take(_ limit: Int, each length: Milliseconds, at now: Timestamp) -> RateStanding {
    if now < start || now - start >= length {
      self = RateWindow(start: now)
    }
    let isRefused = used >= limit
    if !isRefused { used += 1 }
    return RateStanding(
      limit: limit, remaining: limit - used, isRefused: isRefused,
      reset: used >= limit ? start + length : nil)
  }
}

extension Timestamp {
  /// Rounded up, so that nobody who waits for it comes too early.
  var epochSecondsRoundedUp: Int64 {
    (milliseconds + 999) / 1_000
  }
}
