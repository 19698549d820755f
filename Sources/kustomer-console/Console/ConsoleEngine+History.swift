internal import Console
internal import Delivery
internal import Sandbox
internal import Terminal

extension ConsoleEngine {
  /// Keeps a call from being pruned, or no longer, and tells it.
  func pin(_ id: Int64, _ isPinned: Bool) throws {
    let journal = try openJournal()
    try journal.pin(id, isPinned)
    if let entry = try journal.entry(id).map({ Console.HistoryEntry($0) }) {
      mailbox.post(.pinChanged(entry))
    }
  }

  /// Does what the panel says to the embedded sandbox, and tells how it stands.
  func orderSandbox(_ order: SandboxOrder) async throws {
    guard try invocation.address(of: profile) == nil else {
      throw CommandFailure(
        .usage, "this sandbox runs elsewhere; steer it by its own control endpoint or its options")
    }
    _ = try await startedSandbox()
    guard let controls = sandbox?.kustomer.controls else { return }
    mailbox.post(.sandboxChanged(try controls.obey(order)))
  }

  /// A path as it is typed, with `~` for the home folder.
  func fullPath(_ path: String) -> String {
    BatchReading(path: path, home: invocation.environment["HOME"]).fullPath
  }
}
