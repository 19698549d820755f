internal import KustomerDestination

/// Reads the calls of curl commands that speak Segment's HTTP API.
///
/// The type comes from the path, the members from the body; the write key is dropped.
struct CurlReader {
  private let bytes: [UInt8]
  private var at = 0
  private var records: [CallRecord] = []
  /// Where the command begins that is being read.
  private var place = InputBuffer.Position()
  private var counted = 0
  /// Commands whose quotes do not end: each is looked for up to the end of the text.
  private var unended = 0
  private static let unendedLimit = 20

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads all commands of a text, at most `CodeReader.longest` bytes.
  static func records(of bytes: [UInt8]) -> [CallRecord] {
    var reader = CurlReader(bytes)
    while reader.at < bytes.count, reader.unended < unendedLimit { reader.readCommand() }
    if reader.records.isEmpty {
      reader.fail(CodeError("no curl command is in this text", at: 0))
    }
    return reader.records
  }

  /// Whether a text begins like a curl command, a prompt before it or not.
  static func mayRead(_ bytes: some Collection<UInt8>) -> Bool {
    var text = CodeText(Array(bytes.prefix(256)))
    text.skipBlanks()
    if text.take("$ ") || text.take("% ") || text.take("> ") { text.skipBlanks() }
    return text.word() == "curl" && (text.isAtEnd || text.isAt(" ") || text.isAt("\t"))
  }

  private mutating func readCommand() {
    let start = at
    let words: [ShellWord]
    do throws(CodeError) {
      words = try ShellWords.command(in: bytes, at: &at)
    } catch {
      unended += 1
      count(to: start)
      return fail(error)
    }
    read(words)
  }

  private mutating func read(_ words: [ShellWord]) {
    var words = words
    do throws(CodeError) {
      if let first = words.first?.text, first == "$" || first == "%" || first == ">" {
        words.removeFirst()
      }
      guard let first = words.first, first.text == "curl" || first.text.hasSuffix("/curl") else {
        return
      }
      count(to: first.start)
      try read(CurlCommand(words))
    } catch {
      fail(error)
    }
  }

  private mutating func read(_ command: CurlCommand) throws(CodeError) {
    guard let target = command.target else {
      throw CodeError(command.refusal, at: counted)
    }
    guard let body = command.body else {
      throw CodeError("no body stands here; curl takes it with -d", at: counted)
    }
    let result = body.bytes.withUnsafeBufferPointer { text in
      RecordText(text, start: place).records(ofType: target)
    }
    switch result {
    case .success(let found): records += found
    case .failure(let error):
      let offset = error.offset < body.offsets.count ? body.offsets[error.offset] : nil
      throw CodeError(
        error.reason.rawValue, at: offset ?? body.offsets.last.map { $0 + 1 } ?? body.start)
    }
  }

  private mutating func count(to start: Int) {
    guard start > counted else { return }
    place.advance(over: bytes[counted..<start])
    counted = start
  }

  private mutating func fail(_ error: CodeError) {
    var place = place
    let line = place.line
    place.advance(over: bytes[counted..<max(error.offset, counted)])
    let failure = RecordError(error.reason, at: place)
    records.append(CallRecord(line: line, call: .failure(failure)))
  }
}

/// What a curl command sends and where to.
struct CurlCommand {
  /// What a path of Segment's HTTP API takes.
  enum Target: Hashable {
    case type(String)
    case batch
  }

  /// Nil when no address is Segment's.
  private(set) var target: Target?
  /// Several are joined by `&`, as curl does.
  private(set) var body: ShellWord?
  /// Why there is no target.
  private(set) var refusal = "no address of Segment's HTTP API is here, as …/v1/track"

  private static let dataOptions = ["-d", "--data", "--data-raw", "--data-binary", "--data-ascii"]
  /// Options of one letter that take no value, as far as they may stand in one word.
  private static let flags = Set("sSkvLifgGN#")
  private static let optionsWithValue: Set<String> = [
    "-X", "-H", "-u", "-A", "-b", "-o", "-e", "-m", "-x", "-w", "-T", "-F", "-K", "-c",
    "--request", "--header", "--user", "--user-agent", "--cookie", "--output", "--referer",
    "--max-time", "--proxy", "--write-out", "--connect-timeout", "--retry", "--cacert", "--cert",
    "--form", "--config", "--data-urlencode", "--oauth2-bearer", "--resolve",
  ]

  init(_ words: [ShellWord]) throws(CodeError) {
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      let text = word.text
      if Self.dataOptions.contains(text) || text == "--json" {
        try take(rest.popFirst(), isRaw: text == "--data-raw", words)
      } else if let data = Self.attached(word) {
        try take(data, isRaw: text.hasPrefix("--data-raw"), words)
      } else if text == "--url" {
        if let url = rest.popFirst() { take(url: url.text) }
      } else if Self.optionsWithValue.contains(text) {
        _ = rest.popFirst()
      } else if Self.endsWithValueOption(text) {
        _ = rest.popFirst()
      } else if !text.hasPrefix("-"), !text.hasPrefix("@-") {
        take(url: text)
      }
    }
  }

  /// The value of `-dVALUE` and `--data=VALUE`.
  private static func attached(_ word: ShellWord) -> ShellWord? {
    let text = word.text
    for option in dataOptions.dropFirst() + ["--json"] where text.hasPrefix(option + "=") {
      return word.dropping(option.utf8.count + 1)
    }
    return text.hasPrefix("-d") && text.utf8.count > 2 ? word.dropping(2) : nil
  }

  /// `-sX`: flags, then an option whose value is the next word.
  private static func endsWithValueOption(_ text: String) -> Bool {
    guard text.hasPrefix("-"), !text.hasPrefix("--"), let last = text.last else { return false }
    let before = text.dropFirst().dropLast()
    return !before.isEmpty && before.allSatisfy(flags.contains)
      && optionsWithValue.contains("-\(last)")
  }

  private mutating func take(
    _ data: ShellWord?, isRaw: Bool, _ words: [ShellWord]
  ) throws(CodeError) {
    guard var data else { return }
    if !isRaw, data.bytes.first == UInt8(ascii: "@") {
      let document = words.first { $0.text.hasPrefix("@-") && $0.bytes.count > 2 }
      guard data.text == "@-", let document else {
        throw CodeError("the body stands in a file; paste it in place of its name", at: data.start)
      }
      data = document.dropping(2)
    }
    guard var body else {
      self.body = data
      return
    }
    body.append(UInt8(ascii: "&"), data.start)
    body.bytes += data.bytes
    body.offsets += data.offsets
    self.body = body
  }

  private mutating func take(url: String) {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/")
    if path.contains("/v1/tracking/") || path.contains("/v1/customers") {
      refusal = "this goes to Kustomer; paste the call that goes to Segment"
    } else if parts.count > 1, parts[parts.count - 2] == "v1", let name = parts.last {
      take(endpoint: String(name))
    }
  }

  private mutating func take(endpoint name: String) {
    switch Self.shortNames[name] ?? name {
    case "batch", "import", "b": target = .batch
    case let type where Self.shortNames.values.contains(type): target = .type(type)
    default: refusal = "/v1/\(name) takes no call; use /v1/track or its like"
    }
  }

  /// Of the mobile libraries.
  private static let shortNames = [
    "i": "identify", "t": "track", "p": "page", "s": "screen", "g": "group", "a": "alias",
  ]
}
