import Glibc
import Testing

@testable import Terminal

struct MailboxTests {
  private func isReadable(_ descriptor: Int32) -> Bool {
    var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waited, 1, 0) == 1
  }

  @Test func `messages come out once in the order in which they came`() throws {
    let mailbox = try Mailbox<Int>()
    for number in 0..<5 { mailbox.post(number) }
    #expect(mailbox.drain() == [0, 1, 2, 3, 4])
    #expect(mailbox.drain() == [])
  }

  @Test func `the loop is woken while messages wait`() throws {
    let mailbox = try Mailbox<String>()
    #expect(!isReadable(mailbox.descriptor))
    mailbox.post("a")
    mailbox.post("b")
    #expect(isReadable(mailbox.descriptor))
    _ = mailbox.drain()
    #expect(!isReadable(mailbox.descriptor))
    mailbox.post("c")
    #expect(isReadable(mailbox.descriptor))
  }

  @Test func `no message of many tasks is lost`() async throws {
    let mailbox = try Mailbox<Int>()
    var received: [Int] = []
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask { for number in 0..<1000 { mailbox.post(task * 1000 + number) } }
      }
      // Yields instead of waiting: the posting tasks run on the same few threads.
      let end = ContinuousClock.now + .seconds(60)
      while received.count < 8000, ContinuousClock.now < end {
        received += mailbox.drain()
        await Task.yield()
      }
    }
    #expect(received.sorted() == Array(0..<8000))
  }
}
