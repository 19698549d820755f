import GeneratedCalls
import KustomerDestination
import LoopbackHTTP
import Sandbox
import Testing

/// 2024-01-01T12:00:00Z.
private let noon = Timestamp(milliseconds: 1_704_110_400_000)

private let allSettings = [
  DestinationSettings(), DestinationSettings(eventNames: .plain, occurredAt: .always),
  DestinationSettings(ids: .leaveToKustomer, eventNames: .prefixed, company: .link),
  DestinationSettings(gap: .hours(24), occurredAt: .never, company: .link),
]

/// What the mapper calls ready, the strict sandbox takes: 24 000 generated calls with all their
/// requests, those for a customer who is there and those for one who is not.
@Test(arguments: zip(allSettings, [1, 2, 3, 4] as [UInt64]))
func `the sandbox refuses no request of a call that is ready`(
  settings: DestinationSettings, seed: UInt64
) throws {
  var org = try Org()
  var sent = 0
  let calls = plannedCalls(6_000, seed: seed, settings: settings, at: noon)
  for (index, planned) in calls.enumerated() {
    // A customer holds ten addresses at most, and the same few people come again and again.
    if index % 50 == 0 { org = try Org() }
    for request in planned.plan.requests {
      let response = try org.response(to: request)
      #expect(
        Org.isTaken(response.status, by: request.method),
        "\(response.status) \(String(decoding: response.body, as: UTF8.self)): \(planned.call.compact)"
      )
      sent += 1
    }
  }
  #expect(sent > 4_000)
}

/// An empty local Kustomer with one customer and one company, which take the place of those that a
/// look-up finds.
private struct Org {
  let kustomer: LocalKustomer
  let customer: String
  let company: String

  init() throws {
    kustomer = try LocalKustomer(SandboxOptions(clock: .frozen(at: noon)))
    customer = try Self.record(at: "/v1/customers", of: kustomer)
    company = try Self.record(at: "/v1/companies", of: kustomer)
  }

  private static func record(at path: String, of kustomer: LocalKustomer) throws -> String {
    let created = kustomer.response(
      to: WireRequest("POST", path, key: "sandbox-key", json: ["name": "Found"]))
    return try #require(try JSON(parsing: created.body)["data"]?["id"]?.stringValue)
  }

  func response(to request: PlannedRequest) throws -> WireResponse {
    let path = request.path.replacing("{id}", with: customer)
    let body = try request.body.map {
      try JSON(parsing: $0.compact.replacing("{company.id}", with: company))
    }
    return kustomer.response(
      to: WireRequest(request.method.rawValue, path, key: "sandbox-key", json: body))
  }

  /// A look-up may find nobody, and an e-mail or phone may be another customer's: neither is a
  /// fault of what was sent.
  static func isTaken(_ status: Int, by method: PlannedRequest.Method) -> Bool {
    200...204 ~= status || status == 409 || status == 404 && method == .get
  }
}
