internal import KustomerDestination

extension SandboxFault {
  /// The kinds as they are written, and what each does; for help and choice.
  package static let forms: [(form: String, effect: String)] = [
    ("latency=200ms", "the answer waits"),
    ("slow=2ms", "the answer comes byte by byte, with that pause between"),
    ("500", "that status, 400 to 599, instead of an answer; 500-html, 500-empty for its body"),
    ("504-after", "the request is processed, and that status, 500 to 599, is the answer"),
    ("429=5s", "the rate is used up, x-ratelimit-reset says until when"),
    ("429-retry-after=5s", "the rate is used up, Retry-After says how long"),
    ("429-bare", "the rate is used up, nothing says how long"),
    ("cut-before", "the connection is reset before the body is read"),
    ("cut-after", "the request is processed, the connection closed without an answer"),
    ("cut-during", "the request is processed, the connection closed within the answer"),
    ("garbage", "the request is processed, the answer's body is no JSON"),
    ("wrong-pod=prod2", "401: the key belongs to that pod"),
    ("unlink-company", "a PATCH without company unlinks the customer from it"),
  ]

  /// Reads `KIND[=VALUE][:SHARE][@[METHOD ]PATH]`.
  ///
  /// The kinds are those of `forms`. Share: `20%`, or a number of next requests.
  ///
  /// - Parameter text: as in `500:20%`, `cut-after:1@POST /v1/tracking/`.
  /// - Throws: `SandboxError.fault` that names the part that is wrong.
  package init(parsing text: String) throws(SandboxError) {
    let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = halves[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    do {
      self.init(
        try Self.kind(parts[0]), parts.count == 2 ? try Self.share(parts[1]) : .always)
      if halves.count == 2 { try filter(halves[1]) }
    } catch {
      throw .fault(text, problem: error.problem)
    }
  }

  private struct Misread: Error {
    var problem: String
  }

  private static func kind(_ text: Substring) throws(Misread) -> Kind {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1]) : nil
    switch parts[0] {
    case "latency": return .latency(try length(value, of: "latency", default: nil))
    case "slow": return .slow(try length(value, of: "slow", default: Milliseconds(2)))
    case "429": return .rateLimited(.reset(try length(value, of: "429", default: .seconds(1))))
    case "429-retry-after":
      return .rateLimited(.retryAfter(try length(value, of: "429", default: .seconds(1))))
    case "wrong-pod": return .wrongPod(value ?? "prod2")
    default: return try plain(parts[0], value)
    }
  }

  /// A kind that takes no value.
  private static func plain(_ name: Substring, _ value: String?) throws(Misread) -> Kind {
    if let value { throw Misread(problem: "“\(name)” takes no value, but “=\(value)” was given") }
    switch name {
    case "429-bare": return .rateLimited(.none)
    case "cut-before": return .cutBefore
    case "cut-after": return .cutAfter
    case "cut-during": return .cutDuring
    case "garbage": return .garbage
    case "unlink-company": return .unlinkCompany
    default: return try status(name)
    }
  }

  private static func status(_ name: Substring) throws(Misread) -> Kind {
    let parts = name.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let code = Int(parts[0]), 400...599 ~= code else {
      throw Misread(
        problem: "“\(name)” is no kind such as "
          + SandboxFault.forms.map(\.form).joined(separator: ", "))
    }
    guard parts.count == 2 else { return .status(code, code == 502 || code == 504 ? .html : .json) }
    if parts[1] == "after", code >= 500 { return .statusAfter(code) }
    guard let body = FaultBody(rawValue: String(parts[1])) else {
      throw Misread(problem: "“\(parts[1])” is none of json, html, empty, after")
    }
    return .status(code, body)
  }

  private static func length(
    _ text: String?, of name: String, default standard: Milliseconds?
  ) throws(Misread) -> Milliseconds {
    guard let text else {
      if let standard { return standard }
      throw Misread(problem: "\(name) needs a duration, as in \(name)=200ms")
    }
    guard let length = Milliseconds(text), 0...86_400_000 ~= length.count else {
      throw Misread(problem: "“\(text)” is no duration such as 200ms or 5s, a day at most")
    }
    return length
  }

  private static func share(_ text: Substring) throws(Misread) -> Share {
    if text.hasSuffix("%"), let percent = Double(text.dropLast()), 0...100 ~= percent {
      return .tenThousandths(Int((percent * 100).rounded()))
    }
    if let count = Int(text), count > 0 { return .next(count) }
    throw Misread(problem: "“\(text)” is no share such as 20% and no number of requests")
  }

  private mutating func filter(_ text: Substring) throws(Misread) {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard let path = parts.last, path.hasPrefix("/") else {
      throw Misread(problem: "“\(text)” is no path such as /v1/tracking/")
    }
    self.path = String(path)
    method = parts.count == 2 ? parts[0].uppercased() : nil
  }
}

extension SandboxFault: CustomStringConvertible {
  /// The text from which `init(parsing:)` reads the same fault.
  package var description: String {
    let target = path.isEmpty ? "" : "@" + (method.map { $0 + " " } ?? "") + path
    return kind.text + share.text + target
  }
}

extension SandboxFault.Kind {
  fileprivate var text: String {
    switch self {
    case .latency(let length): "latency=\(length.count)ms"
    case .slow(let pause): "slow=\(pause.count)ms"
    case .status(let code, let body): "\(code)-\(body.rawValue)"
    case .statusAfter(let code): "\(code)-after"
    case .rateLimited(.reset(let length)): "429=\(length.count)ms"
    case .rateLimited(.retryAfter(let length)): "429-retry-after=\(length.count)ms"
    case .rateLimited(.none): "429-bare"
    case .cutBefore: "cut-before"
    case .cutAfter: "cut-after"
    case .cutDuring: "cut-during"
    case .wrongPod(let pod): "wrong-pod=\(pod)"
    case .garbage: "garbage"
    case .unlinkCompany: "unlink-company"
    }
  }
}

extension SandboxFault.Share {
  fileprivate var text: String {
    switch self {
    case .always: ""
    case .next(let count): ":\(count)"
    case .tenThousandths(let share):
      share % 100 == 0 ? ":\(share / 100)%" : ":\(Double(share) / 100)%"
    }
  }
}
