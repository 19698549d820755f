import Glibc

/// Runs one benchmark and prints its bare numbers, one round a line; `script/bench` sets them
/// beside those of a peer.
@main
struct Benchmarks {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let rounds = arguments.last.flatMap { Int($0) } ?? 5
    switch (arguments.first, arguments.dropFirst().first) {
    case ("map", let path?): try MapBenchmark(path: path).run(rounds: rounds)
    case ("grouping", _): GroupingBenchmark().run(rounds: rounds)
    case ("insert", _): try InsertBenchmark().run(rounds: rounds)
    case ("key", _): try KeyBenchmark().run(rounds: rounds)
    case ("memory", _): try MemoryBenchmark().run()
    default:
      print("usage: benchmarks map FILE | grouping | insert | key | memory, and ROUNDS")
      exit(64)
    }
  }
}

/// CPU seconds of this process.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// CPU seconds that a body takes.
func measured(_ body: () throws -> Void) rethrows -> Double {
  let start = cpuSeconds()
  try body()
  return cpuSeconds() - start
}

/// Numbers that look random and are the same in every run.
struct Dice {
  private var state: UInt64 = 7

  mutating func roll(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
