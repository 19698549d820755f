package import KustomerDestination
internal import Records

/// A long list of calls: what of it shows, which call is selected.
///
/// Only rows that are drawn cost anything; what comes in costs the same however long the list is.
package struct CallList: Sendable {
  /// The most calls that are kept; older ones are left out.
  package static let limit = 10_000
  /// The most bytes of calls that are kept.
  static let byteLimit = 64 << 20

  /// Oldest first; their ids have no gaps.
  package private(set) var calls: [ListedCall] = []
  /// Whether the newest call is the first row.
  package let isNewestFirst: Bool
  /// How many calls came in all.
  package private(set) var total = 0
  /// Calls that came, by their verdict.
  package private(set) var verdicts: [Verdict: Int] = [:]
  /// The words that a call must have to show.
  package private(set) var filter = TextField()
  /// Whether the words may stand anywhere in the call, else in its names alone.
  package private(set) var searchesPayload = false
  /// The id of the newest call that shows while the list is held; nil when it is not.
  package private(set) var heldAt: Int?
  /// The id of the selected call; nil for the first row, whatever that is.
  package private(set) var selection: Int?
  /// Ids of the calls that have the words, ascending; nil without words.
  private var hits: [Int]?
  private var bytes = 0

  /// An empty list, or one of calls whose ids start at 1.
  package init(_ calls: [ListedCall] = [], isNewestFirst: Bool) {
    self.isNewestFirst = isNewestFirst
    add(calls, isBounded: false)
  }

  /// Adds calls that came.
  package mutating func append(_ new: [ListedCall]) { add(new, isBounded: true) }

  /// How many rows there are.
  package var count: Int {
    guard let last = heldAt ?? calls.last?.id, let first = calls.first?.id else { return 0 }
    guard let hits else { return max(0, last - first + 1) }
    return heldAt == nil ? hits.count : Self.place(of: last + 1, in: hits)
  }

  /// The call of a row, 0-based; nil behind the last.
  package func call(atRow row: Int) -> ListedCall? {
    let place = isNewestFirst ? count - 1 - row : row
    guard (0..<count).contains(place), let first = calls.first?.id else { return nil }
    return calls[hits.map { $0[place] - first } ?? place]
  }

  /// The row of the selection.
  package var row: Int {
    guard let selection, let first = calls.first?.id, count > 0 else { return 0 }
    let place = hits.map { Self.place(of: selection, in: $0) } ?? max(0, selection - first)
    let bounded = min(place, count - 1)
    return isNewestFirst ? count - 1 - bounded : bounded
  }

  /// The selected call; nil in an empty list.
  package var selected: ListedCall? { call(atRow: row) }
}

extension CallList {
  /// Selects a row; in a list that grows at its top, the first row is whatever is newest.
  package mutating func select(row: Int) {
    selection = row == 0 && isNewestFirst ? nil : call(atRow: row)?.id
  }

  /// Changes the words that a call must have.
  package mutating func edit(_ change: (inout TextField) -> Void) {
    let former = filter.text
    change(&filter)
    guard filter.text != former else { return }
    // Who has more words is among those who had fewer.
    refilter(isNarrower: filter.text.narrowsQuery(former))
  }

  /// Searches the names or the whole calls.
  package mutating func toggleSearch() {
    searchesPayload.toggle()
    refilter(isNarrower: false)
  }

  /// Holds what shows, or shows what has come since.
  package mutating func toggleHold() {
    heldAt = heldAt == nil ? calls.last?.id ?? 0 : nil
  }

  /// How many calls came since the list was held.
  package var unseen: Int { heldAt.map { total - $0 } ?? 0 }
}

extension CallList {
  /// What is wrong with the filter, in one sentence without its end; nil when it is good.
  var complaint: String? { CallQuery.complaint(about: filter.text, among: .all) }

  /// The ids of those of some calls that the filter lets through.
  private func hits(among calls: some Sequence<ListedCall>) -> [Int] {
    guard let query = try? CallQuery(parsing: filter.text) else { return [] }
    return calls.filter { query.finds(SearchedCall($0, inPayload: searchesPayload)) }
      .map(\.id)
  }

  private mutating func add(_ new: [ListedCall], isBounded: Bool) {
    calls += new
    total += new.count
    for call in new {
      verdicts[call.verdict, default: 0] += 1
      bytes += call.size
    }
    if hits != nil {
      let found = hits(among: new)
      hits?.append(contentsOf: found)
    }
    // In large pieces, so that each call is moved a few times at most.
    if isBounded, calls.count > Self.limit + Self.limit / 10 || bytes > Self.byteLimit { trim() }
  }

  private mutating func trim() {
    var dropped = 0
    while calls.count - dropped > Self.limit || bytes > Self.byteLimit / 10 * 9,
      dropped < calls.count - 1
    {
      bytes -= calls[dropped].size
      dropped += 1
    }
    calls.removeFirst(dropped)
    guard let first = calls.first?.id, let gone = hits.map({ Self.place(of: first, in: $0) })
    else { return }
    hits?.removeFirst(gone)
  }

  private mutating func refilter(isNarrower: Bool) {
    guard !filter.text.allSatisfy(\.isWhitespace) else { return hits = nil }
    if isNarrower, let former = hits, let first = calls.first?.id {
      hits = hits(among: former.lazy.map { [calls] in calls[$0 - first] })
    } else {
      hits = hits(among: calls)
    }
  }

  /// Where the first id that is not less stands.
  private static func place(of id: Int, in ids: [Int]) -> Int {
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
