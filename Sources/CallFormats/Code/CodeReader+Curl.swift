internal import KustomerDestination

/// Curl commands that speak Segment's HTTP API: the type comes from the path, the members from the
/// body; the write key is dropped.
extension CodeReader {
  private static let unendedLimit = 20

  /// Reads the command whose first word, `curl`, has just been read; false when it is none.
  mutating func readCommand(at start: Int) -> Bool {
    _ = text.take(".exe")
    let isWord = text.peek().map { $0.isJSONBlank || $0 == UInt8(ascii: "^") } ?? true
    guard isWord,
      text.copy({
        $0.at = start; return $0.beginsCommand
      }), unended < Self.unendedLimit
    else { return false }
    let bytes = text.bytes
    var end = start
    do throws(CodeError) {
      let words = try ShellWords.command(in: bytes, at: &end)
      text.at = max(end, start + 4)
      guard let command = try CurlCommand(words) else { return true }
      try read(command, at: start)
    } catch {
      text.at = max(end, start + 4)
      unended += 1
      fail(error, at: start)
    }
    return true
  }

  private mutating func read(_ command: CurlCommand, at start: Int) throws(CodeError) {
    guard let target = command.target else { throw CodeError(command.refusal, at: start) }
    guard let body = command.body else {
      throw CodeError("no body stands here; curl takes it with -d", at: start)
    }
    if let variable = body.variable {
      throw CodeError(
        "\(text.variable(at: variable)) is not filled in; write the value itself", at: variable)
    }
    let result = body.bytes.withUnsafeBufferPointer { text in
      RecordText(text, start: InputBuffer.Position(), ids: ids).records(for: target)
    }
    switch result {
    case .success(let records):
      found += records.map { FoundCall(start: start, content: .record($0)) }
    case .failure(let error):
      let offset = error.offset < body.offsets.count ? body.offsets[error.offset] : nil
      throw CodeError(
        error.reason.rawValue, at: offset ?? body.offsets.last.map { $0 + 1 } ?? body.start)
    }
  }
}

extension CodeText {
  /// What a shell would fill in there, for messages.
  fileprivate func variable(at start: Int) -> String {
    copy { text in
      text.at = start + 1
      if text.isAt("{") { return "${…}" }
      return text.isAt("(") ? "$(…)" : "$" + text.word()
    }
  }

  /// Whether a command of a shell may begin here: on a new line, behind a prompt or another
  /// command.
  fileprivate var beginsCommand: Bool {
    guard let before = lastSign else { return true }
    return "$%>|;&(`/".utf8.contains(before)
  }
}

/// What a curl command sends and where to.
struct CurlCommand {
  /// Nil when no address is Segment's.
  private(set) var target: SegmentEndpoint?
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

  /// Nil for prose that begins with the word.
  init?(_ words: [ShellWord]) throws(CodeError) {
    guard words.contains(where: { $0.text.contains("/") || $0.text.hasPrefix("-") }) else {
      return nil
    }
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
    body.variable = body.variable ?? data.variable
    self.body = body
  }

  private mutating func take(url: String) {
    do throws(SegmentEndpoint.Refusal) {
      target = try SegmentEndpoint(url: url)
    } catch {
      if target == nil { refusal = error.reason }
    }
  }
}
