internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records

/// Reads what the screens show of a profile from journal and settings.
struct ContentsReading {
  let invocation: Invocation
  let settings: Settings
  /// The profile in use.
  let profile: String
  let journal: Journal
  /// How many calls are read at a time, the newest first.
  var pageLength = 2_000
  /// As many are read before the first key is answered; the others of the page follow at once.
  private static let firstPage = 200

  /// Everything that is shown.
  ///
  /// - Parameters:
  ///   - form: whose draft belongs to it.
  ///   - notice: what the person should read once; nil for nothing.
  /// - Returns: what the screens start from.
  /// - Throws: `JournalError`, and `CommandFailure` when there is no home folder.
  func contents(draft form: String, notice: String?) throws -> StartContents {
    let keys = try invocation.keyReader()
    let entries = try entries(ownCalls, limit: min(pageLength, Self.firstPage))
    var contents = StartContents(
      profiles: ProfileSummaries(invocation: invocation, keys: keys).all(of: settings),
      profile: profile, settings: settings.destination,
      draft: try journal.draft(form: form)?.json, sessions: try journal.sessions(of: entries),
      entries: entries, waitingElsewhere: try waitingElsewhere(), notice: notice)
    for profile in settings.profiles {
      contents.onboarding[profile.name] =
        try journal.draft(form: Self.onboarding(profile.name))?.json
      contents.routes[profile.name] = try journal.draft(form: Self.route(profile.name))
        .flatMap { $0.json["via"]?.stringValue }.flatMap { SendRoute(rawValue: $0) }
    }
    contents.themes = try invocation.places().themeLibrary().names
      .filter { $0 != ThemeLibrary.automatic }
    contents.olderCalls = try journal.historyCount(ownCalls) - entries.count
    return contents
  }

  /// The next page of calls that are older than that one.
  ///
  /// - Throws: `JournalError`.
  func older(than id: CallID) throws -> OlderCalls {
    let query = ownCalls + CallQuery(.olderThan(id))
    let entries = try entries(query, limit: pageLength)
    return OlderCalls(
      than: id, entries: entries, sessions: try journal.sessions(of: entries),
      left: try journal.historyCount(query) - entries.count)
  }

  /// The calls that the journal has besides those that were read.
  ///
  /// - Throws: `JournalError`.
  func calls(found search: HistorySearch) throws -> FoundCalls {
    let query = ownCalls + CallQuery(.olderThan(search.than)) + search.query
    let entries = try entries(query, limit: pageLength)
    return FoundCalls(
      search, entries: entries, sessions: try journal.sessions(of: entries),
      count: entries.count < pageLength ? entries.count : try journal.historyCount(query))
  }

  /// Under which name the onboarding of a profile is kept.
  static func onboarding(_ profile: String) -> String { "onboarding:" + profile }

  /// Under which name the route of a profile is kept.
  static func route(_ profile: String) -> String { "route:" + profile }

  private var ownCalls: CallQuery { CallQuery(.profile(profile)) }

  private func entries(_ query: CallQuery, limit: Int) throws -> [Console.HistoryEntry] {
    try journal.details(query, limit: limit).map { Console.HistoryEntry($0) }
  }

  /// How many calls wait in each of the profiles that are not in use.
  private func waitingElsewhere() throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for other in settings.profiles where other.name != profile {
      let count = try journal.historyCount(.calls(.waiting, of: other.name))
      if count > 0 { counts[other.name] = count }
    }
    return counts
  }
}
