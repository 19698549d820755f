import Delivery
import KustomerDestination

/// Heads and bodies as an org, or whatever stands in front of it, may answer: answer after answer
/// to the requests of a customer's change and of an event.
///
/// What goes out next is a request to Kustomer's API with a body that is JSON, no pause ends before
/// it begins, and no more requests go out than can be meant; a broken law traps, which is what the
/// fuzzer looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let answers = bytes.split(separator: 0x1E, omittingEmptySubsequences: false).map(answer)
  for requests in plans { deliver(requests, answers) }
  learn(from: answers)
  return 0
}

private let moment = Timestamp(milliseconds: 1_704_110_400_000)

/// Those of an identify with an address and a company, and of a track.
private let plans: [[PlannedRequest]] = {
  let texts = [
    #"{"type":"identify","userId":"u/1","traits":{"email":"jo@example.com","phone":"+4915112","company":{"id":"c1"}}}"#,
    #"{"type":"track","userId":"u/1","event":"Registered","properties":{"plan":"Pro"}}"#,
  ]
  return texts.compactMap { text in
    guard case .success(let call) = Result(catching: { try Call(parsing: text) }) else {
      return nil
    }
    return Destination().plan(for: call, at: moment).requests
  }
}()

private func deliver(_ requests: [PlannedRequest], _ answers: [HTTPResponse]) {
  var progress = DeliveryProgress(
    id: 7, requests: requests, settings: DeliverySettings(), host: "127.0.0.1")
  var now = moment
  for response in answers {
    guard let request = progress.request else { return }
    precondition(request.path.hasPrefix("/v1/"), "a path is not the API's")
    if let body = request.body {
      precondition((try? JSON(parsing: body)) != nil, "a body is no JSON")
    }
    switch progress.record(.answered(response), at: now) {
    case .wait(let moment, _):
      precondition(moment >= now, "a pause ends before it begins")
      now = moment
    case .proceed: break
    case .delivered, .failed, .uncertain, .putBack, .stop: return
    }
  }
}

private func learn(from answers: [HTTPResponse]) {
  var limit = RateLimit(perMinute: nil)
  var now = moment
  for response in answers {
    let number = limit.send(at: now)
    limit.learn(LimitReading(response, at: now), from: number, at: now)
    if case .at(let moment) = limit.opening(at: now) { now = max(now, moment) }
  }
}

/// A status of three digits, header lines up to an empty one, and a body.
private func answer(_ bytes: ArraySlice<UInt8>) -> HTTPResponse {
  let status = Int(String(decoding: bytes.prefix(3), as: UTF8.self)) ?? 200
  var rest = bytes.dropFirst(3)
  var headers: [HTTPResponse.Header] = []
  while let end = rest.firstIndex(of: 0x0A) {
    let line = rest[..<end]
    rest = rest[(end + 1)...]
    if line.isEmpty { break }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
    headers.append(
      .init(
        name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
        value: String(decoding: line[(colon + 1)...].drop { $0 == 0x20 }, as: UTF8.self)))
  }
  return HTTPResponse(status: status, headers: headers, body: Array(rest), milliseconds: 1)
}
