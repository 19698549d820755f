import Foundation
import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

/// 2024-01-01T12:00:00Z, where the tests' clocks stand.
let noon = Timestamp(milliseconds: 1_704_110_400_000)

/// A sandbox in memory whose clock stands at noon.
func kustomer(
  keys: [SandboxKey] = [.standard], rate: SandboxRate = .unlimited, faults: [String] = [],
  database: String? = nil
) throws -> LocalKustomer {
  try LocalKustomer(
    SandboxOptions(
      database: database, keys: keys, rate: rate, clock: .frozen(at: noon),
      faults: faults.map(SandboxFault.init(parsing:))))
}

extension LocalKustomer {
  func get(_ target: String, key: String? = "sandbox-key") -> WireResponse {
    response(to: WireRequest("GET", target, key: key))
  }

  func post(_ target: String, _ json: JSON, key: String? = "sandbox-key") -> WireResponse {
    response(to: WireRequest("POST", target, key: key, json: json))
  }

  func patch(_ target: String, _ json: JSON) -> WireResponse {
    response(to: WireRequest("PATCH", target, key: "sandbox-key", json: json))
  }

  /// Sends an event of a visitor or, with a userId, of a customer.
  func track(_ name: String, visitor: String? = nil, user: String? = nil, session: String? = nil)
    -> WireResponse
  {
    var event = JSONObject([.init("name", .string(name))])
    event["sessionId"] = session.map(JSON.string)
    if let user {
      var identity = JSONObject([.init("externalId", .string(user))])
      identity["trackingId"] = visitor.map(JSON.string)
      return post(
        "/v1/tracking/identityEvent", ["identity": .object(identity), "event": .object(event)])
    }
    event["trackingId"] = visitor.map(JSON.string)
    return post("/v1/tracking/event", .object(event))
  }

  /// `session: names` of each of a user's sessions, in order.
  func timeline(of user: String) throws -> [String] {
    let path = "/v1/customers/externalId=\(user)/sessions"
    let sessions = try get(path).json()["data"]?.arrayValue ?? []
    return try sessions.map { session in
      let id = try #require(session["id"]?.stringValue)
      let events = try get("\(path)/\(id)/events").json()["data"]?.arrayValue ?? []
      let names = events.compactMap {
        $0["attributes"]?["trackingEvent"]?.stringValue?.dropFirst(9)
      }
      let sessionId = try #require(session["attributes"]?["sessionId"]?.stringValue)
      return "\(sessionId): \(names.joined(separator: " "))"
    }
  }
}

extension WireResponse {
  /// The status and, of each error, the code and the named member: `400 badparam emails`.
  var gist: String {
    guard let errors = (try? json())?["errors"]?.arrayValue else { return String(status) }
    let texts = errors.map { error in
      let source = error["source"]?["parameter"]?.stringValue.map { " " + $0 } ?? ""
      return (error["code"]?.stringValue ?? "?") + source
    }
    return "\(status) " + texts.joined(separator: ", ")
  }

  var customerId: String? {
    (try? json())?["data"]?["relationships"]?["customer"]?["data"]?["id"]?.stringValue
  }

  var attributes: JSON? { (try? json())?["data"]?["attributes"] }
}

/// A folder of its own that is gone after the test.
func withTemporaryFolder<T>(_ body: (String) async throws -> T) async throws -> T {
  let folder = FileManager.default.temporaryDirectory.path + "/sandbox-" + UUID().uuidString
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try await body(folder)
}
