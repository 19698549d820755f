internal import Testing

@testable internal import kustomer_console

@Suite struct ProgressTests {
  @Test func `progress says how much, how fast and how long still`() {
    #expect(
      Progress.line(done: 10_000_000, total: 40_000_000, after: .seconds(2))
        == "25 %, 10.0 of 40.0 MB, 5.0 MB/s, 6 s left")
    #expect(Progress.line(done: 1_500_000, total: nil, after: .seconds(1)) == "1.5 MB, 1.5 MB/s")
    #expect(
      Progress.line(.calls, done: 120, total: 300, after: .seconds(2))
        == "40 %, 120 of 300 calls, 60/s, 3 s left")
    #expect(
      Progress.line(done: 0, total: 10, after: .zero) == "0 %, 0.0 of 0.0 MB")
  }
}
