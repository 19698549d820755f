package import KustomerDestination
internal import Records

/// The Timeline: whose, with which gap, and where the selection stands.
package struct TimelineState: Sendable {
  /// Whose timeline shows; nil for that of the draft.
  package internal(set) var person: Person?
  /// The gap that is tried out; nil for that of the settings.
  package internal(set) var gap: Milliseconds?
  /// By which time events are placed.
  package internal(set) var timeBasis = TimeBasis.segment
  /// With which ids sessions are tried out; nil while nothing is compared.
  package internal(set) var ids: SessionIds?
  /// What other ids would give; nil while nothing is compared.
  package internal(set) var comparison: IdComparison?
  /// What was last looked for, in lower case; empty for nothing.
  package internal(set) var search = ""
  /// The selected line, an index into the lines of the person.
  package internal(set) var selection = 0
  /// What the lines are made of; kept in step by `update`.
  package internal(set) var contents = TimelineContents()
  /// The lines of the person.
  package internal(set) var lines: [TimelineLine] = []
  /// Whose timeline is being read, and how far that has come.
  package internal(set) var reading: Reading?
  var basis: Basis?
  /// The sessions of the person over an axis; nil until it is needed.
  var waterfall: PersonWaterfall?
  /// Whether equal columns of the axis are equal times; else pauses are drawn short.
  package internal(set) var isTrueScale = false
  /// The id of the session that has the axis alone; nil for all.
  var oneSession: String?

  package init() {}

  /// A read-back under way.
  package struct Reading: Hashable, Sendable {
    /// Whose timeline.
    package let person: Person
    /// `2 of 7`; empty while the number of sessions is not known.
    package private(set) var progress = ""

    init(person: Person) { self.person = person }

    mutating func advance(to done: Int, of count: Int) { progress = "\(done) of \(count)" }
  }

  /// What the contents were made of: while it is the same, they stay.
  struct Basis: Hashable {
    var version: Int
    var grouping: TimelineGrouping
    var timeBasis: TimeBasis
    var isComparing: Bool
    var draft: TimelineItem?
    var person: Person?
    /// Whether only the draft's person matters, whom these ids name.
    var isStrip: Bool
    var user: String?
    var visitor: String?
    var readBack: ReadBack?
    /// Whether blank lines part the groups.
    var isRoomy: Bool
  }

  /// The gaps that `[` and `]` go through.
  static let gaps: [Milliseconds] = [
    .minutes(1), .minutes(2), .minutes(5), .minutes(10), .minutes(15), .minutes(20), .minutes(30),
    .minutes(45), .hours(1), .minutes(90), .hours(2), .hours(3), .hours(4), .hours(6), .hours(8),
    .hours(12), .hours(24),
  ]
}

extension TimelineRoom {
  /// The gap with which the Timeline groups.
  var timelineGap: Milliseconds { timeline.gap ?? settings.gap }

  /// Groups again what the screen shows, if anything that counts is different.
  ///
  /// - Parameter isStrip: whether it shows the sessions of the draft's person alone, below Compose.
  mutating func regroup(isStrip: Bool) {
    let gap = isStrip ? settings.gap : timelineGap
    let basis = TimelineState.Basis(
      version: calls.version, grouping: grouping(gap, isStrip: isStrip),
      timeBasis: isStrip ? .segment : timeline.timeBasis,
      isComparing: !isStrip && timeline.ids != nil, draft: model.draftItem, person: timeline.person,
      isStrip: isStrip, user: isStrip ? outcome.plan?.user : nil,
      visitor: isStrip ? outcome.plan?.visitor : nil, readBack: model.readBack,
      isRoomy: size.rows >= 34)
    guard basis != timeline.basis else { return }
    if basis.isRegrouping(from: timeline.basis) {
      let related = isStrip ? entries(user: basis.user, visitor: basis.visitor) : entries
      let readBack = model.readBack
      let arrival = { (entry: HistoryEntry) in
        readBack?.event(of: entry.id)?.arrived ?? entry.moment
      }
      timeline.contents = TimelineContents(
        entries: related, draft: basis.draft, gap: gap,
        arrival: basis.timeBasis == .arrival ? arrival : nil)
    }
    timeline.basis = basis
    timeline.waterfall = nil
    showTimeline(basis)
  }

  /// The sessions that were sent, until something else is tried out.
  private func grouping(_ gap: Milliseconds, isStrip: Bool) -> TimelineGrouping {
    let ids = isStrip ? .asSent : timeline.ids ?? .asSent
    let isAsSent = isStrip || ids == .asSent && timeline.timeBasis == .segment
    return TimelineGrouping(gap: gap, ids: ids, isAsSent: isAsSent && gap == settings.gap)
  }

  /// Cuts the events of the person that shows, and makes lines of them.
  private mutating func showTimeline(_ basis: TimelineState.Basis) {
    let person = basis.isStrip ? stripPerson : shownPerson
    timeline.contents.cut(person, basis.grouping)
    timeline.comparison =
      basis.isComparing
      ? person.map { timeline.contents.comparison(of: $0, basis.grouping) } : nil
    timeline.lines = person.map(timeline.contents.lines) ?? []
    if basis.isStrip { timeline.lines.removeAll(where: \.isBelowSessions) }
    timeline.lines += unexpectedLines
    if !basis.isRoomy { timeline.lines.removeAll { $0 == .heading("") } }
    keepSelection()
  }

  /// The calls that can share a timeline with a call; typing must not group the whole journal.
  private func entries(user: String?, visitor: String?) -> [HistoryEntry] {
    let user = user ?? visitor.flatMap { sessions.links[$0] }
    var visitors = Set(sessions.links.filter { $0.value == user }.keys)
    if let visitor { visitors.insert(visitor) }
    return calls.entries(user: user, visitors: visitors)
  }

  /// Whose timeline shows.
  var shownPerson: Person? {
    let persons = timeline.contents.persons
    if let chosen = timeline.person, persons.contains(chosen) { return chosen }
    return timeline.contents.draftPerson ?? persons.first
  }

  private mutating func keepSelection() {
    let lines = timeline.lines
    timeline.selection = min(max(0, timeline.selection), max(0, lines.count - 1))
    guard !lines.isEmpty, !lines[timeline.selection].isSelectable else { return }
    timeline.selection = lines.indices.first { lines[$0].isSelectable } ?? 0
  }
}

extension TimelineState.Basis {
  /// Whether more is different than how the person that shows is cut.
  fileprivate func isRegrouping(from other: TimelineState.Basis?) -> Bool {
    guard var other else { return true }
    other.person = person
    other.grouping = grouping
    other.isComparing = isComparing
    other.isRoomy = isRoomy
    if timeBasis == .segment { other.readBack = readBack }
    return other != self
  }
}
