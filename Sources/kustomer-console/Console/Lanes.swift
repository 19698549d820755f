internal import Console
internal import Delivery
internal import Synchronization
internal import Terminal

/// What ^C stops: at once, whatever waits for its turn.
///
/// A class because the loop, which stops, and the engine, which begins, hold the same one.
final class Stops: Sendable {
  private struct State {
    var sending = StopSignal()
    var questions: [Int: Task<Void, Never>] = [:]
    var last: [Question: Task<Void, Never>] = [:]
    var count = 0
  }

  /// Questions of one kind are asked one after the other.
  enum Question: Hashable {
    case connection, landed, timeline
  }

  private let state = Mutex(State())

  /// Is raised by the next `stopSending`; what was asked for before that stops by it.
  var sending: StopSignal { state.withLock(\.sending) }

  /// Has the courier send nothing more of what was asked for so far.
  func stopSending() {
    let former = state.withLock { state in
      defer { state.sending = StopSignal() }
      return state.sending
    }
    former.raise()
  }

  /// Asks an org in the background.
  func ask(_ question: Question, _ body: @escaping @Sendable () async -> Void) {
    state.withLock { state in
      let before = state.last[question]
      let number = state.count
      state.count += 1
      let task = Task { [weak self] in
        await before?.value
        await body()
        self?.end(number)
      }
      state.last[question] = task
      state.questions[number] = task
    }
  }

  private func end(_ number: Int) {
    state.withLock { $0.questions[number] = nil }
  }

  /// Breaks off all questions; nothing was written with them.
  func stopAsking() {
    for task in state.withLock({ Array($0.questions.values) }) { task.cancel() }
  }

  /// Returns when no question is being asked.
  func waitForQuestions() async {
    for task in state.withLock({ Array($0.questions.values) }) { await task.value }
  }
}

/// With which profile something is sent, whatever profile is in use when its turn comes.
struct SendingOrder {
  let profile: Profile
  /// Is raised when nothing more of it shall go out.
  let stop: StopSignal
}

extension ConsoleEngine {
  /// What is done one after the other, while everything else goes on.
  enum Lane: Hashable { case sending, listening, playing }

  /// Does something behind what was asked for in the same lane.
  func follow(
    _ lane: Lane, _ body: @escaping @Sendable (isolated ConsoleEngine) async throws -> Void
  ) {
    let before = lanes[lane]
    lanes[lane] = Task {
      await before?.value
      do {
        try await body(self)
      } catch {
        mailbox.post(.failed(sentence(of: error)))
      }
    }
  }

  /// Returns when a lane is empty.
  func finish(_ lane: Lane) async {
    while let task = lanes[lane] {
      await task.value
      if lanes[lane] == task { lanes[lane] = nil }
    }
  }
}
