internal import CTaskPool
internal import Rest
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
          try? await rest(milliseconds: 1)
          await counter.add()
        }
      }
    }
    release.yield()
    #expect(await waiting.value)
    #expect(await counter.count == 100)
  }
}
