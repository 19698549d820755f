internal import KustomerDestination
internal import Records

/// Live: the calls that the listener receives, or those of a batch.
package struct LiveState: Sendable {
  /// Whose calls show.
  package enum Source: Hashable, Sendable { case listener, batch }
  /// The parts of the screen that F6 goes through.
  package enum Pane: CaseIterable, Hashable, Sendable { case list, detail }

  /// Whose calls show; `.batch` only while there is one.
  package internal(set) var source = Source.listener
  /// The part with the focus.
  package internal(set) var pane = Pane.list
  /// Whether the filter is being typed.
  package internal(set) var isFiltering = false
  /// The first line of the detail that shows, 0-based.
  package internal(set) var scroll = 0
  /// How the listener stands.
  package internal(set) var listener = ListenerReading()
  /// What it received.
  package internal(set) var arrived = CallList(isNewestFirst: true)
  /// The batch that is kept; nil while there is none.
  package internal(set) var batch: CallBatch?
  var batchList = CallList(isNewestFirst: false)
  /// A batch that was read, and is kept when the person says so.
  package internal(set) var pending: CallBatch?
  /// The calls of the batch that were put into the outbox, by their ids in it.
  var sent: [Int: CallID] = [:]

  package init() {}

  /// Whether there is a batch of which nothing was sent.
  var hasUnsentBatch: Bool { batch != nil && sent.isEmpty }

  /// The list that shows.
  package internal(set) var list: CallList {
    get { source == .batch ? batchList : arrived }
    set { if source == .batch { batchList = newValue } else { arrived = newValue } }
  }

  /// Keeps a batch in the place of the one before, and shows it.
  mutating func keep(_ batch: CallBatch) {
    self.batch = batch
    batchList = CallList(batch.calls, isNewestFirst: false)
    sent = [:]
    source = .batch
    pane = .list
    isFiltering = false
    scroll = 0
  }

  mutating func edit(_ change: (inout TextField) -> Void) {
    list.edit(change)
    scroll = 0
  }
}

extension LiveRoom {
  /// What became of a call of the batch in the outbox; nil before it was sent.
  func entry(of call: ListedCall) -> HistoryEntry? {
    guard live.source == .batch, let id = live.sent[call.id] else { return nil }
    return calls.entry(id)
  }
}
