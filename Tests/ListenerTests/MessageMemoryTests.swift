import KustomerDestination
import Testing

@testable import Listener

@Suite struct MessageMemoryTests {
  @Test(
    arguments: [(0, false), (86_399_999, false), (86_400_000, true), (172_800_000, true)])
  func `an id is remembered for 24 hours`(_ later: Int64, _ isNew: Bool) {
    var memory = MessageMemory(limit: 10)
    let isNewAtFirst = memory.insert("a", at: noon)
    let isNewLater = memory.insert("a", at: noon + Milliseconds(later))
    #expect(isNewAtFirst)
    #expect(isNewLater == isNew)
  }

  @Test func `a repetition does not prolong the memory`() {
    var memory = MessageMemory(limit: 10)
    let isNew = [0, 20, 25].map { memory.insert("a", at: noon + .hours($0)) }
    #expect(isNew == [true, false, true])
  }

  @Test func `the oldest makes room`() {
    var memory = MessageMemory(limit: 3)
    let isNew = ["a", "b", "c", "d", "b", "c", "d", "a"].map { memory.insert($0, at: noon) }
    #expect(isNew == [true, true, true, true, false, false, false, true])
  }

  @Test func `ids are told apart by their code points`() {
    var memory = MessageMemory(limit: 10)
    let isNew = ["\u{e9}", "e\u{301}"].map { memory.insert($0, at: noon) }
    #expect(isNew == [true, true])
  }

  @Test func `many ids leave no more behind than fit`() {
    var memory = MessageMemory(limit: 100)
    let all = (0..<10_000).count { memory.insert("\($0)", at: noon) }
    #expect(all == 10_000)
    let again = (9_900..<10_000).count { memory.insert("\($0)", at: noon) }
    #expect(again == 0)
    let older = memory.insert("9899", at: noon)
    #expect(older)
  }

  @Test func `an id that was taken back may come again`() {
    var memory = MessageMemory(limit: 2)
    _ = memory.insert("a", at: noon)
    memory.remove("a")
    let isNew = (1...2).map { memory.insert("a", at: noon + Milliseconds($0)) }
    #expect(isNew == [true, false])
  }
}
