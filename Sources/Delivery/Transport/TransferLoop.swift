internal import CCurl
internal import Glibc

/// The transport's thread: every call to libcurl but the wake-up is made here.
struct TransferLoop: Sendable {
  let inbox: TransferInbox
  let settings: TransportSettings

  func run() {
    Self.blockSignals()
    guard Self.isInitialised, let multi = curl_multi_init() else { return refuseAll() }
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
    inbox.attach(multi)
    var transfers: [UInt64: Transfer] = [:]
    while let commands = inbox.take() {
      for command in commands { obey(command, on: multi, &transfers) }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      finish(on: multi, &transfers)
      curl_multi_poll(multi, nil, 0, 60_000, nil)
    }
    inbox.attach(nil)
    for transfer in transfers.values { transfer.cancel(on: multi) }
    curl_multi_cleanup(multi)
  }

  /// Once per process, at the first request.
  private static let isInitialised = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
}

extension TransferLoop {
  /// Signals belong to the main thread, and a write to a dead TLS connection raises SIGPIPE.
  fileprivate static func blockSignals() {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, nil)
  }

  fileprivate func obey(
    _ command: TransferCommand, on multi: UnsafeMutableRawPointer,
    _ transfers: inout [UInt64: Transfer]
  ) {
    switch command {
    case .start(let id, let request, let continuation):
      guard let easy = curl_easy_init() else {
        continuation.resume(returning: .failed(Self.noMemory))
        return
      }
      let transfer = Transfer(id, request, settings, easy: easy, continuation: continuation)
      transfer.prepare()
      if curl_multi_add_handle(multi, easy) == CURLM_OK {
        transfers[id] = transfer
      } else {
        transfer.give(up: Self.noMemory)
      }
    case .cancel(let id):
      transfers.removeValue(forKey: id)?.cancel(on: multi)
    }
  }

  fileprivate func finish(
    on multi: UnsafeMutableRawPointer, _ transfers: inout [UInt64: Transfer]
  ) {
    var result = CURLE_OK
    while let easy = ccurl_next_finished(multi, &result) {
      guard let (id, transfer) = transfers.first(where: { $0.value.easy == easy }) else { continue }
      transfers.removeValue(forKey: id)
      transfer.finish(on: multi, result)
    }
  }

  fileprivate func refuseAll() {
    while let commands = inbox.take() {
      for case .start(_, _, let continuation) in commands {
        continuation.resume(returning: .failed(Self.noMemory))
      }
      usleep(10_000)
    }
  }

  private static var noMemory: TransportFailure {
    TransportFailure(
      .local, wasWritten: false, "libcurl could not start",
      hint: "free some memory")
  }
}
