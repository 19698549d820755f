internal import KustomerDestination
package import Records

/// The History: which calls show, which is selected, and what of it is read.
package struct HistoryState: Sendable {
  /// The parts of the screen that F6 goes through.
  package enum Pane: CaseIterable, Hashable, Sendable { case list, request, answer }

  /// What can be read of the answers.
  package enum AnswerView: String, CaseIterable, Hashable, Sendable {
    case body = "Body"
    case headers = "Headers"
    case timing = "Timing"

    /// The view so many steps on.
    func next(by step: Int) -> AnswerView {
      let all = Self.allCases
      let place = all.firstIndex(of: self) ?? 0
      return all[(place + step + all.count) % all.count]
    }
  }

  /// Words that a call must have: see `CallQuery`.
  package private(set) var filter = TextField()
  /// Whether the filter is being typed.
  package var isFiltering = false
  /// The selected call; nil for the newest.
  package var selection: CallID?
  /// The part with the focus.
  package var pane = Pane.list
  /// The first line of request and answer that shows, 0-based.
  package var scroll = 0

  /// Whether the request pane shows the Segment call instead of what went to Kustomer.
  package internal(set) var showsCall = false
  /// What the answer pane shows below the outcome.
  package internal(set) var answerView = AnswerView.body
  /// Whether a page of older calls is being read.
  package internal(set) var isReadingOlder = false
  /// What the journal was last asked for; nil while all that the filter can let through is here.
  var search: HistorySearch?
  /// How many calls the journal has found for it; nil until it has answered.
  var found: Int?
  /// What the selected call is compared with; nil while nothing is.
  package internal(set) var reference: HistoryReference?

  /// Calls about which the org is being asked.
  package internal(set) var asking: Set<CallID> = []
  /// What the org said about calls, each in one sentence.
  var answers: [CallID: String] = [:]

  /// The calls that the filter lets through, newest first, by their places in the book; kept in
  /// step by `update`.
  package internal(set) var shown: [Int] = []
  var basis: Basis?

  package init() {}

  /// What the shown calls were chosen by.
  struct Basis: Hashable {
    var version: Int
    var filter: String

    /// Whether everything that this lets through was let through by the other one.
    func narrows(_ other: Basis) -> Bool {
      version == other.version && filter.narrowsQuery(other.filter)
    }
  }

  /// Changes the filter.
  mutating func edit(_ change: (inout TextField) -> Void) {
    change(&filter)
    selection = nil
    scroll = 0
  }

  /// Selects a call; a filter that would hide it is emptied.
  mutating func show(_ id: CallID) {
    filter = TextField()
    (search, found) = (nil, nil)
    isFiltering = false
    selection = id
    pane = .list
    scroll = 0
    reference = nil
  }
}

extension HistoryRoom {
  /// Filters again if calls or filter are different.
  mutating func refilter() {
    let basis = HistoryState.Basis(
      version: calls.version, filter: history.filter.text)
    guard basis != history.basis else { return }
    // More letters only narrow what the former ones let through.
    let isNarrower = history.basis.map(basis.narrows) ?? false
    let query = try? CallQuery(parsing: basis.filter, among: .committed)
    let places = isNarrower ? history.shown : Array(entries.indices.reversed())
    // From the array itself every call would be copied, with all that it holds.
    history.shown = entries.withUnsafeBufferPointer { entries in
      places.filter { query?.finds(entries[$0]) ?? false }
    }
    history.basis = basis
  }

  var selectedEntry: HistoryEntry? { selectedRow.map { entries[history.shown[$0]] } }

  /// The row of the selected call among those shown, 0-based; nil when none shows.
  var selectedRow: Int? {
    let shown = history.shown
    guard !shown.isEmpty else { return nil }
    guard let id = history.selection, let place = calls.place(of: id) else { return 0 }
    // The newest stands first, so the places descend.
    var low = 0
    var high = shown.count
    while low < high {
      let middle = (low + high) / 2
      if shown[middle] > place { low = middle + 1 } else { high = middle }
    }
    return low < shown.count && shown[low] == place ? low : 0
  }
}
