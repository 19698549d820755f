internal import ArgumentParser
internal import Delivery
internal import KustomerDestination
internal import Records

/// Lists, shows, exports, resends and settles what was sent.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "List, show, export and resend what was sent; settle what is uncertain.",
    discussion: helpText(
      """
      QUERY: type:track status:failed verdict: name: user: visitor: session: customer: code: \
      profile: since:DATE before:DATE, or any words of the call. user:u1 finds what holds u1, \
      user=u1 that alone; "type:page -name:home" leaves out what a word with - finds. Without \
      --profile the calls of all profiles are listed.
      """,
      examples: "kustomer-console history type:track user:userId123",
      "kustomer-console history --show 1",
      "kustomer-console history --profile acme --find-out"))

  @Argument(help: "Only calls that match all of it.", completion: .filterWords)
  var query: [String] = []

  @Flag(help: "Only calls that may have landed.")
  var uncertain = false

  @Option(help: ArgumentHelp("List so many at most.", valueName: "n"))
  var limit = 50

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Print calls with their requests and answers.", valueName: "id"))
  var show: [Int64] = []

  @Option(help: ArgumentHelp("Send a call again, as a new one.", valueName: "id"))
  var resend: Int64?

  @Option(
    help: ArgumentHelp(
      "Write the calls with all that is kept of them to a file, the oldest first; - for stdout.",
      valueName: "file"), completion: .file())
  var export: String?

  @Flag(help: "Look in the org which uncertain calls of the profile have landed.")
  var findOut = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Send uncertain calls once more.", valueName: "id"))
  var sendAgain: [Int64] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Do nothing more about uncertain or waiting calls.", valueName: "id"))
  var drop: [Int64] = []

  @Flag(help: "Confirm sending with a profile whose mode is ask.")
  var yes = false

  @Flag(help: "Let a call pass earlier ones of the same person that wait.")
  var ahead = false

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    let tasks = [
      ("--show", !show.isEmpty), ("--resend", resend != nil), ("--export", export != nil),
      ("--find-out", findOut), ("--send-again", !sendAgain.isEmpty), ("--drop", !drop.isEmpty),
    ].filter(\.1).map(\.0)
    if tasks.count > 1 {
      throw ValidationError("\(tasks.joined(separator: " and ")) cannot be done at once; give one")
    }
    if let task = tasks.first, listing.output != nil {
      throw ValidationError("--output is for the list; leave it out with \(task)")
    }
    if let task = tasks.first, task != "--export", !query.isEmpty || uncertain {
      throw ValidationError("\(task) takes no query; leave it out")
    }
    if limit < 1 { throw ValidationError("--limit \(limit) lists nothing; give 1 or more") }
  }

  func run() throws {
    let invocation = Invocation(common)
    let history = HistoryListing(invocation)
    let settling = HistorySettling(invocation)
    let sending = HistorySending(invocation, isConfirmed: yes, passesEarlier: ahead)
    if !show.isEmpty { return try history.show(show) }
    if let resend { return try sending.resend(resend) }
    if findOut { return try settling.findOut() }
    if !sendAgain.isEmpty { return try sending.sendAgain(sendAgain) }
    if !drop.isEmpty { return try settling.drop(drop) }
    if let export { return try history.export(fullQuery(invocation), to: export) }
    try history.list(fullQuery(invocation), limit: limit, as: listing)
  }

  /// The query, narrowed by what the options say; a profile in the query stands over the option's.
  private func fullQuery(_ invocation: Invocation) throws -> CallQuery {
    var query = try query.reduce(CallQuery()) {
      try $0 + CallQuery(parsing: $1, among: .committed)
    }
    for place in query.terms.indices {
      guard case .profile(let name) = query.terms[place].wanted else { continue }
      query.terms[place].wanted = .profile(try known(name, invocation))
    }
    if uncertain {
      query = query + CallQuery(.column(.status, .whole, DeliveryStatus.uncertain.rawValue))
    }
    let namesProfile = query.terms.contains { term in
      if case .profile = term.wanted { !term.isExcluded } else { false }
    }
    if !namesProfile, let name = invocation.namedProfile {
      query = query + CallQuery(.profile(try invocation.settings().profile(named: name).name))
    }
    return query
  }

  /// The profile that a query names, in any letter case; refuses one that there is not and of which
  /// no call is left.
  private func known(_ name: String, _ invocation: Invocation) throws -> String {
    let names = try invocation.settings().profiles.map(\.name)
    let past = try invocation.existingJournal()?.profiles() ?? []
    let all = names + past.filter { !names.contains($0) }
    let found = all.first { $0 == name } ?? all.first { $0.lowercased() == name.lowercased() }
    guard let found else { throw CallQueryError("profile", name, choices: all) }
    return found
  }
}

extension Journal {
  /// A call that an option names.
  ///
  /// - Throws: `CommandFailure` when there is none of that number.
  func call(_ id: Int64) throws -> HistoryDetail {
    guard let detail = try entry(id) else { throw CommandFailure.noCall(id) }
    return detail
  }
}

extension CommandFailure {
  /// Of a number that names no call.
  static func noCall(_ id: Int64) -> CommandFailure {
    CommandFailure(.usage, "there is no call \(id) in the journal; history lists them")
  }
}
