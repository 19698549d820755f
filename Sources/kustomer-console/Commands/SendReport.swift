internal import CallFormats
internal import Delivery
internal import Dispatch
internal import Glibc
internal import KustomerDestination
internal import Records
internal import Synchronization

/// Prints what became of each call, as it becomes known, and keeps what the exit status follows
/// from.
///
/// A class because the courier's tasks and the command mean the same one. What is printed goes
/// through a queue of its own: a reader of stdout that stops reading must not keep an answer from
/// being written down.
final class SendReport: Sendable {
  private struct Tally {
    var failure: CommandFailure?
    var counts: [String: Int] = [:]
    var statuses: Set<ExitStatus> = []
    var hasToldOfOtherOrg = false
  }

  /// What the queue alone touches.
  private struct Screen {
    var output: LineOutput
    var progress: Progress?

    /// Says something to people, beside the progress.
    mutating func say(_ sentence: String) {
      progress?.clear()
      StandardError.say(sentence)
    }

    mutating func write(_ line: String) throws {
      let isAway = progress?.makeRoom() ?? false
      defer { if isAway { progress?.comeBack() } }
      try output.line(line)
      try output.flush()
    }
  }

  private let tally = Mutex(Tally())
  private let screen: Mutex<Screen>
  private let queue = DispatchQueue(label: "output")
  private let pending = Atomic<Int>(0)
  private let isDelivering = Atomic<Bool>(false)

  /// So many lines may wait for a reader before nothing new is sent.
  private static let mostPending = 256

  init(raw: Bool) { screen = Mutex(Screen(output: LineOutput(raw: raw))) }

  /// What the lines so far ask for.
  var statuses: Set<ExitStatus> {
    tally.withLock { tally in
      tally.failure.map { tally.statuses.union([$0.status]) } ?? tally.statuses
    }
  }

  /// How many calls of each status there were; for people.
  var summary: String {
    let counts = tally.withLock(\.counts)
    return counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      .joined(separator: ", ")
  }

  /// Whether what was printed so far has been read, but for a few lines.
  var isRead: Bool { pending.load(ordering: .relaxed) < Self.mostPending }

  /// Shows on a terminal how many of so many calls are done, from now on; nothing that is printed
  /// is waited for any more.
  func beginProgress(of total: Int, quiet: Bool) {
    isDelivering.store(true, ordering: .relaxed)
    later {
      $0.progress = Progress(.calls, total: total, quiet: quiet, clearsForOutput: true)
    }
  }

  /// Keeps the progress up to date until the task is cancelled.
  func keepProgressShown() async {
    while !Task.isCancelled {
      if pending.load(ordering: .relaxed) == 0 { later { $0.progress?.add(0) } }
      // A cancelled sleep ends the loop by its condition.
      try? await Task.sleep(for: .milliseconds(200))
    }
  }

  /// Takes the progress away for good.
  func endProgress() {
    later { screen in
      screen.progress?.clear()
      screen.progress = nil
    }
  }

  /// Waits until everything is printed; when somebody has asked to stop, for a moment alone.
  func finish(stop: StopSignal? = nil) {
    var patience = 200
    while pending.load(ordering: .relaxed) > 0, patience > 0 {
      if stop?.isRaised == true { patience -= 1 }
      usleep(10_000)
    }
    let unread = pending.load(ordering: .relaxed)
    if unread > 0 {
      StandardError.say(
        "interrupted; nobody reads what is printed, \(unread) lines are left out;"
          + " history has all of them, send --resume goes on")
    }
  }

  /// Tells of a wait: in the progress, and in full when it is long or that is wanted.
  func pause(_ pause: CourierPause, verbose: Bool) {
    later { screen in
      if verbose || pause.isLong { screen.say(pause.description) }
      if let length = pause.length {
        screen.progress?.pause(.milliseconds(length.count), pause.problem.code)
      }
    }
  }

  /// Prints a call that was delivered, failed, is uncertain or waits.
  func print(_ report: DeliveryReport) {
    let isFiltered = report.verdict == "filtered"
    let isFine = report.status.isDone || isFiltered
    print(report.jsonLine(), status: report.status.rawValue, isFine: isFine)
    for note in report.notes {
      later { $0.say("call \(report.line): \(note)") }
    }
    if let problem = report.problem, problem.code == "other_org" { tellOfOtherOrg(problem) }
  }

