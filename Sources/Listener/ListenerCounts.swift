/// How many requests came, and what they were answered.
package struct ListenerCounts: Sendable, Hashable {
  /// All that could be read as HTTP.
  package var requests = 0
  /// Answered with 400, 404 or 405.
  package var refused = 0
  /// Answered with 503: the disk is slower than the senders.
  package var busy = 0

  /// None so far.
  package init() {}
}
