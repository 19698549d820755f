internal import ArgumentParser
internal import CallFormats
internal import KustomerDestination

/// Groups calls into sessions, all of them known and none sent.
struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "Group calls into sessions.",
    discussion: helpText(
      examples: "kustomer-console sessions calls.ndjson",
      "kustomer-console sessions --gap 10m calls.ndjson"))

  @Argument(help: "Files of calls; - or none for a pipe.", completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "The pause that ends a generated session, 1m to 24h; default as configured.",
      valueName: "duration"),
    transform: Gap.written("write 1m to 24h, as 30m"))
  var gap: Gap?

  @OptionGroup var listing: ListingOptions

  @OptionGroup var common: CommonOptions

  private static let columns: [Listing.Column] = [
    .person, .session { $0["session"] }, .init("source"), .time("start"), .length, .init("events"),
    .init("lines", isFlexible: true),
  ]

  func run() throws {
    let invocation = Invocation(common)
    let settings = try invocation.settings().destination
    var run = SessionsRun(
      destination: Destination(settings: settings), moment: invocation.now,
      input: try InputFiles(files, command: "sessions", common))
    try run.read()
    var output = try Listing(Self.columns, listing, invocation)
    try run.print(gap: gap?.length ?? settings.gap, ids: settings.ids, to: &output)
    if run.hasUnreadable { throw CommandFailure(.partly) }
  }
}

/// A pause in the range that may end a session.
struct Gap: ExpressibleByArgument {
  let length: Milliseconds

  init?(argument: String) {
    guard let length = Milliseconds(argument), DestinationSettings.gapRange.contains(length) else {
      return nil
    }
    self.length = length
  }
}

private struct SessionsRun {
  let destination: Destination
  let moment: Timestamp
  let input: InputFiles
  var events: [TimelineEvent] = []
  /// Of each event.
  var lines: [Int] = []
  var hasUnreadable = false

  mutating func read() throws {
    try input.read { record, file in
      add(record, file)
    } pause: {
    }
  }

  private mutating func add(_ record: CallRecord, _ file: String?) {
    switch record.call {
    case .success(let call):
      guard let event = destination.plan(for: call, at: moment).timelineEvent else { return }
      events.append(event)
      lines.append(record.line)
    case .failure(let error):
      hasUnreadable = true
      StandardError.say("\(input.place(file)): \(error.message()); the record is left out")
    }
  }

  func print(gap: Milliseconds, ids: SessionIDs, to output: inout Listing) throws {
    for timeline in settledTimelines(of: events, gap: gap) {
      for session in timeline.sessions {
        let lines = session.events.map { self.lines[$0] }
        let json = session.json(of: timeline.person, lines: lines, source: session.source(ids))
        try output.line(json)
      }
    }
    try output.flush()
  }
}

extension Plan {
  /// The call as sessions see it; nil when it is not sent.
  fileprivate var timelineEvent: TimelineEvent? {
    guard verdict.isReady, let person else { return nil }
    let explicit = session.flatMap { $0.source == .explicit ? $0.id : nil }
    let isIdentify = type == CallType.identify.rawValue
    switch person {
    case .user(let id):
      return TimelineEvent(
        userId: id, anonymousId: link?.anonymousId, time: time, explicitSession: explicit,
        isIdentify: isIdentify)
    case .anonymous(let id):
      return TimelineEvent(
        userId: nil, anonymousId: id, time: time, explicitSession: explicit,
        isIdentify: isIdentify)
    }
  }
}

extension SettledSession {
  /// Where the id will come from: of a session that Kustomer is to name, ours is a prediction.
  fileprivate func source(_ ids: SessionIDs) -> PlannedSession.Source {
    source == .generated && ids == .leaveToKustomer ? .predicted : source
  }

  fileprivate func json(
    of person: Person, lines: [Int], source: PlannedSession.Source
  ) -> JSON {
    var members = [
      JSONObject.Member("person", .string(person.key)),
      JSONObject.Member("session", .string(id)),
      JSONObject.Member("source", .string(source.rawValue)),
      JSONObject.Member("start", .string(start.rfc3339)),
      JSONObject.Member("end", .string(end.rfc3339)),
      JSONObject.Member("events", JSON(integerLiteral: events.count)),
      JSONObject.Member("lines", .array(lines.sorted().map { JSON(integerLiteral: $0) })),
    ]
    if case .anonymous = person {
      members.append(.init("visible", false))
      members.append(.init("kept_until", .string((end + AnonymousActivity.kept).rfc3339)))
    }
    return .object(JSONObject(members))
  }
}
