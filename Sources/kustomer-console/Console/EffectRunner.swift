internal import Console
internal import Delivery
internal import Dispatch
internal import KustomerDestination
internal import Synchronization
internal import Terminal

/// The only interpreter of the console's effects: what the terminal does is ordered at once, and so
/// is what ^C stops; all else goes to the engine, in order.
struct EffectRunner {
  /// An effect with what stops the sending that it begins.
  private struct Order {
    var effect: Effect
    var stop: StopSignal
  }

  private let engine: ConsoleEngine
  private let queue: AsyncStream<Order>.Continuation
  private let worker: Task<Void, Never>
  private let editing: ForeignProgram
  private let mailbox: Mailbox<Message>

  /// Starts to open what the engine needs; what comes of it goes to the engine's mailbox.
  init(_ engine: ConsoleEngine, editing: ForeignProgram, mailbox: Mailbox<Message>) {
    self.engine = engine
    self.editing = editing
    self.mailbox = mailbox
    let (stream, queue) = AsyncStream.makeStream(of: Order.self)
    self.queue = queue
    worker = Task.detached {
      await engine.start()
      editing.sweep()
      for await order in stream { await engine.perform(order.effect, until: order.stop) }
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
      order(effect)
      return .copy(text)
    case .saveDraft(let draft):
      guard engine.latestDraft.put(draft) else { return .goOn }
      // To wake the engine takes longer than to draw the key.
      return .afterFrame { order(effect) }
    case .cancelSending:
      engine.stops.stopSending()
      return .goOn
    case .stopAsking:
      engine.stops.stopAsking()
      return .goOn
    case .send, .resend, .deliverWaiting, .selectProfile, .resolvePod,
      .writeFile, .saveProfile, .testConnection, .findOut, .sendAgain, .drop, .readBack,
      .readTheme, .readOlder, .searchHistory, .pin, .exportCalls, .readExpected,
      .orderSandbox, .startListening, .stopListening, .startForwarding, .stopForwarding,
      .readCalls, .sendBatch, .saveOnboarding, .saveRoute, .playStep, .endScenario, .readScenarios,
      .appendStep:
      break
    }
    order(effect)
    return .goOn
  }

  private func order(_ effect: Effect) {
    queue.yield(Order(effect: effect, stop: engine.stops.sending))
  }

  /// Begins nothing more, and waits until all that was asked for is in the journal and the requests
  /// that are on the wire have ended; ^C meanwhile leaves at once.
  func finish() {
    queue.finish()
    engine.stops.stopSending()
    engine.stops.stopAsking()
    let isDone = DispatchSemaphore(value: 0)
    Task.detached {
      await worker.value
      isDone.signal()
    }
    if isDone.wait(timeout: .now() + .milliseconds(300)) == .success { return }
    let limit = engine.longestRequest
    StandardError.say(
      "finishing one request, at most \(limit.brief); ^C leaves at once, and what became of it is "
        + "uncertain then")
    while isDone.wait(timeout: .now() + .milliseconds(100)) == .timedOut, !isToldToEnd() {}
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
