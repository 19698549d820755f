internal import CallFormats
internal import Delivery
internal import KustomerDestination
internal import Rest
internal import Synchronization

/// Prints what became of each call, as it becomes known, and keeps what the exit status follows
/// from.
///
/// A class because the courier's tasks and the command mean the same one.
final class SendReport: Sendable {
  private struct State {
    var output: LineOutput
    var progress: Progress?
    var failure: CommandFailure?
    var counts: [String: Int] = [:]
    var statuses: Set<ExitStatus> = []

    /// Says something to people, beside the progress.
    mutating func say(_ sentence: String) {
      progress?.clear()
      StandardError.say(sentence)
    }

    mutating func write(_ line: String) {
      do {
        try output.line(line)
        try output.flush()
      } catch {
        // What was asked for is the sending: it goes on, only nobody is told any more.
        failure = CommandFailure(error) ?? CommandFailure(.cannotWrite, "\(error)")
        if let message = failure?.message { StandardError.say(message) }
      }
    }
  }

  private let state: Mutex<State>

  init(raw: Bool) { state = Mutex(State(output: LineOutput(raw: raw))) }

  /// What the lines so far ask for.
  var statuses: Set<ExitStatus> {
    state.withLock { state in
      state.failure.map { state.statuses.union([$0.status]) } ?? state.statuses
    }
  }

  /// How many calls of each status there were; for people.
  var summary: String {
    let counts = state.withLock(\.counts)
    return counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      .joined(separator: ", ")
  }

  /// Shows on a terminal how many of so many calls are done, from now on.
  func beginProgress(of total: Int, quiet: Bool) {
    state.withLock {
      $0.progress = Progress(.calls, total: total, quiet: quiet, clearsForOutput: true)
    }
  }

  /// Keeps the progress up to date until the task is cancelled.
  func keepProgressShown() async {
    while !Task.isCancelled {
      state.withLock { $0.progress?.add(0) }
      // A cancelled rest ends the loop by its condition.
      try? await rest(milliseconds: 200)
    }
  }

  /// Takes the progress away for good.
  func endProgress() {
    state.withLock { state in
      state.progress?.clear()
      state.progress = nil
    }
  }

  /// Tells of a request that goes out again: in the progress, and in full when that is wanted.
  func pause(_ pause: CourierPause, verbose: Bool) {
    state.withLock { state in
      if verbose { state.say(pause.description) }
      state.progress?.pause(.milliseconds(pause.length.count), pause.problem.code)
    }
  }

  /// Prints a call that was delivered, failed, is uncertain or waits.
  func print(_ report: DeliveryReport) {
    let isFiltered = report.verdict == "filtered"
    let isFine = report.status == .delivered || isFiltered
    print(report.jsonLine(), status: report.status.rawValue, isFine: isFine)
    for note in report.notes {
      state.withLock { $0.say("call \(report.line): \(note)") }
    }
  }

  /// Prints a record that is no call.
  func print(
    unreadable error: RecordError, _ record: CallRecord, _ file: String?, _ input: InputFiles
  ) {
    StandardError.say("\(input.place(file)): \(error.message()); the record is left out")
    print(
      DeliveryReport(
        notSent: Code.invalidJSON.rawValue, verdict: .rejected, line: record.line,
        item: record.item, file: file))
  }

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
    if let problem { StandardError.say(Self.sentence(end, problem)) }
    if end == .interrupted {
      StandardError.say("interrupted; what is left is in the outbox, send --resume goes on")
    }
    state.withLock { _ = $0.statuses.insert(status) }
  }

  /// What the first refused call says of itself is no matter of the outbox.
  private static func sentence(_ end: CourierEnd, _ problem: DeliveryProblem) -> String {
    if case .stoppedOnError = end { return "\(problem.message); \(problem.hint)" }
    return "\(problem.message); \(problem.hintToResume)"
  }

  /// Prints a line; one that is fine leaves the exit status alone.
  func print(_ line: String, status: String, isFine: Bool) {
    state.withLock { state in
      state.counts[status, default: 0] += 1
      if !isFine { state.statuses.insert(.partly) }
      state.progress?.add(1)
      guard state.failure == nil else { return }
      var progress = state.progress
      progress?.makeRoom { state.write(line) }
      if progress == nil { state.write(line) }
      state.progress = progress
    }
  }
}
