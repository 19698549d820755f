internal import Rest
internal import Testing

@Suite struct RestTests {
  @Test(arguments: [1, 30] as [Int64]) func `a rest is not shorter than asked for`(
    length: Int64
  ) async throws {
    let start = ContinuousClock.now
    try await rest(milliseconds: length)
    #expect(ContinuousClock.now - start >= .milliseconds(length))
  }

  @Test(arguments: [0, -1, .min] as [Int64]) func `nothing is waited for`(length: Int64)
    async throws
  {
    try await rest(milliseconds: length)
  }

  @Test func `who rests for less goes on first`() async throws {
    let (resting, begun) = AsyncStream.makeStream(of: Void.self)
    let long = Task {
      begun.yield()
      try await rest(milliseconds: .max)
    }
    for await _ in resting { break }
    for length: Int64 in [20, 10, 1] { try await rest(milliseconds: length) }
    long.cancel()
    await #expect(throws: CancellationError.self) { try await long.value }
  }

  @Test func `a task that is cancelled before it rests does not rest`() async throws {
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await rest(milliseconds: .max)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
