internal import KustomerDestination
internal import Records

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
  mutating func receive(_ older: OlderCalls) -> [Errand] {
    guard older.than == model.oldestRead else { return [] }
    let isAskedFor = history.isReadingOlder
    history.isReadingOlder = false
    model.olderCalls = older.entries.isEmpty ? 0 : older.left
    model.oldestRead = older.entries.map(\.id).min() ?? model.oldestRead
    model.calls.add(older.entries)
    model.sessions.merge(older.sessions)
    if isAskedFor {
      say(
        counted(older.entries.count, "older call") + " read"
          + (model.olderCalls > 0 ? "" : ": all now"))
    }
    return search()
  }
}

/// The filter reaches calls that were not read: the journal looks for them.
extension HistoryRoom {
  /// Has the journal look for what the filter asks for, unless that is done or all calls are here.
  mutating func search() -> [Errand] {
    guard let query = askedOfJournal, let oldest = model.oldestRead else {
      (history.search, history.found) = (nil, nil)
      return []
    }
    let search = HistorySearch(query, olderThan: oldest)
    guard search != history.search else { return [] }
    (history.search, history.found) = (search, nil)
    return [.outside(.searchHistory(search))]
  }

  /// The filter, where it may let calls through that were not read.
  private var askedOfJournal: CallQuery? {
    guard model.olderCalls > 0,
      let query = try? CallQuery(parsing: history.filter.text, among: .committed),
      !query.terms.isEmpty
    else { return nil }
    return query
  }

  /// Takes in what was found, unless something else is looked for by now.
  mutating func receive(_ found: FoundCalls) {
    guard found.search == history.search else { return }
    history.found = found.count
    model.calls.add(found.entries)
    model.sessions.merge(found.sessions)
  }

  /// `3 of 7`: how many calls show out of all that the journal has.
  var counts: String {
    let (shown, all) = (history.shown.count, model.callCount)
    guard askedOfJournal != nil else { return "\(shown) of \(all)" }
    guard let found = history.found else {
      return "\(shown) so far of \(all)" + (history.search == nil ? "" : ", searching ...")
    }
    let first = model.firstRead
    let older = history.shown.count { $0 < first }
    return found > older
      ? "newest \(shown) of \(shown - older + found) found of \(all)" : "\(shown) of \(all)"
  }
}
