import KustomerDestination
import Testing

@testable import Delivery

@Suite struct AttemptPauseTests {
  private static let ended = Timestamp(milliseconds: 1_700_000_000_000)

  private func pause(
    _ length: Milliseconds, after status: Int? = nil, failure: String? = nil,
    headers: [String] = [], _ request: OutgoingRequest = Self.look
  ) -> AttemptPause? {
    var former = HistoryDetail.Attempt(
      request: request, begun: Self.ended - Milliseconds(12), status: status, headers: headers)
    former.ended = Self.ended
    former.failure = failure
    former.answer = #"{"data":{"id":"5f"}}"#
    let later = HistoryDetail.Attempt(request: request, begun: Self.ended + length, headers: [])
    return AttemptPause(after: former, before: later)
  }

  private static let look = OutgoingRequest(.lookUp("externalId", "u"))
  private static let event = OutgoingRequest(PlannedRequest(.event))

  @Test(arguments: [
    (["x-ratelimit-reset: 1700000005", "retry-after: 9"], LimitReading.EndSource.reset),
    (["retry-after: 5"], .retryAfter), ([], .minute),
    // A reset of long ago is not believed.
    (["x-ratelimit-reset: 1600000000", "retry-after: 5"], .retryAfter),
  ])
  func `after a 429 the org's word is the reason`(
    headers: [String], source: LimitReading.EndSource
  ) {
    let pause = pause(.seconds(5), after: 429, headers: headers)
    #expect(pause == AttemptPause(length: .seconds(5), reason: .limit(source)))
  }

  @Test(arguments: [408, 500, 503])
  func `after trouble of the org the back-off is the reason`(status: Int) {
    #expect(pause(Milliseconds(420), after: status)?.reason == .backOff)
  }

  @Test(arguments: ["could_not_connect", "connect_timed_out", "cut"])
  func `after a failure on the way the back-off is the reason`(failure: String) {
    #expect(pause(Milliseconds(420), failure: failure)?.reason == .backOff)
  }

  @Test(arguments: [(nil, "process_ended"), (nil, "cancelled"), (401, nil)] as [(Int?, String?)])
  func `what ends a run is gone on with in a later one`(status: Int?, failure: String?) {
    #expect(pause(.seconds(5), after: status, failure: failure)?.reason == .laterRun)
  }

  @Test func `an event that may have landed goes out again in a later run`() {
    #expect(pause(.seconds(5), failure: "read_timed_out", Self.event)?.reason == .laterRun)
  }

  @Test(arguments: [(503, []), (429, ["retry-after: 5"])])
  func `no courier waits as long as a day`(status: Int, headers: [String]) {
    #expect(
      pause(.minutes(24 * 60), after: status, headers: headers)?.reason == .laterRun)
  }

  @Test(arguments: [200, 404])
  func `after a good answer the next request waits for its turn`(status: Int) {
    #expect(pause(.seconds(2), after: status)?.reason == .turn)
  }

  @Test func `a pause is told unless the next request followed at once`() {
    let first = HistoryDetail.Attempt(
      request: Self.look, begun: Self.ended, ended: Self.ended, status: 404, headers: [])
    var (second, third) = (first, first)
    second.begun = Self.ended + Milliseconds(14)
    second.ended = second.begun
    third.begun = second.begun + .seconds(1)
    #expect(
      [first, second, third].pauses
        == [nil, nil, AttemptPause(length: .seconds(1), reason: .turn)])
  }
}
