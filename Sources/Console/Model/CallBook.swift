internal import KustomerDestination
package import Records

/// The calls of the profile in use, oldest first, with what the screens ask of them on every key.
package struct CallBook: Sendable {
  /// By number.
  package private(set) var entries: [HistoryEntry] = []
  /// Grows with each change.
  package private(set) var version = 0

  private var byStatus: [DeliveryStatus: Set<CallID>] = [:]
  private var byUser: [String: [Int]] = [:]
  private var byVisitor: [String: [Int]] = [:]

  package init() {}

  /// Takes other calls in the place of all.
  mutating func replace(by entries: [HistoryEntry]) {
    self.entries = entries.sorted { $0.id < $1.id }
    version += 1
    index()
  }

  /// Takes in calls besides; what is known of one already is newer.
  mutating func add(_ others: [HistoryEntry]) {
    replace(by: others.filter { place(of: $0.id) == nil } + entries)
  }

  /// Keeps a call in the place of what was known of it.
  mutating func put(_ entry: HistoryEntry) {
    version += 1
    let place = firstPlace(notBelow: entry.id)
    if place < entries.count, entries[place].id == entry.id {
      byStatus[entries[place].status]?.remove(entry.id)
      byStatus[entry.status, default: []].insert(entry.id)
      entries[place] = entry
    } else if place == entries.count {
      entries.append(entry)
      addToIndex(place)
    } else {
      entries.insert(entry, at: place)
      index()
    }
  }

  /// The call of that number; nil when there is none.
  package func entry(_ id: CallID) -> HistoryEntry? { place(of: id).map { entries[$0] } }

  /// Where the call of that number stands among all, 0-based; nil when there is none.
  package func place(of id: CallID) -> Int? {
    let place = firstPlace(notBelow: id)
    return place < entries.count && entries[place].id == id ? place : nil
  }

  /// How many calls stand so.
  package func count(_ status: DeliveryStatus) -> Int { byStatus[status]?.count ?? 0 }

  /// The calls that stand so, oldest first.
  package func entries(_ status: DeliveryStatus) -> [HistoryEntry] {
    (byStatus[status] ?? []).sorted().compactMap(entry)
  }

  /// The calls that name the user or one of the visitors, oldest first.
  package func entries(user: String?, visitors: some Sequence<String>) -> [HistoryEntry] {
    var places = user.flatMap { byUser[$0] } ?? []
    let ofUser = places.count
    for visitor in visitors { places += byVisitor[visitor] ?? [] }
    if places.count > ofUser { places = Set(places).sorted() }
    return places.map { entries[$0] }
  }
}

extension CallBook {
  /// Where the first of the calls from that number on stands, 0-based; behind the last if none does.
  func firstPlace(notBelow id: CallID) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func index() {
    (byStatus, byUser, byVisitor) = ([:], [:], [:])
    for place in entries.indices { addToIndex(place) }
  }

  private mutating func addToIndex(_ place: Int) {
    let entry = entries[place]
    byStatus[entry.status, default: []].insert(entry.id)
    if let user = entry.facts.event.userId { byUser[user, default: []].append(place) }
    if let visitor = entry.facts.event.anonymousId {
      byVisitor[visitor, default: []].append(place)
    }
  }
}
