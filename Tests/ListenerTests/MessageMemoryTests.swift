import KustomerDestination
import Testing

@testable import Listener

@Suite struct MessageMemoryTests {
  @Test(
    arguments: [
      (Milliseconds(0), false), (.hours(24) - 1, false), (.hours(24), true), (.hours(48), true),
    ])
  func `an id is remembered for 24 hours`(_ later: Milliseconds, _ isNew: Bool) {
    var memory = MessageMemory(limit: 10)
    #expect(memory.insert("a", at: noon))
    #expect(memory.insert("a", at: noon + later) == isNew)
  }

  @Test func `a repetition does not prolong the memory`() {
    var memory = MessageMemory(limit: 10)
    #expect(memory.insert("a", at: noon))
    #expect(!memory.insert("a", at: noon + .hours(20)))
    #expect(memory.insert("a", at: noon + .hours(25)))
  }

  @Test func `the oldest makes room`() {
    var memory = MessageMemory(limit: 3)
    for id in ["a", "b", "c", "d"] { #expect(memory.insert(id, at: noon)) }
    #expect(["b", "c", "d"].allSatisfy { !memory.insert($0, at: noon) })
    #expect(memory.insert("a", at: noon))
  }

  @Test func `ids are told apart by their code points`() {
    var memory = MessageMemory(limit: 10)
    #expect(memory.insert("\u{e9}", at: noon))
    #expect(memory.insert("e\u{301}", at: noon))
  }

  @Test func `many ids leave no more behind than fit`() {
    var memory = MessageMemory(limit: 100)
    for number in 0..<10_000 { #expect(memory.insert("\(number)", at: noon)) }
    #expect((9_900..<10_000).allSatisfy { !memory.insert("\($0)", at: noon) })
    #expect(memory.insert("9899", at: noon))
  }

  @Test func `an id that was taken back may come again`() {
    var memory = MessageMemory(limit: 2)
    #expect(memory.insert("a", at: noon))
    memory.remove("a")
    #expect(memory.insert("a", at: noon + Milliseconds(1)))
    #expect(!memory.insert("a", at: noon + Milliseconds(2)))
  }
}

extension Milliseconds {
  fileprivate static func - (length: Milliseconds, count: Int64) -> Milliseconds {
    Milliseconds(length.count - count)
  }
}
