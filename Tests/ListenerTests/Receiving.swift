import KustomerDestination
import Listener
import LoopbackHTTP
import Testing

/// When the requests of the tests are read.
let noon = Timestamp(milliseconds: 1_704_110_400_000)

/// What a POST of that text becomes at noon.
func posted(
  _ path: String, _ body: String, headers: [String: String] = [:], number: Int = 1
) -> Reception {
  Reception(
    of: WireRequest("POST", path, headers: headers, body: Array(body.utf8)), number: number,
    at: noon)
}

extension Reception {
  /// The calls as JSON; nil when it was answered without.
  var json: [JSON]? {
    guard case .calls(let calls, _) = self else { return nil }
    return calls.map(\.call.json)
  }

  /// The answer's status; 200 stands for calls that are to be kept.
  var status: Int {
    switch self {
    case .calls: 200
    case .answered(let response): response.status
    }
  }

  /// The answer; fails when there are calls.
  func response() throws -> WireResponse {
    guard case .answered(let response) = self else {
      Issue.record("there are calls, and no answer yet")
      return WireResponse(status: 0)
    }
    return response
  }
}

extension WireResponse {
  /// The body as JSON.
  func json() throws -> JSON { try JSON(parsing: body) }
}
