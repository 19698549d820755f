internal import Foundation
internal import Glibc
internal import Testing
internal import kustomer_console

/// The real program where the machine is narrow, full, or somebody else's.
@Suite struct MachineTests {
  private let folder: TemporaryFolder
  private let call = #"{"type":"track","userId":"u1","event":"Registered"}"#

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [8, 10, 12, 16, 20, 63])
  func `too few descriptors are told before anything starts`(limit: Int) async throws {
    try folder.write("call", call)
    for command in ["send --profile sandbox call", "sandbox --ephemeral", "listen", "check"] {
      let run = try await ProgramRun(
        shell: #"ulimit -n \#(limit); exec "$K" \#(command)"#, in: folder)
      #expect(run.status == 78, "\(command): \(run.errors)")
      #expect(
        run.errors.hasSuffix(
          "only \(limit) files may be open at once, 64 are needed; run: ulimit -n 1024\n"))
      #expect(run.output.isEmpty)
    }
  }

  @Test func `few descriptors are enough to map`() async throws {
    try folder.write("call", call)
    let run = try await ProgramRun(shell: #"ulimit -n 8; exec "$K" map call"#, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count == 1)
  }

  @Test func `little address space is told before anything starts`() async throws {
    try folder.write("call", call)
    let run = try await ProgramRun(
      shell: #"ulimit -v 800000; exec "$K" send --profile sandbox call"#, in: folder)
    #expect(run.status == 78, "\(run.errors)")
    #expect(run.errors.contains("only 781 MB of address space may be used"))
  }

  @Test func `a limit of file sizes is an error with a sentence`() async throws {
    try folder.write("call", String(repeating: call + "\n", count: 100))
    let run = try await ProgramRun(
      shell: #"(ulimit -f 1; "$K" map call >lines); echo $?"#, in: folder)
    #expect(run.output == "73\n")
    #expect(run.errors.contains("stdout cannot be written: file too large; "))
    let send = try await ProgramRun(
      shell: #"(ulimit -f 1; "$K" send --profile sandbox call); echo $?"#, in: folder)
    #expect(send.output == "78\n", "\(send.errors)")
    #expect(
      send.errors.hasSuffix(
        "files may only grow to 0 kB, 16 MB are needed; run: ulimit -f unlimited\n"))
  }

  @Test(arguments: [
    ("mkdir -m 777 -p state/kustomer-console", "others may write this folder; run: chmod 700"),
    (
      "mkdir -m 777 -p state/kustomer-console; chown 4711 state/kustomer-console",
      "others may write this folder; run: chmod 700"
    ),
    ("mkdir -m 775 -p state/kustomer-console", "others may write this folder; run: chmod 700"),
    ("mkdir state; touch state/kustomer-console", "cannot be"),
    ("touch state", "not a directory"), ("ln -s state state", "its links lead in a circle"),
  ])
  func `a state folder that is nobody's own is not used`(
    setup: String, problem: String
  ) async throws {
    try folder.write("call", call)
    for command in ["send --profile sandbox call", "sandbox", "history"] {
      let run = try await ProgramRun(
        shell: #"{ \#(setup); } 2>/dev/null; exec "$K" \#(command)"#, in: folder)
      if command == "history", run.status == 0 { continue }
      #expect(run.status == 73, "\(command): \(run.errors)")
      #expect(run.errors.contains(problem), "\(run.errors)")
      #expect(!run.errors.contains("Domain"))
      #expect(run.errors.split(separator: "\n").count == 1)
    }
  }

  /// In a user namespace of one user everybody else is somebody unknown.
  private static let namespace = "unshare --user --map-user=1000"

  @Test(
    .enabled("needs user namespaces") {
      try await ProgramRun(shell: "\(namespace) true", in: TemporaryFolder()).status == 0
    })
  func `a state folder of somebody else is not used`() async throws {
    try folder.write("call", call)
    let setup =
      geteuid() == 0
      ? "mkdir -m 755 -p state/kustomer-console; chown 4711 state/kustomer-console"
      : "mkdir state; ln -s /usr state/kustomer-console"
    let run = try await ProgramRun(
      shell: #"\#(setup); exec \#(Self.namespace) "$K" send --profile sandbox call"#, in: folder)
    #expect(run.status == 73, "\(run.errors)")
    #expect(
      run.errors.hasSuffix(
        "this folder belongs to somebody else; name one of yours with XDG_STATE_HOME\n"),
      "\(run.errors)")
  }

  @Test func `a name that is no UTF-8 is the file of that name`() async throws {
    let run = try await ProgramRun(
      shell: #"""
        N=$(printf 'zo\350.ndjson'); echo '\#(call)' >"$N"
        "$K" map "$N" && "$K" convert "$N" >"$N.out" && ls | grep -c "$N"
        """#, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.last == "2")
  }

  @Test func `a state folder that is no UTF-8 is that folder`() async throws {
    try folder.write("call", call)
    let run = try await ProgramRun(
      shell: #"""
        export XDG_STATE_HOME="$PWD/$(printf 'd\350')" XDG_CONFIG_HOME="$PWD/$(printf 'c\350')"
        "$K" profile add acme --org-pod prod1 && "$K" send --profile sandbox call >/dev/null &&
          "$K" history && test -s "$XDG_STATE_HOME/kustomer-console/journal.sqlite" &&
          test -s "$XDG_STATE_HOME/kustomer-console/sandbox.sqlite" &&
          test -s "$XDG_CONFIG_HOME/kustomer-console/config.toml" && ls -d c* d* | wc -l
        """#, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count == 2)
    // call, the folder of configuration, that of state.
    #expect(run.lines.last == "3")
  }

  @Test(arguments: ["send --profile sandbox", "map", "sessions", "convert"])
  func `a closed stdin is told`(command: String) async throws {
    let run = try await ProgramRun(shell: #""$K" \#(command) <&-"#, in: folder)
    #expect(run.status == 66)
    #expect(run.errors.contains("stdin is closed; name a file"))
  }

  @Test func `no file of ours is taken for a closed stdout`() async throws {
    try folder.write("call", call)
    let run = try await ProgramRun(
      shell: #""$K" send --profile sandbox call >&-; "$K" history"#, in: folder)
    #expect(run.errors.contains("stdout cannot be written: bad file descriptor; it is closed"))
    #expect(try run.json().count == 1)
  }

  @Test func `no core is written of what holds a key`() async throws {
    let run = try await ProgramRun(
      shell: """
        ulimit -c unlimited 2>/dev/null
        "$K" listen 2>errors & P=$!
        while ! grep -q answers errors; do :; done
        grep -i 'core file' /proc/$P/limits
        kill -INT $P; wait $P
        """, in: folder)
    let fields = run.lines.first?.split(separator: " ").map(String.init) ?? []
    #expect(fields.prefix(6) == ["Max", "core", "file", "size", "0", "0"])
  }
}
