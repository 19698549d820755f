package import KustomerDestination

/// When the next request may go: what the user told, and what the org's answers teach.
///
/// A twentieth of the org's limit is kept free for everybody else who uses it. The org does not
/// say when a window ends before it is used up, so once the own part is spent single requests
/// feel for the next window, ever more slowly.
package struct RateLimit: Sendable {
  /// Whether a request may go.
  package enum Opening: Sendable, Hashable {
    /// Now.
    case open
    /// From that moment on.
    case at(Timestamp)
    /// Only an answer to what is under way can tell.
    case afterAnAnswer
  }

  private static let firstProbe = Milliseconds(250)
  private static let lastProbe = Milliseconds.seconds(30)

  private let interval: Milliseconds?
  private var nextByInterval: Timestamp?
  private var outstanding = 0
  private var sent = 0
  /// Number of the latest request that had gone out when the org refused one: answers to those
  /// before it are of a window that is over.
  private var lastBeforeRefusal = 0
  private var knowledge = Knowledge.nothing
  private var heldUntil: Timestamp?
  /// How often in a row the org has said nothing but 429; those to requests that were under way
  /// together count once.
  package private(set) var refusalsInARow = 0
  private var probes = 0

  private enum Knowledge: Sendable {
    /// One request at a time until an answer teaches more.
    case nothing
    /// The org sets no limit that it tells of.
    case unlimited
    case window(Window)
  }

  /// The least that an answer has told of what remains; all that is outstanding may yet take of it.
  private struct Window: Sendable {
    var limit: Int
    var remaining: Int
    var reset: Timestamp?
    var nextProbe: Timestamp
    /// Number of the latest request that had gone out then: if an earlier one is told that more
    /// remains, the org has looked at it before, whatever the order of the answers.
    var lastSent: Int
  }

  /// A limit of which only the told part is known.
  ///
  /// - Parameter perMinute: the most requests that the user wants; nil for as many as the org.
  package init(perMinute: Int?) {
    interval = perMinute.map { Milliseconds(max(1, 60_000 / Int64(max(1, $0)))) }
  }

  /// Whether a request may go at that moment.
  package func opening(at now: Timestamp) -> Opening {
    if let heldUntil, now < heldUntil { return .at(heldUntil) }
    if let nextByInterval, now < nextByInterval { return .at(nextByInterval) }
    switch knowledge {
    case .unlimited: return .open
    case .nothing: return outstanding == 0 ? .open : .afterAnAnswer
    case .window(let window):
      if window.remaining - outstanding > Self.reserve(of: window.limit) { return .open }
      if outstanding > 0 { return .afterAnAnswer }
      let opens = window.reset ?? window.nextProbe
      return now < opens ? .at(opens) : .open
    }
  }

  /// Counts a request that goes out.
  ///
  /// - Returns: the number to give back with its answer.
  package mutating func send(at now: Timestamp) -> Int {
    outstanding += 1
    sent += 1
    if let interval { nextByInterval = max(nextByInterval ?? now, now) + interval }
    return sent
  }

  /// Learns from the answer to the request of that number; nil when none came.
  package mutating func learn(_ reading: LimitReading?, from number: Int, at now: Timestamp) {
    outstanding -= 1
    guard let reading else { return }
    if reading.isRefusal {
      if number > lastBeforeRefusal { refusalsInARow += 1 }
      heldUntil = max(heldUntil ?? reading.end, reading.end)
      knowledge = .nothing
      lastBeforeRefusal = sent
    } else if number > lastBeforeRefusal {
      knowledge = known(from: reading, of: number, at: now)
    }
  }

  /// Takes note of an answer that was no 429.
  package mutating func hearOtherwise() { refusalsInARow = 0 }

  /// Whether it is the told rate that holds requests back.
  package func isOwnPace(at now: Timestamp) -> Bool {
    guard let nextByInterval, now < nextByInterval else { return false }
    return heldUntil.map { $0 <= now } ?? true
  }

  private mutating func known(
    from reading: LimitReading, of number: Int, at now: Timestamp
  ) -> Knowledge {
    guard let limit = reading.limit, let remaining = reading.remaining else { return .unlimited }
    if case .window(let window) = knowledge, number <= window.lastSent,
      remaining >= window.remaining
    {
      return knowledge
    }
    if remaining > Self.reserve(of: limit) { probes = 0 }
    let pause = min(Self.firstProbe.count << min(probes, 20), Self.lastProbe.count)
    if remaining <= Self.reserve(of: limit) { probes += 1 }
    return .window(
      Window(
        limit: limit, remaining: remaining, reset: reading.reset,
        nextProbe: now + Milliseconds(pause), lastSent: sent))
  }

  private static func reserve(of limit: Int) -> Int { max(1, (limit + 19) / 20) }
}
