internal import KustomerDestination
internal import Testing

@Suite struct UsageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    arguments: [
      (["--version"], 0), (["map", "--version"], 0), (["--help"], 0), (["map", "--help"], 0),
      (["profile", "add", "--help"], 0), (["paths"], 0), (["map"], 0), (["sessions"], 0),
      ([], 64), (["console"], 64), (["mapp"], 64), (["map", "--bogus"], 64), (["profile"], 64),
      (["map", "--now", "yesterday"], 64), (["map", "--only", "good"], 64),
      (["map", "--only"], 64),
      (["sessions", "--gap", "59s"], 64), (["sessions", "--gap", "25h"], 64),
      (["sandbox", "--port", "70000"], 64), (["sandbox", "--fault", "nonsense"], 64),
      (
        ["profile", "add", "x", "--org-pod", "us", "--api-key-env", "A", "--api-key-file", "B"], 64
      ),
      (["profile", "add", "x"], 64), (["profile", "add", "x", "--api-key", "secret"], 64),
      (["map", "/dev/null/x"], 66), (["map", "none.ndjson"], 66), (["map", "."], 65),
      (["profile", "use", "nobody"], 78), (["profile", "show", "--profile", "nobody"], 78),
      (["profile", "remove", "sandbox"], 78),
      (["profile", "add", "x", "--org-pod", "evil.com/x"], 78),
      (["profile", "add", "x", "--org-pod", "prod1@evil.com"], 78),
      (["profile", "add", "x", "--base-url", "http://example.com"], 78),
    ] as [([String], Int32)])
  func `each end has its exit status and at most one line on stderr`(
    _ arguments: [String], _ status: Int32
  ) async throws {
    let run = try await ProgramRun(arguments, in: folder)
    #expect(run.status == status)
    // An empty input is said, and is no failure.
    let isEmptyInput = [["map"], ["sessions"]].contains(arguments)
    let lines = status == 0 && !isEmptyInput ? 0 : 1
    #expect(run.errors.split(separator: "\n").count == lines, "\(run.errors)")
    #expect(run.errors.isEmpty || run.errors.hasPrefix("kustomer-console: "))
    if status == 64 || status == 78 { #expect(run.output == "") }
  }

  @Test(arguments: [["sesions"], ["help", "sesions"], ["sesions", "--help"]])
  func `a wrong word names the right one`(_ arguments: [String]) async throws {
    let run = try await ProgramRun(arguments, in: folder)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(
      run.errors == "kustomer-console: there is no subcommand \"sesions\";"
        + " did you mean \"sessions\"? (see kustomer-console --help)\n")
  }

  @Test(arguments: [["profile", "lsit"], ["help", "profile", "lsit"]])
  func `a wrong word behind a subcommand names the right one`(_ arguments: [String]) async throws {
    let run = try await ProgramRun(arguments, in: folder)
    #expect(run.status == 64)
    #expect(
      run.errors == "kustomer-console: there is no subcommand \"lsit\" of profile;"
        + " did you mean \"list\"? (see kustomer-console profile --help)\n")
  }

  @Test(arguments: [
    (["map", "--bogus"], "kustomer-console map --help"),
    (["--profile", "map", "send", "--bogus"], "kustomer-console send --help"),
    (["profile", "add", "x"], "kustomer-console profile add --help"),
    (["history", "--show", "1", "--drop", "1"], "kustomer-console history --help"),
    (["console", "--bogus"], "kustomer-console console --help"),
    (["--bogus"], "kustomer-console --help"),
  ])
  func `wrong usage names the help that lists the options`(
    _ arguments: [String], _ help: String
  ) async throws {
    let run = try await ProgramRun(arguments, in: folder)
    #expect(run.status == 64)
    #expect(run.errors.hasSuffix(" (see \(help))\n"), "\(run.errors)")
  }

  @Test(arguments: [
    ["help"], ["help", "map"], ["help", "profile", "add"], ["profile", "--help"],
  ])
  func `help of what there is goes to stdout`(_ arguments: [String]) async throws {
    let run = try await ProgramRun(arguments, in: folder)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("OVERVIEW: "))
  }

  @Test(arguments: [
    (["sessions", "--gap", "59s"], "write 1m to 24h, as 30m"),
    (["map", "--now", "yesterday"], "write a date-time as 2024-01-24T10:42:02Z, or a date"),
    (["send", "--rate", "10"], "write a number from 1 on and /min, as 120/min"),
    (["sandbox", "--port", "70000"], "a port is a number from 0 to 65535"),
    (["listen", "--bind", "nowhere"], "write an address of this machine as 127.0.0.1 or ::1"),
  ])
  func `a value that an option does not take says what it takes`(
    _ arguments: [String], _ hint: String
  ) async throws {
    let run = try await ProgramRun(arguments, in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains("\(arguments[2])' is invalid for '\(arguments[1])"))
    #expect(run.errors.contains(hint))
  }

  @Test func `what stands behind a wrong option is not repeated`() async throws {
    let run = try await ProgramRun(["--api-key", "SECRETKEY", "send"], in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains("--api-key is no option that takes a value"))
    #expect(!run.errors.contains("SECRETKEY"))
  }

  @Test(arguments: ["PAR1....", "\u{FF}\u{FE}{}"])
  func `an input that is no text is refused with what to do`(_ head: String) async throws {
    let bytes = head.unicodeScalars.map { "\\" + String($0.value, radix: 8) }
      .joined()
    let run = try await ProgramRun(shell: "printf '\(bytes)' | \"$K\" map", in: folder)
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("kustomer-console: stdin: this is "))
  }

  @Test(
    arguments: [
      "map", "sessions", "convert", "send", "send --dry-run",
    ])
  func `an input of which nothing can be read is refused as a whole`(
    _ command: String
  ) async throws {
    for make in [
      "echo '{\"type\":\"page\",\"userId\":\"u\"}' | gzip | head -c 25",
      "printf '\\001\\377\\002\\n\\003\\200\\n'",
    ] {
      let run = try await ProgramRun(shell: "\(make) | \"$K\" \(command)", in: folder)
      #expect(run.status == 65, "\(command) of \(make)")
      #expect(run.output == "")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
    #expect(try await ProgramRun(["history"], in: folder).output == "")
  }

  @Test func `a wrong config.toml names file, line and column`() async throws {
    try folder.write("config.toml", "[session]\ngap = \"1s\"\n")
    let run = try await ProgramRun(["map", "--config", folder.path], input: seedCalls, in: folder)
    #expect(run.status == 78)
    #expect(
      run.errors
        == "kustomer-console: \(folder.path)/config.toml:2:7: gap is 1s; it goes from 1m to 24h\n")
  }

  @Test func `a full disk is an error with its own status`() async throws {
    let run = try await ProgramRun(
      shell: #"echo '{"type":"page"}' | "$K" map >/dev/full"#, in: folder)
    #expect(run.status == 73)
    #expect(run.errors.contains("stdout cannot be written: no space left"))
  }

  @Test func `paths follow the environment and the option`() async throws {
    let lines = try await ProgramRun(["paths"], in: folder).json()
    #expect(
      lines.map { $0["path"]?.stringValue }
        == [
          "/config/kustomer-console/config.toml", "/config/kustomer-console/keys.toml",
          "/config/kustomer-console/themes", "/data/kustomer-console/scenarios",
          "/state/kustomer-console/journal.sqlite", "/state/kustomer-console/sandbox.sqlite",
          "/state/kustomer-console/console.log",
        ].map { folder.path + $0 })
    let moved = try await ProgramRun(["--config", "/x", "paths"], in: folder).json()
    #expect(moved.first?["path"]?.stringValue == "/x/config.toml")
  }
}
