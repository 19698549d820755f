internal import CallFormats
internal import Delivery
internal import KustomerDestination

/// One run of `watch`: looks again and again until all has arrived, or it is time to end.
struct WatchRun: Sendable {
  private let person: WatchedPerson
  private let expected: [ExpectedCall]
  private let since: Timestamp
  private let length, every: Milliseconds
  private let until: Int?
  private let options: CommonOptions
  private let journal: Journal?

  private static let mostSeldom = Milliseconds.seconds(30)

  /// - Throws: `CommandFailure` when the calls cannot be read, or are of several persons and nobody
  ///   has named one.
  init(
    _ command: WatchCommand, _ invocation: Invocation, _ settings: Settings, _ profile: Profile
  ) throws {
    journal = try invocation.existingJournal()
    let calls = try command.calls.map { file in
      try ExpectedCalls(file, command.common, settings.destination, at: invocation.now)
    }
    person = try command.person ?? .user(calls.map { try $0.onlyUser() } ?? "")
    var expected = calls?.of(person, isQuiet: command.common.quiet) ?? []
    if case .user = person, let journal {
      let sent = try journal.unseen(profile: profile.name).filter { detail in
        calls?.sources.contains(detail.source) != true
      }
      expected += try ExpectedCalls(sent, settings.destination).of(person, isQuiet: true)
    }
    self.expected = expected
    let now = Invocation.systemNow
    since =
      switch command.since {
      case .moment(let moment)?: moment
      case .before(let time)?: now - time
      case nil: expected.map(\.time).min() ?? now - .minutes(10)
      }
    (length, every) = (command.length.length, command.every.length)
    until = command.until
    options = command.common
  }

  /// Prints what arrives.
  ///
  /// - Returns: what was seen.
  func watch(_ reader: OrgReader) async throws -> Watch {
    var watch = Watch(expected, since: since)
    var output = LineOutput(raw: options.raw)
    let begun = ContinuousClock.now
    var pause = every
    while true {
      let left = length - Milliseconds(Int64((ContinuousClock.now - begun) / .milliseconds(1)))
      let isLast = left <= Milliseconds(0)
      let arrivals = try await reader.look(
        at: person, &watch, since: since, journal, isLast: isLast)
      for arrival in arrivals { try output.line(arrival.json.compact) }
      try journal?.note(arrivalOf: arrivals.compactMap(\.call))
      try output.flush()
      guard !isLast, !isDone(watch) else { return watch }
      pause = arrivals.isEmpty ? pause : every
      try await Task.sleep(for: .milliseconds(min(pause, left).count))
      pause = max(every, min(Self.mostSeldom, pause + pause))
    }
  }

  private func isDone(_ watch: Watch) -> Bool {
    if let until, watch.count >= until { return true }
    return !expected.isEmpty && watch.open.isEmpty
  }

  /// Says what the exit status follows from.
  ///
  /// - Throws: `CommandFailure` unless all came as expected.
  func conclude(_ watch: Watch) throws {
    if watch.countOfOthers > 0 {
      throw CommandFailure(
        .partly, "\(watch.countOfOthers) of \(watch.count) arrived otherwise than predicted")
    }
    guard !watch.open.isEmpty else { return }
    let lines = watch.open.prefix(5)
      .map { call in call.delivery.map { "call \($0)" } ?? "line \(call.line)" }
      .joined(separator: ", ")
    throw CommandFailure(
      .tryLater,
      "\(watch.open.count) of \(expected.count) calls have not arrived: \(lines)"
        + (watch.open.count > 5 ? " …" : ""))
  }
}

extension WatchCommand {
  /// Nil when only calls are named.
  fileprivate var person: WatchedPerson? {
    userID.map { .user($0) } ?? email.map { .email($0) } ?? customer.map { .customer($0) }
  }
}

/// The calls of a file, or those that Segment has taken, as they are expected in the org.
private struct ExpectedCalls {
  /// The texts of the calls of a file.
  private(set) var sources: Set<String> = []
  private var calls: [ExpectedCall] = []
  private let destination: Destination
  /// What a call would be named under the other settings.
  private let others: [Destination]
  private var sessions = SessionBook()

  private init(_ settings: DestinationSettings) {
    destination = Destination(settings: settings)
    others = EventNames.allCases.filter { $0 != settings.eventNames }.map { names in
      var settings = settings
      settings.eventNames = names
      return Destination(settings: settings)
    }
  }

  /// Calls of the journal.
  init(_ sent: [HistoryDetail], _ settings: DestinationSettings) throws {
    self.init(settings)
    for detail in sent {
      let call = try Call(parsing: detail.source)
      let moment = detail.entry.moment
      let plan = destination.plan(for: call, at: moment, sessions: sessions)
      let twins = others.map { $0.plan(for: call, at: moment, sessions: sessions) }
      sessions.record(plan)
      guard var expected = ExpectedCall(line: detail.entry.line, plan, others: twins) else {
        continue
      }
      expected.delivery = detail.entry.id
      calls.append(expected)
    }
  }

  /// Calls of a file.
  init(
    _ file: String, _ options: CommonOptions, _ settings: DestinationSettings, at moment: Timestamp
  ) throws {
    self.init(settings)
    try InputFiles([file], command: "watch", options).read { record, _ in
      let call: Call
      switch record.call {
      case .success(let read): call = read
      case .failure(let error):
        throw CommandFailure(
          .unreadableInput, "\(file): \(error.message()); mend it, or take it out")
      }
      let plan = destination.plan(for: call, of: record, at: moment, sessions: sessions)
      let twins = others.map { $0.plan(for: call, of: record, at: moment, sessions: sessions) }
      sessions.record(plan)
      sources.insert(call.json.compact)
      ExpectedCall(line: record.line, plan, others: twins).map { calls.append($0) }
    } pause: {
    }
  }

  /// The one user whom the calls name.
  func onlyUser() throws -> String {
    let users = Set(calls.compactMap(\.user))
    guard let user = users.first, users.count == 1 else {
      throw CommandFailure(
        .usage,
        "the calls name \(users.count) users; name whom to watch: a userId, --email or --customer")
    }
    return user
  }

  /// Those of a user, and of the visitors whom the calls link to that user.
  func of(_ person: WatchedPerson, isQuiet: Bool) -> [ExpectedCall] {
    guard case .user(let id) = person else { return calls }
    let visitors = Set(calls.filter { $0.user == id }.compactMap(\.visitor))
    let own = calls.filter { call in
      call.user == id || call.user == nil && call.visitor.map(visitors.contains) ?? false
    }
    if own.count < calls.count, !isQuiet {
      StandardError.say("\(calls.count - own.count) calls are not of \(id) and are not expected")
    }
    return own
  }
}
