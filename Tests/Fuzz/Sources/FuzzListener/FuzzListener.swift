import Dispatch
import KustomerDestination
import Listener
import LoopbackHTTP

/// Raw bytes as a client may send them to the listener: framing, then each request's meaning.
///
/// The pieces in which they come must not change what is read, no body is longer than the limit and
/// one byte, and each answer is a whole one; a broken law traps, which is what the fuzzer looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let whole = answers(to: bytes, piece: max(1, size))
  let pieces = answers(to: bytes, piece: 7)
  precondition(whole == pieces, "pieces changed what was read")
  return 0
}

private let moment = Timestamp(milliseconds: 1_704_110_400_000)
private let limit = 500 << 10

/// What a connection is answered that sends those bytes in pieces, then its end.
///
/// The reader only waits for what is there already: its task ends at once.
private func answers(to bytes: [UInt8], piece: Int) -> [String] {
  let isDone = DispatchSemaphore(value: 0)
  nonisolated(unsafe) var answers: [String] = []
  Task {
    answers = await connection(bytes, piece)
    isDone.signal()
  }
  isDone.wait()
  return answers
}

private func connection(_ bytes: [UInt8], _ piece: Int) async -> [String] {
  var rest = bytes[...]
  var reader = RequestReader {
    guard !rest.isEmpty else { return nil }
    defer { rest = rest.dropFirst(piece) }
    return Array(rest.prefix(piece))
  }
  var answers: [String] = []
  do {
    while try await reader.begins() {
      let head = try await reader.head()
      var request = head.request
      request.body = try await reader.body(of: head, limit: limit)
      precondition(request.body.count <= limit + 1, "a body is over the limit")
      answers.append(answer(to: request, head, number: answers.count + 1))
      if head.isLast { break }
    }
  } catch let malformed as MalformedRequest {
    precondition(400..<500 ~= malformed.status)
    answers.append("\(malformed.status) \(malformed.problem)")
  } catch {
    preconditionFailure("\(error)")
  }
  return answers
}

private func answer(to request: WireRequest, _ head: RequestHead, number: Int) -> String {
  let access = AccessRule(origins: [])
  switch Reception(of: request, number: number, at: moment, access: access) {
  case .answered(let response):
    let text = String(decoding: response.bytes(to: head), as: UTF8.self)
    precondition(text.hasPrefix("HTTP/1.1 \(response.status) "))
    return text
  case .calls(let calls, let unreadable):
    for call in calls.prefix(3) { _ = Destination().plan(for: call.call, at: moment) }
    return calls.map(\.call.json.compact).joined() + unreadable.joined()
  }
}
