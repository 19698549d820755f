/// The effective time of a call.
extension Mapper {
  mutating func readTime() {
    for field in [Envelope.Field.timestamp, .originalTimestamp, .sentAt, .receivedAt] {
      guard let node = envelope[field], !document.isBlank(node) else { continue }
      guard let read = reading(node)?.moment else {
        warn(
          .invalidTimestamp, .node(node),
          "\(path(node)) is no ISO-8601 date-time and no epoch number; the next time is used")
        continue
      }
      guard Self.firstPlausible <= read else {
        warn(
          .implausibleTimestamp, .node(node),
          "\(path(node)) is \(read.rfc3339), before the year 2000; the next time is used")
        continue
      }
      time = read
      timeNode = node
      checkFuture(node, read, field)
      return
    }
  }

  /// 2000-01-01T00:00:00Z; what is before it is Go's year 1, or a year of another era.
  private static let firstPlausible = Timestamp(milliseconds: 946_684_800_000)

  private mutating func checkFuture(_ node: Int, _ read: Timestamp, _ field: Envelope.Field) {
    let received = envelope[.receivedAt].flatMap { reading($0)?.moment }
    let isOwn = field == .receivedAt || received.map { $0 < Self.firstPlausible } ?? true
    let arrival = isOwn ? moment : received ?? moment
    guard arrival + .days(1) < read else { return }
    warn(
      .futureTimestamp, .node(node),
      "\(path(node)) is more than a day after the call "
        + (isOwn ? "is sent" : "was received") + "; a clock or a time zone is wrong")
  }

  /// What a date-time or an epoch number says; nil for what is neither.
  func reading(_ node: Int) -> Timestamp.Reading? {
    switch document.kind(node) {
    case .number:
      Timestamp(epoch: document.text(node), notAfter: moment + .days(1)).map {
        Timestamp.Reading(moment: $0, local: $0, precision: .dateTime)
      }
    case .string:
      document.withText(node) { Timestamp.read($0) } ?? Timestamp.read(document.text(node).trimmed)
    default: nil
    }
  }
}
