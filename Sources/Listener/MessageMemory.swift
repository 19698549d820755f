internal import KustomerDestination

/// The message ids of the last 24 hours, as many as fit.
///
/// Ids are kept as 128-bit marks, so that long ones take no more room than short ones.
struct MessageMemory: Sendable {
  private struct Mark: Hashable {
    var first: Int
    var second: Int

    init(_ id: String) {
      first = Self.hash(id, 0)
      second = Self.hash(id, 1)
    }

    /// The hash is seeded anew in every process; marks never leave this one.
    private static func hash(_ id: String, _ salt: Int) -> Int {
      var hasher = Hasher()
      hasher.combine(salt)
      var id = id
      id.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
      return hasher.finalize()
    }
  }

  private let limit: Int
  private var seen: [Mark: Timestamp] = [:]
  /// Oldest first, from `start` on.
  private var order: [(mark: Mark, seen: Timestamp)] = []
  private var start = 0

  static let length = Milliseconds.hours(24)

  init(limit: Int) { self.limit = limit }

  /// Remembers an id; false when it is there already.
  mutating func insert(_ id: String, at now: Timestamp) -> Bool {
    forget(before: now - Self.length)
    let mark = Mark(id)
    guard seen[mark] == nil else { return false }
    if seen.count >= limit { forgetOldest() }
    seen[mark] = now
    order.append((mark, now))
    return true
  }

  /// Forgets an id whose call was not kept after all.
  mutating func remove(_ id: String) { seen[Mark(id)] = nil }

  private mutating func forget(before moment: Timestamp) {
    while start < order.count, order[start].seen <= moment { forgetOldest() }
  }

  private mutating func forgetOldest() {
    let oldest = order[start]
    // One that was removed may have come again.
    if seen[oldest.mark] == oldest.seen { seen[oldest.mark] = nil }
    start += 1
    if start * 2 > order.count {
      order.removeFirst(start)
      start = 0
    }
  }
}
