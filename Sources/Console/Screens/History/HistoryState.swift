internal import KustomerDestination

/// The History: which calls show, which is selected, and what of it is read.
package struct HistoryState: Sendable {
  /// The parts of the screen that F6 goes through.
  package enum Pane: CaseIterable, Hashable, Sendable { case list, request, answer }

  /// Words that a call must have: see `HistoryFilter`.
  package private(set) var filter = TextField()
  /// Whether the filter is being typed.
  package var isFiltering = false
  /// The selected call; nil for the newest.
  package var selection: HistoryEntry.ID?
  /// The part with the focus.
  package var pane = Pane.list
  /// The first line of request and answer that shows, 0-based.
  package var scroll = 0

  /// Calls about which the org is being asked.
  package internal(set) var asking: Set<HistoryEntry.ID> = []
  /// What the org said about calls, each in one sentence.
  var answers: [HistoryEntry.ID: String] = [:]

  /// The calls that the filter lets through, newest first; kept in step by `update`.
  package internal(set) var shown: [HistoryEntry] = []
  var basis: Basis?

  package init() {}

  /// What the shown calls were chosen by.
  struct Basis: Hashable {
    var entriesVersion: Int
    var filter: String
  }

  /// Changes the filter.
  mutating func edit(_ change: (inout TextField) -> Void) {
    change(&filter)
    selection = nil
    scroll = 0
  }

  /// Selects a call; a filter that would hide it is emptied.
  mutating func show(_ id: HistoryEntry.ID) {
    filter = TextField()
    isFiltering = false
    selection = id
    pane = .list
    scroll = 0
  }
}

extension State {
  /// Filters again if calls or filter are different.
  mutating func refilter() {
    guard screen == .history else { return }
    let basis = HistoryState.Basis(
      entriesVersion: entriesVersion, filter: history.filter.text)
    guard basis != history.basis else { return }
    history.basis = basis
    let filter = HistoryFilter(basis.filter)
    history.shown = entries.reversed().filter(filter.admits)
  }

  /// The call that resend and edit act on; nil when there is none.
  package var selectedEntry: HistoryEntry? {
    switch screen {
    case .history:
      let shown = history.shown
      return shown.first { $0.id == history.selection } ?? shown.first
    case .timeline: return entryOnTimeline
    case .compose, .scenarios, .setup, .live: return nil
    }
  }

  private var entryOnTimeline: HistoryEntry? {
    guard timeline.lines.indices.contains(timeline.selection) else { return nil }
    let source: TimelineItem.Source
    switch timeline.lines[timeline.selection] {
    case .event(let item, _), .identify(let item): source = timeline.contents.items[item].source
    case .failed(let item): source = timeline.contents.failed[item].source
    case .session, .pause, .heading, .visitor, .unexpected: return nil
    }
    guard case .entry(let id) = source else { return nil }
    return entries.first { $0.id == id }
  }
}
