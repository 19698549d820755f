internal import KustomerDestination

/// Numbers calls in the order of arrival, and knows those that came before.
struct ArrivalBook: Sendable {
  private var last = 0
  private var memory: MessageMemory

  init(remembering ids: Int = ListenerLimits.messageIDs) { memory = MessageMemory(limit: ids) }

  /// The calls with their numbers and marks.
  mutating func enter(_ calls: [ReceivedCall]) -> [ReceivedCall] {
    calls.map { call in
      var call = call
      last += 1
      call.number = last
      if let id = call.messageID {
        call.isDuplicate = !memory.insert(id, at: call.receivedAt)
      }
      return call
    }
  }

  /// Undoes the latest entry, whose calls were not kept: they may come again.
  mutating func takeBack(_ calls: [ReceivedCall]) {
    last -= calls.count
    for call in calls where !call.isDuplicate {
      if let id = call.messageID { memory.remove(id) }
    }
  }
}
