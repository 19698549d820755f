/// How many requests came, and what they were answered.
package struct ListenerCounts: Sendable, Hashable {
  /// All that could be read as HTTP.
  package var requests = 0
  /// Answered with 400, 403, 404 or 405.
  package var refused = 0
  /// Calls of a batch that could not be read.
  package var unreadable = 0
  /// Answered with 503: the disk is slower than the senders.
  package var busy = 0

  /// None so far.
  package init() {}
}
