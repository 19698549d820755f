internal import Foundation
internal import Synchronization

/// The one way to an org: libcurl on a thread of its own, with connections kept for reuse.
///
/// A class because it is the identity of that thread and its connections; the thread starts with
/// the first request and ends with the last reference. Nothing of libcurl is touched before.
///
///     idle ──first send──▶ running ──deinit──▶ closed
package final class Transport: Sendable {
  private let inbox: TransferInbox
  private let settings: TransportSettings
  private let observe: (@Sendable (HTTPRequest, Exchange) -> Void)?
  private let nextID = Atomic<UInt64>(0)

  /// A transport that has not started.
  ///
  /// - Parameters:
  ///   - settings: time-outs, proxy and certificates.
  ///   - observe: is told of every request when it has come to its end, on any task.
  package init(
    settings: TransportSettings = TransportSettings(),
    observe: (@Sendable (HTTPRequest, Exchange) -> Void)? = nil
  ) {
    self.settings = settings
    self.observe = observe
    inbox = TransferInbox()
  }

  deinit { inbox.close() }

  /// Sends one request and waits for its answer; cancelling the task aborts the transfer.
  ///
  /// TLS is always verified, redirects are never followed, and a request is never sent twice: a
  /// connection that is cut after the request went out is a failure with `wasWritten`.
  package func send(_ request: HTTPRequest) async -> Exchange {
    let id = nextID.add(1, ordering: .relaxed).newValue
    let exchange = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        post(.start(id, request, continuation))
        // A cancellation that came before the request was posted has found nothing to cancel.
        if Task.isCancelled { post(.cancel(id)) }
      }
    } onCancel: {
      post(.cancel(id))
    }
    observe?(request, exchange)
    return exchange
  }

  private func post(_ command: TransferCommand) {
    guard inbox.post(command) else { return }
    let loop = TransferLoop(inbox: inbox, settings: settings)
    let thread = Thread { loop.run() }
    thread.name = "transport"
    thread.start()
  }
}

/// What the transport asks of its thread.
enum TransferCommand: Sendable {
  case start(UInt64, HTTPRequest, CheckedContinuation<Exchange, Never>)
  case cancel(UInt64)
}
