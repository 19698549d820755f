package import KustomerDestination
package import Records

/// What a profile's key may do, as its org says: the connection test.
package struct ConnectionCheck: Sendable, Hashable {
  /// The key, as far as it or its org tells; the key itself is no part of it.
  package struct Key: Sendable, Hashable {
    /// The name it was given in Kustomer.
    package var name: String?
    /// For telling keys apart.
    package var lastChars: String?
    /// From then on it is refused; nil for a key without end.
    package var expires: Timestamp?
    /// Id of its org.
    package var org: String?
    /// Name of its org.
    package var orgName: String?
  }

  /// Where was asked.
  package var baseURL: BaseURL
  /// The pod or org name of the setting; nil when only a base URL is given.
  package var pod: String?
  /// The pod that answered, as it names itself.
  package var podServed: String?
  /// The key.
  package var key: Key
  /// What the key may do; nil when neither the org nor the key tells.
  package var roles: [String]?
  /// Time of the request; nil when nothing answered.
  package var latency: Milliseconds?
  /// Why the key could not be tested; nil when the org accepts it.
  package var problem: DeliveryProblem?

  /// Whether the org accepts the key; roles may be missing all the same.
  package var isAccepted: Bool { problem == nil }
  /// Whether every kind of call can be sent: the org accepts the key, and it has the roles.
  package var isOK: Bool { isAccepted && missingForSending.isEmpty }

  /// Roles that identify calls need and the key lacks; nil when its roles are not known.
  package var missingForIdentify: [String]? { missing(.identify) }
  /// Roles that page, screen and track calls need and the key lacks; nil as above.
  package var missingForTrack: [String]? { missing(.track) }
  /// Roles that reading back needs and the key lacks; nil as above.
  package var missingForReadBack: [String]? { missing(.readBack) }
  /// Roles that are known to be missing for sending, each once.
  package var missingForSending: [String] {
    Set((missingForIdentify ?? []) + (missingForTrack ?? [])).sorted()
  }

  private func missing(_ need: Need) -> [String]? { roles.map(need.missing) }

  /// The line that `check` prints, without a line end.
  package func jsonLine() -> String { JSON.object(json).compact }

  /// What `check` prints.
  package var json: JSONObject {
    var line = JSONObject()
    line["base_url"] = .string(baseURL.text)
    line["pod"] = Self.json(pod)
    line["pod_served"] = Self.json(podServed)
    line["key"] = [
      "name": Self.json(key.name), "last_chars": Self.json(key.lastChars),
      "expires": Self.json(key.expires?.rfc3339), "org": Self.json(key.org),
      "org_name": Self.json(key.orgName),
    ]
    line["roles"] = Self.json(roles)
    line["missing"] = [
      "identify": Self.json(missingForIdentify), "track": Self.json(missingForTrack),
      "read_back": Self.json(missingForReadBack),
    ]
    line["ok"] = .bool(isOK)
    line["latency_ms"] = latency.map { .number(String($0.count)) } ?? .null
    line["error"] = problem.map { $0.json() }
    return line
  }

  private static func json(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
  private static func json(_ texts: [String]?) -> JSON {
    texts.map { .array($0.map { .string($0) }) } ?? .null
  }
}

extension OrgReader {
  /// Asks the org about the key; never changes anything.
  ///
  /// What the org does not say is taken from the key, if it is a JWT.
  package func check() async -> ConnectionCheck {
    let claims = org.key.payload
    var check = ConnectionCheck(
      baseURL: org.baseURL, pod: org.pod?.name, podServed: nil,
      key: .init(
        name: nil, lastChars: org.key.lastChars, expires: claims?.expires, org: claims?.org,
        orgName: claims?.orgName),
      roles: claims?.roles, latency: nil, problem: nil)
    do throws(ReadFailure) {
      guard let (answer, response) = try await get("/v1/auth/tokens/current") else {
        throw ReadFailure(problem: .noToken(org.baseURL), status: 404)
      }
      check.take(answer.data, response)
    } catch {
      check.problem = error.problem
      check.podServed = error.podServed
    }
    return check
  }
}

extension ConnectionCheck {
  fileprivate mutating func take(_ token: JSON?, _ response: HTTPResponse) {
    let attributes = token?["attributes"]
    podServed = response.header("x-kustomer-pod")
    latency = Milliseconds(Int64(response.milliseconds))
    key.name = attributes?["name"]?.stringValue
    key.lastChars = attributes?["lastTokenChars"]?.stringValue ?? key.lastChars
    key.org = token?["relationships"]?["org"]?["data"]?["id"]?.stringValue ?? key.org
    roles = attributes?["roles"]?.arrayValue?.compactMap(\.stringValue) ?? roles ?? []
    problem = otherPod
  }

  /// That another pod has answered than the profile names; nil for an org's name, which finds its
  /// pod by itself, and where the pod does not say which it is.
  private var otherPod: DeliveryProblem? {
    guard let pod, let podServed, case .pod(let asked)? = try? OrgPod(pod),
      case .pod(let served)? = try? OrgPod(podServed), asked != served
    else { return nil }
    var problem = DeliveryProblem(
      .key, "wrong_pod", "pod \(served) answered, and the profile says \(asked)",
      hint: "use \(served)? set org_pod = \"\(served)\"")
    problem.rightPod = served
    return problem
  }
}

extension DeliveryProblem {
  fileprivate static func noToken(_ base: BaseURL) -> DeliveryProblem {
    DeliveryProblem(
      .unreachable, "not_kustomer", "\(base) does not know /v1/auth/tokens/current",
      hint: "check base_url and org_pod: this is not Kustomer's API")
  }
}
