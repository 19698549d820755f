internal import CTaskPool
internal import Testing

/// The tasks of this process run on the pool from the first of these tests on.
@Suite(.serialized) struct TaskPoolTests {
  private static let hasStarted = task_pool_start(3) == 0

  private actor Counter {
    private(set) var count = 0
    func add() { count += 1 }
  }

  @Test func `every task of many runs once`() async throws {
    try #require(Self.hasStarted)
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20_000 { group.addTask { await counter.add() } }
    }
    #expect(await counter.count == 20_000)
  }

  @Test func `who sleeps for less wakes first`() async throws {
    try #require(Self.hasStarted)
    let (sleeping, begun) = AsyncStream.makeStream(of: Void.self)
    let long = Task {
      begun.yield()
      try await Task.sleep(for: .seconds(3_600))
    }
    for await _ in sleeping { break }
    for wait in [20, 10, 1] { try await Task.sleep(for: .milliseconds(wait)) }
    long.cancel()
    await #expect(throws: CancellationError.self) { try await long.value }
  }

  @Test func `a sleep is as long as it was asked to be, by either clock`() async throws {
    try #require(Self.hasStarted)
    let start = ContinuousClock.now
    try await Task.sleep(for: .milliseconds(30), clock: .continuous)
    try await Task.sleep(for: .milliseconds(30), clock: .suspending)
    try await Task.sleep(nanoseconds: 30_000_000)
    #expect(ContinuousClock.now - start >= .milliseconds(90))
  }

  @Test func `a sleeper that is cancelled ends at once`() async throws {
    try #require(Self.hasStarted)
    let sleeper = Task { try await Task.sleep(for: .seconds(100_000_000_000)) }
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
  }

  @Test func `a task that waits holds up nobody`() async throws {
    try #require(Self.hasStarted)
    let (stream, release) = AsyncStream.makeStream(of: Void.self)
    let waiting = Task {
      for await _ in stream { return true }; return false
    }
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 {
        group.addTask {
          try? await Task.sleep(for: .milliseconds(1))
          await counter.add()
        }
      }
    }
    release.yield()
    #expect(await waiting.value)
    #expect(await counter.count == 100)
  }
}
