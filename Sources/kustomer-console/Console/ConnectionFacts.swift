internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records

extension ConnectionResult {
  /// What a connection test found, for Setup.
  init(_ check: ConnectionCheck, profile: String) {
    let missing = check.missingForSending
    self.init(
      profile: profile, isGood: check.isOK,
      sentence: Self.sentence(check, missing), facts: Self.facts(check),
      milliseconds: check.latency.map { Int($0.count) },
      // An explicit base URL does not follow from a pod.
      rightPod: check.pod == nil ? nil : check.problem?.rightPod)
  }

  private static func sentence(_ check: ConnectionCheck, _ missing: [String]) -> String {
    if let problem = check.problem {
      if check.pod != nil, let pod = problem.rightPod {
        return "\(problem.message); use \(pod)?"
      }
      return problem.consoleSentence
    }
    guard missing.isEmpty else {
      return "the key lacks \(missing.joined(separator: ", ")); roles of a key cannot be changed,"
        + " make a new one in Kustomer"
    }
    return "key and pod are right: every kind of call can be sent"
  }

  private static func facts(_ check: ConnectionCheck) -> [Fact] {
    var facts = [Fact("address", check.baseURL.text)]
    let told: [(String, String?)] = [
      ("pod", check.podServed), ("key name", check.key.name), ("org", check.key.orgName),
      ("org id", check.key.org), ("expires", check.key.expires?.rfc3339),
    ]
    for case (let label, let value?) in told { facts.append(Fact(label, value)) }
    guard check.isAccepted else { return facts }
    let needs = [
      ("send identify", check.missingForIdentify), ("send page, track", check.missingForTrack),
      ("read back", check.missingForReadBack),
    ]
    for case (let what, let missing?) in needs { facts.append(can(what, missing)) }
    return facts
  }

  private static func can(_ what: String, _ missing: [String]) -> Fact {
    Fact(
      what, missing.isEmpty ? "yes" : "no, needs \(missing.joined(separator: ", "))",
      isProblem: !missing.isEmpty)
  }
}
