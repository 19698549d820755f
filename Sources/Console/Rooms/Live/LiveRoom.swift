internal import KustomerDestination

/// Live: the calls that the listener receives, or those of a batch.
struct LiveRoom: Room {
  var live: LiveState
  var model: Model

  static let rows: [Row<Self>] = [
    // A run is confirmed by itself, whatever the mode: it is many calls at one key.
    Row(
      [.control("r"), .function(5)], .sendBatch, .batch, "Send all", "send the batch as one run",
      rank: 80, unless: { $0.reasonAgainstSendingBatch }
    ) { _ in [.ask(.sendBatch)] },
    Row(
      [.enter], .open, .live, "Open", "open the call in Compose, with its preview", rank: 70,
      unless: { $0.live.list.count == 0 ? "no call is selected" : nil }
    ) { $0.open() },
    Row([.character("s")], .toggleListener, .live, "Listen", "start or stop the listener", rank: 69)
    { $0.toggleListener() },
    Row(
      [.control("t")], .toggleForwarding, .live, "Forward",
      "send what arrives to the profile's org, or stop that", rank: 68,
      unless: { $0.reasonAgainstForwarding }
    ) { $0.toggleForwarding() },
    Row(
      [.character("p")], .pause, .live, "Pause", "let the list stand still, or go on", rank: 60,
      unless: { $0.reasonAgainstPausing }
    ) { $0.pauseList() },
    Row([.character("/")], .filter, .live, "Filter", "words that a call must have", rank: 55) {
      $0.live.isFiltering = true
    },
    Row(
      [.character("w")], .searchPayload, .live, "Whole calls", "search names, or whole calls",
      rank: 40
    ) { $0.searchPayload() },
    Row([.character("i")], .importFile, .live, "Import", "read calls from a file", rank: 54) { _ in
      [.prompt(.importCalls, "")]
    },
    Row(
      [.character("b")], .switchSource, .live, "Batch", "the batch, or the listener", rank: 53,
      unless: {
        $0.live.batch == nil ? "there is no batch; \($0.key(.importFile)) imports a file" : nil
      }
    ) { $0.switchSource() },
    Row([.enter], .open, .liveFilter, "Done", "back to the list", rank: 80) {
      $0.live.isFiltering = false
    },
    Row([.down], .open, .liveFilter, "List", "back to the list") { $0.live.isFiltering = false },
    Row([.control("x")], .clearFilter, .liveFilter, "Clear", "empty the filter", rank: 60) {
      $0.live.edit { $0 = TextField() }
    },
    Row(
      [.control("t")], .searchPayload, .liveFilter, "Whole", "search names, or whole calls",
      rank: 61
    ) { $0.searchPayload() },
  ]

  var reasonAgainstEditing: String? {
    "the editor edits the draft; \(key(.open)) loads a call into it"
  }

  func label(of command: Command) -> String? {
    switch command {
    case .toggleListener where live.listener.isOn: "Stop"
    case .toggleForwarding where live.listener.forwardsTo != nil: "Stop forwarding"
    case .pause where live.list.heldAt != nil: "Go on"
    default: nil
    }
  }

  mutating func switchSource() { live.source = live.source == .batch ? .listener : .batch }
}

/// What can be gone to on Live; a row of the list is 0-based.
enum LiveSpot: Hashable, Sendable {
  case pane(LiveState.Pane)
  case filter
  case row(Int)
}
