extension KeyTable {
  /// Live.
  static let live: [Binding] = [
    Binding(
      [.control("r"), .function(5)], .sendBatch, .batch, "Send all", "send the batch as one run",
      rank: 80),
    Binding(
      [.enter], .open, .live, "Open", "open the call in Compose, with its preview", rank: 70),
    Binding(
      [.character("s")], .toggleListener, .live, "Listen", "start or stop the listener",
      rank: 69),
    Binding(
      [.control("t")], .toggleForwarding, .live, "Forward",
      "send what arrives to the profile's org, or stop that", rank: 68),
    Binding(
      [.character("p")], .pause, .live, "Pause", "let the list stand still, or go on",
      rank: 60),
    Binding(
      [.character("/")], .filter, .live, "Filter", "words that a call must have", rank: 55),
    Binding(
      [.character("w")], .searchPayload, .live, "Whole", "search names, or whole calls",
      rank: 40),
    Binding(
      [.character("i")], .importFile, .live, "Import", "read calls from a file", rank: 54),
    Binding(
      [.character("b")], .switchSource, .live, "Batch", "the batch, or the listener",
      rank: 53),
    Binding([.enter], .open, .liveFilter, "Done", "back to the list", rank: 80),
    Binding([.down], .open, .liveFilter, "List", "back to the list"),
    Binding([.control("x")], .clearFilter, .liveFilter, "Clear", "empty the filter", rank: 60),
    Binding(
      [.control("t")], .searchPayload, .liveFilter, "Whole", "search names, or whole calls",
      rank: 61),
  ]
}