  /// Prints a record that is no call.
  func print(
    unreadable error: RecordError, _ record: CallRecord, _ file: String?, _ input: InputFiles
  ) {
    say("\(input.place(file)): \(error.message()); the record is left out")
    print(
      DeliveryReport(
        notSent: Code.invalidJSON.rawValue, verdict: .rejected, line: record.line,
        item: record.item, file: file))
  }

  /// Says something to people.
  func say(_ sentence: String) { later { $0.say(sentence) } }

  /// Says how the courier's run ended, when it did not come to its end.
  func end(_ end: CourierEnd) {
    let (status, problem): (ExitStatus, DeliveryProblem?) =
      switch end {
      case .finished: (.done, nil)
      case .keyRefused(let problem): (.refused, problem)
      case .unreachable(let problem): (.unreachable, problem)
      case .trouble(let problem): (.tryLater, problem)
      case .stoppedOnError(let problem): (.partly, problem)
      case .interrupted: (.interrupted, nil)
      }
    if let problem { say(Self.sentence(end, problem)) }
    if end == .interrupted {
      say("interrupted; what is left is in the outbox, send --resume goes on")
    }
    if case .stoppedOnError = end {} else { leftWords.map(say) }
    tally.withLock { _ = $0.statuses.insert(status) }
  }

  /// That calls failed or are uncertain, and what shows them; nil when there is none.
  private var leftWords: String? {
    let counts = tally.withLock(\.counts)
    let failed = counts[DeliveryStatus.failed.rawValue] ?? 0
    let uncertain = counts[DeliveryStatus.uncertain.rawValue] ?? 0
    var (what, how): ([String], [String]) = ([], [])
    if failed > 0 {
      what.append(failed == 1 ? "1 call failed" : "\(failed) calls failed")
      how.append("history status:failed")
    }
    if uncertain > 0 {
      what.append(uncertain == 1 ? "1 call is uncertain" : "\(uncertain) calls are uncertain")
      how.append("history --uncertain")
    }
    guard !what.isEmpty else { return nil }
    let verb = failed + uncertain == 1 ? "shows it" : how.count == 1 ? "shows them" : "show them"
    return "\(what.joined(separator: ", ")); \(how.joined(separator: " and ")) \(verb)"
  }

  /// What the first refused call says of itself is no matter of the outbox.
  private static func sentence(_ end: CourierEnd, _ problem: DeliveryProblem) -> String {
    if case .stoppedOnError = end { return "\(problem.message); \(problem.hint)" }
    return "\(problem.message); \(problem.hintToResume)"
  }

  /// Prints a line; one that is fine leaves the exit status alone.
  func print(_ line: String, status: String, isFine: Bool) {
    tally.withLock { tally in
      tally.counts[status, default: 0] += 1
      if !isFine { tally.statuses.insert(.partly) }
    }
    // While the input is read its reader waits for the reader of the output.
    while !isDelivering.load(ordering: .relaxed), !isRead { usleep(1_000) }
    later { [self] screen in
      screen.progress?.add(1)
      guard tally.withLock({ $0.failure == nil }) else { return }
      do {
        try screen.write(line)
      } catch {
        note(error)
      }
    }
  }

  /// What was asked for is the sending: it goes on, only nobody is told any more.
  private func note(_ error: any Error) {
    let failure = CommandFailure(error) ?? CommandFailure(.cannotWrite, "\(error)")
    tally.withLock { $0.failure = failure }
    if let message = failure.message { StandardError.say(message) }
  }

  private func tellOfOtherOrg(_ problem: DeliveryProblem) {
    let isNew = tally.withLock { tally in
      defer { tally.hasToldOfOtherOrg = true }
      return !tally.hasToldOfOtherOrg
    }
    if isNew { say("\(problem.message); \(problem.hint)") }
  }

  private func later(_ body: @escaping @Sendable (inout Screen) -> Void) {
    pending.add(1, ordering: .relaxed)
    queue.async { [self] in
      screen.withLock { body(&$0) }
      pending.subtract(1, ordering: .relaxed)
    }
  }
}
