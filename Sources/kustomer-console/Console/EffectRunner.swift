internal import Console
internal import Dispatch
internal import KustomerDestination
internal import Synchronization
internal import Terminal

/// The only interpreter of the console's effects: what the terminal does is ordered at once, all
/// else goes to the engine, in order.
struct EffectRunner {
  private let engine: ConsoleEngine
  private let queue: AsyncStream<Effect>.Continuation
  private let worker: Task<Void, Never>
  private let editing: ForeignProgram
  private let mailbox: Mailbox<Message>

  /// Starts to open what the engine needs; what comes of it goes to the engine's mailbox.
  init(_ engine: ConsoleEngine, editing: ForeignProgram, mailbox: Mailbox<Message>) {
    self.engine = engine
    self.editing = editing
    self.mailbox = mailbox
    let (stream, queue) = AsyncStream.makeStream(of: Effect.self)
    self.queue = queue
    worker = Task.detached {
      await engine.start()
      editing.sweep()
      for await effect in stream { await engine.perform(effect) }
      await engine.close()
    }
  }

  /// Does what an effect says, or has it done.
  func perform(_ effect: Effect) -> TerminalOrder {
    switch effect {
    case .redraw: return .redraw
    case .suspend: return .stop
    case .quit: return .quit(ExitStatus.done.rawValue)
    case .useTheme(let theme): return .use(theme)
    case .useMouse(let uses): return .useMouse(uses)
    case .edit(let job): return .handOver { [editing, mailbox] in mailbox.post(editing.edit(job)) }
    case .page(let text):
      return .handOver { [editing, mailbox] in editing.page(text).map { mailbox.post($0) } }
    case .copy(let text):
      queue.yield(effect)
      return .copy(text)
    case .showBytes(let shows): return .showBytes(shows)
    case .saveDraft(let draft):
      guard engine.latestDraft.put(draft) else { return .goOn }
      // To wake the engine takes longer than to draw the key.
      return .afterFrame { queue.yield(effect) }
    case .send, .resend, .deliverWaiting, .cancelSending, .selectProfile, .resolvePod,
      .writeFile, .saveProfile, .testConnection, .findOut, .sendAgain, .drop, .readBack,
      .stopAsking, .readTheme, .readNews, .readOlder, .pin, .exportCalls, .readExpected,
      .orderSandbox, .startListening, .stopListening, .startForwarding, .stopForwarding,
      .readCalls, .sendBatch, .saveOnboarding, .playStep, .endScenario, .readScenarios,
      .appendStep:
      break
    }
    queue.yield(effect)
    return .goOn
  }

  /// Waits until all that was asked for is done or safely in the outbox; at most five seconds, of
  /// which the person is told, and less when ^C comes.
  func finish() {
    queue.finish()
    let isDone = DispatchSemaphore(value: 0)
    Task.detached {
      await worker.value
      isDone.signal()
    }
    if isDone.wait(timeout: .now() + .milliseconds(300)) == .success { return }
    StandardError.say(
      "a call is still on its way: waiting up to 5 s for its answer, ^C does not wait")
    for _ in 0..<47 {
      if isDone.wait(timeout: .now() + .milliseconds(100)) == .success || isToldToEnd() { return }
    }
  }
}

/// The form as it was last typed and not yet written: a fast typist's older drafts are skipped.
///
/// A class because the loop puts and the engine takes.
final class LatestDraft: Sendable {
  private let draft = Mutex<ComposedDraft?>(nil)

  /// Takes the place of a draft that nobody has taken; false when there was one, which somebody has
  /// been told to take.
  func put(_ new: ComposedDraft) -> Bool {
    draft.withLock { draft in
      defer { draft = new }
      return draft == nil
    }
  }

  /// The draft, nil when the latest was taken already.
  func take() -> ComposedDraft? {
    draft.withLock { draft in
      defer { draft = nil }
      return draft
    }
  }
}
