internal import KustomerDestination

/// The calls that are not read at the start, page by page.
extension HistoryRoom {
  /// Reads the next page; nothing while one is being read, or when all are here.
  mutating func readOlder() -> [Errand] {
    guard model.olderCalls > 0, !history.isReadingOlder, let oldestRead = model.oldestRead else {
      return []
    }
    history.isReadingOlder = true
    say("reading older calls ...")
    return [.outside(.readOlder(than: oldestRead))]
  }

  /// Takes in a page, unless another profile has come into use meanwhile.
  mutating func receive(_ older: OlderCalls) {
    guard older.than == model.oldestRead else { return }
    let isAskedFor = history.isReadingOlder
    history.isReadingOlder = false
    model.olderCalls = older.entries.isEmpty ? 0 : older.left
    model.oldestRead = older.entries.map(\.id).min() ?? model.oldestRead
    model.calls.add(older.entries)
    model.sessions.merge(older.sessions)
    guard isAskedFor else { return }
    say(
      counted(older.entries.count, "older call") + " read"
        + (model.olderCalls > 0 ? "" : ": all now"))
  }
}
