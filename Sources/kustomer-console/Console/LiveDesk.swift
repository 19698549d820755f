internal import Console
internal import Delivery
internal import KustomerDestination
internal import Listener
internal import LoopbackHTTP
internal import Terminal

/// Starts and stops what stands behind Live, and tells the screens how it stands.
///
/// An actor: it guards which server runs.
actor LiveDesk {
  private let listener: LiveListener
  private let mailbox: Mailbox<Message>
  private var server: (listener: ListenerServer, address: String)?
  private var journal: Journal?
  private var told = ListenerReading()
  /// Rings when there is something to tell; many rings that nobody has heard yet are one.
  private let bell: AsyncStream<Void>.Continuation
  private let rings: AsyncStream<Void>
  private var teller: Task<Void, Never>?

  /// From one telling to the next.
  private static let interval = Duration.milliseconds(200)

  init(
    _ destination: Destination, mailbox: Mailbox<Message>,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.mailbox = mailbox
    let (rings, bell) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    (self.rings, self.bell) = (rings, bell)
    listener = LiveListener(
      destination, mailbox: mailbox, clock: clock, changed: { bell.yield() })
  }

  deinit { bell.finish() }

  /// Listens on 127.0.0.1.
  func start() async throws {
    guard server == nil else { return tell(isForced: true) }
    var fresh = listener.server(port: ListenerReading.usualPort)
    let port: UInt16
    do {
      port = try await fresh.start()
    } catch {
      // Somebody else has that port.
      fresh = listener.server(port: 0)
      port = try await fresh.start()
    }
    server = (fresh, BindAddress.loopback.url(port: port))
    teller =
      teller
      ?? Task { [weak self, rings] in
        for await _ in rings {
          await self?.tell()
          try? await Task.sleep(for: Self.interval)
        }
      }
    tell(isForced: true)
  }

  /// Listens no more; what was forwarded and has not gone out stays in the outbox.
  func stop() async {
    await stopForwarding()
    await server?.listener.stop()
    server = nil
    tell(isForced: true)
  }

  /// Maps as those settings say.
  func use(_ destination: Destination) { listener.use(destination) }

  /// Sends from now on what arrives.
  func startForwarding(
    _ permit: SendPermit, _ journal: Journal, _ invocation: Invocation, _ settings: Settings
  ) async {
    await stopForwarding()
    self.journal = journal
    let (listener, mailbox) = (listener, mailbox)
    let watch = ForwardingWatch(
      say: { mailbox.post(.failed(inConsoleWords($0))) }, changed: { listener.note(changed: $0) })
    _ = listener.forward(Forwarding(permit, journal, invocation, settings, watch: watch))
    tell(isForced: true)
  }

  /// Sends nothing more; returns when nothing is under way.
  func stopForwarding() async {
    guard let former = listener.forward(nil) else { return }
    _ = await former.stop()
    tell(isForced: true)
  }
}

extension LiveDesk {
  /// Tells what is new: a few times a second, however much arrives.
  private func tell(isForced: Bool = false) {
    tellChanges()
    let reading = reading
    guard isForced || reading != told else { return }
    told = reading
    mailbox.post(.listenerChanged(reading))
  }

  private var reading: ListenerReading {
    var reading = ListenerReading()
    if let server {
      let counts = server.listener.counts
      reading.phase = .on(server.address)
      (reading.requests, reading.refused, reading.busy) =
        (counts.requests, counts.refused, counts.busy)
    }
    if let forwarding = listener.forwarding {
      let counts = forwarding.counts
      reading.forwardsTo = forwarding.profile
      reading.forwarded = counts.delivered
      reading.failed = counts.failed + counts.uncertain
      reading.waiting = counts.waiting
    }
    return reading
  }

  private func tellChanges() {
    guard let journal else { return }
    let ids = listener.takeChanged()
    guard !ids.isEmpty else { return }
    do {
      try mailbox.report(ids, in: journal)
    } catch {
      mailbox.post(.failed("\(error)"))
    }
  }
}
